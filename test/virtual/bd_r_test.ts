import { assertEquals } from "../support/assert.ts";
import { Host } from "./host.ts";

const CAPACITY = 12_219_392;

Deno.test("A blank BD-R has one open track that takes the whole disc", () => {
  using host = new Host("bd-r");
  assertEquals(host.profile(), 0x41);
  assertEquals(host.disc(), {
    status: 0,
    lastSession: 0,
    sessions: 1,
    lastTrack: 1,
    background: 0,
    erasable: false,
  });
  const { first, next, free, size } = host.track(1);
  assertEquals([first, next, free, size], [0, 0, CAPACITY, CAPACITY]);
});

Deno.test("A BD-R takes data only at its next writable address", () => {
  using host = new Host("bd-r");
  assertEquals(host.write(32, 32), "5/21/02");
  assertEquals(host.write(0, 32), "good");
  assertEquals(host.write(0, 32), "5/21/02");
  assertEquals(host.write(33, 32), "5/21/02");
  assertEquals(host.write(32, 32), "good");
  assertEquals(host.read(0, 64), "good");
  assertEquals(host.track(1).next, 64);
});

Deno.test("The drive fills up the last cluster of a BD-R when the cache is synchronized", () => {
  using host = new Host("bd-r");
  assertEquals(host.write(0, 33), "good");
  assertEquals(host.flush(), "good");
  assertEquals(host.track(1).next, 64);
  assertEquals(host.write(33, 1), "5/21/02");
  assertEquals(host.write(64, 1), "good");
});

Deno.test("A closed session of a BD-R can be followed by another until the disc is finalised", () => {
  using host = new Host("bd-r");
  host.write(0, 40);
  assertEquals(host.close(1, 1), "good");
  assertEquals(host.close(2), "good");
  assertEquals(host.disc().status, 1);
  assertEquals(host.disc().sessions, 2);
  assertEquals(host.track(2).next, 64);
  assertEquals(host.capacity(), 64);
  host.write(64, 32);
  assertEquals(host.close(6), "good");
  assertEquals(host.disc(), {
    status: 2,
    lastSession: 3,
    sessions: 2,
    lastTrack: 2,
    background: 0,
    erasable: false,
  });
  assertEquals(host.write(96, 32), "7/27/00");
  assertEquals(host.read(64, 32), "good");
});

Deno.test("A BD-R has no track behind its last block", () => {
  using host = new Host("bd-r");
  host.reopen(() => {
    const state = JSON.parse(Deno.readTextFileSync(`${host.path}.state`));
    state.tracks = [{
      session: 1,
      first: 0,
      recorded: CAPACITY - 32,
      runOut: 0,
      closed: false,
      kind: "data",
      method: "incremental",
    }];
    Deno.writeTextFileSync(`${host.path}.state`, JSON.stringify(state));
  });
  assertEquals(host.write(CAPACITY - 32, 64), "5/21/00");
  assertEquals(host.write(CAPACITY - 32, 32), "good");
  assertEquals(host.write(CAPACITY, 32), "5/21/00");
  assertEquals(host.track(1).free, 0);
});
