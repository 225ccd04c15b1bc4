import {
  decide,
  type DriveView,
  fits,
  type RequestView,
  type Want,
} from "../../../lib/jukebox/device/schedule.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";

function drive(number: number, facts: Partial<DriveView> = {}): DriveView {
  return {
    number,
    recorder: false,
    serving: true,
    users: 0,
    shared: false,
    disc: null,
    claim: null,
    lastUsed: 0,
    ...facts,
  };
}

function disc(
  id: number,
  disc: number,
  facts: { shared?: boolean; recorder?: boolean; since?: number } = {},
) {
  const { shared = false, recorder = false, since = 0 } = facts;
  return { id, since, want: { kind: "disc", disc, shared, recorder } } satisfies RequestView;
}

function any(id: number, recorder: boolean, since = 0): RequestView {
  return { id, since, want: { kind: "any", recorder, among: null, except: [] } };
}

function granted(drives: DriveView[], requests: RequestView[], now = 0, delay = 10): string[] {
  return decide(drives, requests, now, delay).grants.map(({ request, drive }) => `${request}:${drive}`);
}

Deno.test("A disc that lies in a drive is used there, whatever other drives are free", () => {
  assertEquals(granted([drive(1), drive(2, { disc: 7 })], [disc(1, 7)]), ["1:2"]);
});

Deno.test("Empty drives come first, then the one that has rested longest", () => {
  assertEquals(granted([drive(1, { disc: 5 }), drive(2)], [disc(1, 7)]), ["1:2"]);
  const loaded = [drive(1, { disc: 5, lastUsed: 9 }), drive(2, { disc: 6, lastUsed: 3 })];
  assertEquals(granted(loaded, [disc(1, 7)]), ["1:2"]);
});

Deno.test("Recorders are used for reading only if no reader is free", () => {
  const drives = (users: number) => [drive(1, { recorder: true }), drive(2, { disc: 5, users })];
  assertEquals(granted(drives(0), [disc(1, 7)]), ["1:2"]);
  assertEquals(granted(drives(1), [disc(1, 7)]), ["1:1"]);
  assertEquals(granted(drives(0), [disc(1, 7, { recorder: true })]), ["1:1"]);
  assertEquals(granted(drives(0), [any(1, true)]), ["1:1"]);
});

Deno.test("A disc that others wait for is exchanged only after the delay, and then first of all", () => {
  const drives = [drive(1, { disc: 5 })];
  const requests = [disc(1, 7), disc(2, 5, { since: 9 })];
  assertEquals(granted(drives, requests, 9), ["2:1"]);
  assertEquals(granted(drives, requests, 10), ["1:1"]);
  assertEquals(granted(drives, requests, 9, 0), ["1:1"]);
  const put = decide([drive(1, { disc: 5 })], [disc(1, 7), disc(2, 5, { recorder: true })], 3, 10);
  assertEquals(put, { grants: [], wakeAt: 10 });
});

Deno.test("Readers share a disc until somebody has waited long enough for the drive", () => {
  const drives = [drive(1, { disc: 5, claim: 5, users: 1, shared: true })];
  assertEquals(granted(drives, [disc(1, 5, { shared: true })]), ["1:1"]);
  assertEquals(granted(drives, [disc(1, 5)]), []);
  assertEquals(granted(drives, [disc(1, 7), disc(2, 5, { shared: true, since: 5 })], 9), ["2:1"]);
  assertEquals(granted(drives, [disc(1, 7), disc(2, 5, { shared: true, since: 5 })], 10), []);
  const wanted: RequestView = { id: 1, since: 0, want: { kind: "drive", drive: 1 } };
  assertEquals(granted(drives, [wanted, disc(2, 5, { shared: true })]), []);
});

Deno.test("A disc that is on its way out of a drive, or into one, is not given to a second drive", () => {
  assertEquals(granted([drive(1, { disc: 5, claim: 7, users: 1 }), drive(2)], [disc(1, 5)]), []);
  assertEquals(granted([drive(1, { claim: 7, users: 1 }), drive(2)], [disc(1, 7)]), []);
  assertEquals(granted([drive(1), drive(2)], [disc(1, 7), disc(2, 7)]), ["1:1"]);
});

Deno.test("An endless stream of readers of one disc does not keep another disc out for ever", () => {
  const one = { ...drive(1, { disc: 5 }), until: [] as number[] };
  const waiting: RequestView[] = [disc(1, 7)];
  for (let now = 0; now < 40; now++) {
    waiting.push(disc(100 + now, 5, { shared: true, since: now }));
    one.until = one.until.filter((until) => until > now);
    one.users = one.until.length;
    one.shared = one.users > 0;
    for (const { request } of decide([one], waiting, now, 10).grants) {
      // Readers stay for 5: the last of them came in before the delay was over.
      if (request === 1) return assert(now <= 10 + 5);
      waiting.splice(waiting.findIndex(({ id }) => id === request), 1);
      one.until.push(now + 5);
    }
  }
  throw new Error("the other disc was never granted");
});

Deno.test("Nobody starves, no drive is used by two at once, and no disc is in two drives", () => {
  for (let seed = 1; seed <= 200; seed++) simulate(new Random(seed));
});

/** A jukebox of numbers: requests come in, are served as decided, and take their time. */
function simulate(random: Random): void {
  const count = 1 + random.below(4);
  const delay = random.below(20);
  const drives = Array.from({ length: count }, (_, index) => ({
    ...drive(index + 1, { recorder: index === 0 || random.below(2) === 0 }),
    until: [] as number[],
  }));
  const waiting: RequestView[] = [];
  let id = 0;
  // New requests come only in the first part: whoever is not starved is served in the second.
  for (let now = 0; now < 1500; now++) {
    for (const one of drives) {
      one.until = one.until.filter((until) => until > now);
      one.users = one.until.length;
      if (one.users === 0) Object.assign(one, { claim: null, shared: false });
    }
    if (now < 300 && random.below(2) === 0) waiting.push({ id: ++id, since: now, want: want(random, count) });
    const { grants } = decide(drives, waiting, now, delay);
    for (const { request, drive: number } of grants) {
      const index = waiting.findIndex(({ id }) => id === request);
      const { want } = waiting.splice(index, 1)[0]!;
      const one = drives[number - 1]!;
      assert(fits(one, want));
      assert(
        one.users === 0 || (one.shared && want.kind === "disc" && want.shared && one.disc === want.disc),
      );
      one.shared = want.kind === "disc" && want.shared;
      if (want.kind === "disc") Object.assign(one, { claim: want.disc, disc: want.disc });
      one.until.push(now + 1 + random.below(5));
      one.users = one.until.length;
      one.lastUsed = now;
    }
    const discs = drives.map(({ disc }) => disc).filter((disc) => disc !== null);
    assertEquals(new Set(discs).size, discs.length);
  }
  assertEquals(waiting.length, 0);
}

function want(random: Random, count: number): Want {
  const recorder = random.below(4) === 0;
  switch (random.below(8)) {
    case 0:
      return { kind: "drive", drive: 1 + random.below(count) };
    case 1:
      return { kind: "any", recorder, among: null, except: [] };
    default:
      return { kind: "disc", disc: 1 + random.below(6), shared: random.below(2) === 0, recorder: false };
  }
}
