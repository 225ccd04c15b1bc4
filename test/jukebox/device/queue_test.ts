import { DriveState } from "../../../lib/jukebox/device/drive_state.ts";
import { Queue } from "../../../lib/jukebox/device/queue.ts";
import type { Want } from "../../../lib/jukebox/device/schedule.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assertEquals, assertRejects } from "../../support/assert.ts";
import { FakeThread } from "./fakes.ts";
import { HOLDER } from "./rig.ts";

function queueOf(count: number, discs: Record<number, number> = {}): { queue: Queue; drives: DriveState[] } {
  const drives = Array.from({ length: count }, (_, index) => {
    const described = { number: index + 1, path: "drive", recorder: true, line: 1 };
    return new DriveState(described, "drive", new FakeThread());
  });
  const queue = new Queue({
    drives,
    discIn: (drive) => discs[drive] ?? null,
    delay: () => 0,
    onChange: () => {},
    onGrant: () => {},
  });
  return { queue, drives };
}

function disc(disc: number, shared: boolean): Want {
  return { kind: "disc", disc, shared, recorder: false };
}

Deno.test("A disc on its way into a drive is shared there, and kept from all other drives", async () => {
  const discs: Record<number, number> = {};
  const { queue } = queueOf(2, discs);
  const [one, two] = await Promise.all([queue.acquire(disc(7, true)), queue.acquire(disc(7, true))]);
  assertEquals([one.drive.number, two.drive.number, one.drive.users], [1, 1, 2]);
  discs[1] = 7;
  const alone = queue.acquire(disc(7, false));
  one.release();
  one.release();
  assertEquals(one.drive.users, 1);
  two.release();
  assertEquals((await alone).drive.number, 1);
});

Deno.test("Whoever waits for a disc in a drive that is reserved meanwhile is told so", async () => {
  const { queue, drives } = queueOf(2, { 1: 7 });
  const hold = await queue.acquire({ kind: "drive", drive: 1 });
  const waiting = queue.acquire(disc(7, false));
  assertEquals(queue.waitingFor(1), 1);
  drives[0]!.duty = "reserved";
  drives[0]!.holder = HOLDER;
  hold.release();
  await assertRejects(() => waiting, JukeboxError, "it is in drive 1, which archive@host1 has reserved");
});

Deno.test("Whoever waits for a drive when the last one fails is told why", async () => {
  const { queue, drives } = queueOf(1);
  const hold = await queue.acquire({ kind: "drive", drive: 1 });
  const waiting = queue.acquire(disc(7, false));
  drives[0]!.fail("it burns");
  hold.release();
  await assertRejects(() => waiting, JukeboxError, "it burns");
});

Deno.test("A refusal reaches those who wait and those who come, until it is lifted", async () => {
  const { queue } = queueOf(1);
  const hold = await queue.acquire({ kind: "drive", drive: 1 });
  const waiting = queue.acquire({ kind: "drive", drive: 1 });
  queue.refuse(new JukeboxError("state", "not now"));
  await assertRejects(() => waiting, JukeboxError, "not now");
  await assertRejects(() => queue.acquire({ kind: "drive", drive: 1 }), JukeboxError, "not now");
  hold.release();
  (await queue.acquire({ kind: "drive", drive: 1 }, undefined, "device")).release();
  queue.open();
  (await queue.acquire({ kind: "drive", drive: 1 })).release();
  assertEquals(queue.length, 0);
});

Deno.test("What the device itself waits for is refused to nobody, and an end is for ever", async () => {
  const { queue } = queueOf(1);
  const hold = await queue.acquire({ kind: "drive", drive: 1 });
  const waiting = queue.acquire({ kind: "drive", drive: 1 }, undefined, "device");
  queue.end(new JukeboxError("device", "gone"));
  queue.refuse(new JukeboxError("state", "it has failed"));
  queue.open();
  hold.release();
  (await waiting).release();
  await assertRejects(() => queue.acquire({ kind: "drive", drive: 1 }), JukeboxError, "gone");
});

Deno.test("During a halt clients wait, and who holds another drive is refused", async () => {
  const { queue } = queueOf(2);
  const hold = await queue.acquire({ kind: "drive", drive: 1 });
  const other = await queue.acquire({ kind: "drive", drive: 2 });
  const client = queue.acquire(disc(7, true));
  const holder = queue.acquire({ kind: "drive", drive: 1 }, undefined, "holder");
  queue.halt(new JukeboxError("state", "by hand"));
  await assertRejects(() => holder, JukeboxError, "by hand");
  await assertRejects(() => queue.acquire(disc(7, true), undefined, "holder"), JukeboxError, "by hand");
  other.release();
  (await queue.acquire({ kind: "drive", drive: 2 }, undefined, "device")).release();
  hold.release();
  assertEquals(queue.length, 1);
  queue.open();
  (await client).release();
});
