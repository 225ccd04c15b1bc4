import { ThreadGone } from "../../../lib/recorder/threads/job_thread.ts";
import { DeviceError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import type { JukeboxDevice } from "../../../lib/jukebox/device/device.ts";
import type { Element, Inventory } from "../../../lib/smc/element.ts";
import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { openDiscThread } from "../../../lib/jukebox/device/disc_thread.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";
import { FACTS, FakeRobot, FakeThread } from "./fakes.ts";
import { HOLDER, Rig } from "./rig.ts";

/** A device of a changer and drives that are fakes. */
function faked(
  rig: Rig,
  robot: FakeRobot,
  drives: number,
  recorders?: readonly number[],
): { readonly device: JukeboxDevice; readonly threads: FakeThread[] } {
  const threads: FakeThread[] = [];
  const openThread = () => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread;
  };
  const options = {
    drives,
    openRobot: () => robot,
    openThread,
    ...(recorders === undefined ? {} : { recorders }),
  };
  return { device: rig.device(options), threads };
}

Deno.test("A drive that hangs is out of order, and the others go on", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(6, 2, [1, 2, 3, 4]);
  const { device, threads } = faked(rig, robot, 2);
  await device.attach();
  threads[0]!.answer = (work) => {
    if (work !== "identify") return;
    threads[0]!.lost = true;
    throw new ThreadGone("Cannot go on with drive 1: its thread does not answer any more");
  };
  const tested = await device.test(undefined);
  assertEquals(tested.filter(({ trouble }) => trouble !== null).length, 1);
  assertEquals(tested.filter(({ disc }) => disc?.state === "blank").length, 3);
  const { duty, trouble } = device.status().drives[0]!;
  assertEquals([duty, trouble], [
    "failed",
    "Cannot go on with drive 1: its thread does not answer any more",
  ]);
  const lost = tested.find(({ trouble }) => trouble !== null)!.slot;
  await assertRejects(() => device.moveToDrive(2, lost), JukeboxError, "is out of order");
  // The disc is not lost: it is in the drive, and comes out when the drive is well again.
  assertEquals(device.status().drives[0]!.slot, lost);
  threads[0]!.answer = () => undefined;
  await device.attachDrive(1, HOLDER, false);
  assertEquals(device.status().drives[0]!.duty, "serving");
  await device.moveToDrive(2, lost);
  assertEquals(robot.inDrive(2), `D${lost}`);
});

Deno.test("Two tests at once inspect every disc once each, and use no drive twice", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(8, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
  const { device, threads } = faked(rig, robot, 2);
  await device.attach();
  const [one, two] = await Promise.all([device.test(undefined), device.test([8, 7, 6, 5])]);
  assert([...one, ...two].every(({ disc, trouble }) => trouble === null && disc?.state === "blank"));
  assertEquals(threads.flatMap(({ done }) => done).filter((work) => work === "identify").length, 12);
});

Deno.test("A thousand requests are served, those for the loaded disc first", async () => {
  await using rig = new Rig();
  rig.parameters.set("xdelay", 600);
  const robot = new FakeRobot(10, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const { device } = faked(rig, robot, 2);
  await device.attach();
  const discs = device.slots().map(({ disc }) => disc!.id);
  const reads = Array.from({ length: 1000 }, async (_, index) => {
    const stream = await device.read(discs[index % 10]!, "/file");
    for await (const _ of stream);
  });
  await Promise.all(reads);
  // Every disc was loaded once, for all hundred requests: ten moves in, eight of them with one out before.
  assertEquals(robot.moves.length, 18);
  assertEquals(device.status().drives.map(({ waiting }) => waiting), [0, 0]);
});

Deno.test("Requests that are given up leave the queue, and what is under way ends well", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1, 2, 3]);
  const { device } = faked(rig, robot, 1);
  await device.attach();
  const lease = await device.lease({ recorder: true, among: null });
  const stop = new AbortController();
  const reads = [1, 2, 3].map((slot) => {
    const { id } = device.slots()[slot - 1]!.disc!;
    return device.read(id, "/file", { signal: stop.signal });
  });
  const test = device.test([1], { signal: stop.signal });
  stop.abort();
  for (const waiting of [...reads, test]) {
    const error = await waiting.then(() => undefined, (error) => error);
    assertEquals(error?.name, "StoppedError");
  }
  await lease.release();
  await device.moveToDrive(1, 2);
});

Deno.test("A stream that is cancelled gives its drive back", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1, 2]);
  const { device, threads } = faked(rig, robot, 1);
  await device.attach();
  threads[0]!.answer = (work) => work === "readFile" ? new Uint8Array(1) : undefined;
  const stream = await device.read(device.slots()[0]!.disc!.id, "/file");
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  await device.moveToDrive(1, 2);
  assert(threads[0]!.done.includes("closeFile"));
  const stop = new AbortController();
  const other = await device.read(device.slots()[1]!.disc!.id, "/file", { signal: stop.signal });
  stop.abort();
  await assertRejects(() => other.getReader().read());
  await device.moveBack(1);
});

Deno.test("What a reader cannot read is left to a recorder, which knows blank from bad", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 2, [1, 2]);
  const { device, threads } = faked(rig, robot, 2, [2]);
  await device.attach();
  threads[0]!.answer = (work) => work === "identify" ? { ...FACTS, state: "bad", remark: "?" } : undefined;
  const tested = await device.test(undefined);
  assertEquals(tested.map(({ disc }) => disc?.state), ["blank", "blank"]);
  assert(threads[0]!.done.includes("identify"));
  rig.parameters.set("blanks", 2);
  threads[1]!.answer = threads[0]!.answer;
  const [assumed] = await device.test([1]);
  assert(assumed?.disc?.state === "blank" || robot.inDrive(2) === "D1");
});

Deno.test("A disc that is held fast is ejected, and then taken", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1]);
  const { device, threads } = faked(rig, robot, 1);
  await device.attach();
  await device.moveToDrive(1, 1);
  let refused = false;
  robot.onMove = () => {
    if (refused) return;
    refused = true;
    throw new DeviceError("fake", "Cannot move: medium removal prevented", { key: 5, asc: 0x53, ascq: 2 });
  };
  await device.moveBack(1);
  assertEquals(threads[0]!.done.filter((work) => work === "letGo").length, 2);
  assertEquals(robot.inDrive(1), undefined);
});

Deno.test("A drive that does not see the first disc put into it is not trusted: the disc goes back", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 2, [1]);
  const { device, threads } = faked(rig, robot, 2);
  await device.attach();
  threads[0]!.answer = (work) => work === "awaitDisc" ? false : undefined;
  await assertRejects(() => device.moveToDrive(1, 1), JukeboxError, "sees none");
  assertEquals([robot.inDrive(1), device.status().drives[0]!.duty], [undefined, "failed"]);
  await device.moveToDrive(2, 1);
  assertEquals(robot.inDrive(2), "D1");
});

Deno.test("A drive that keeps its disc for good is taken out of service", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 2, [1, 2]);
  const { device } = faked(rig, robot, 2);
  await device.attach();
  await device.moveToDrive(1, 1);
  robot.onMove = (from) => {
    if (from === 20) throw new DeviceError("fake", "Cannot move: removal prevented", { key: 5, asc: 0x53 });
  };
  for (let i = 0; i < 3; i++) await assertRejects(() => device.moveBack(1), DeviceError);
  assertEquals(device.status().drives[0]!.duty, "failed");
  const [tested] = await device.test([2]);
  assertEquals(tested?.disc?.state, "blank");
});

Deno.test("No disc is put into a drive that is out of order, and the hint says what to do", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 2, [1]);
  const { device, threads } = faked(rig, robot, 2);
  threads[0]!.answer = (work) => {
    if (work === "meet") throw new TransportError("drive", "gone", "Cannot open the drive: it is gone");
  };
  await device.attach();
  const error = await assertRejects(() => device.moveToDrive(1, 1), JukeboxError, "it is out of order");
  assert(error.hint?.includes("attach jb -d 1"));
  assertEquals(robot.moves, []);
});

Deno.test("A device that fails while it is detached lets go of its drives and its changer all the same", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 2, [1, 2]);
  const { device } = faked(rig, robot, 2);
  await device.attach();
  const lease = await device.lease({ recorder: true, among: [1] });
  const detached = rig.detach(device);
  robot.onMove = () => {
    robot.inventory = () => Promise.reject(new TransportError("fake", "gone", "the changer is gone"));
    throw new TransportError("fake", "gone", "the changer is gone");
  };
  let isClosed = false;
  robot.close = () => Promise.resolve(void (isClosed = true));
  await assertRejects(() => lease.load(1), TransportError);
  assertEquals(device.status().state, "failed");
  await lease.release();
  await detached;
  assert(isClosed);
  await assertRejects(() => device.rescan(), JukeboxError, "was detached");
});

Deno.test("A gripper that kept a disc is emptied as soon as that can be done", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1, 2]);
  const { device } = faked(rig, robot, 1);
  await device.attach();
  let isJammed = true;
  robot.onMove = (from) => {
    if (from !== 0 && isJammed) {
      robot.at.set(0, robot.at.get(from));
      robot.at.set(from, undefined);
    }
    if (isJammed) throw new DeviceError("fake", "Cannot move: it is stuck", { key: 4, asc: 0x15 });
    if (from !== 0 && robot.at.get(0) !== undefined) {
      throw new DeviceError("fake", "Cannot move: the gripper is full", { key: 5, asc: 0x3b, ascq: 0x0d });
    }
  };
  await assertRejects(() => device.moveToDrive(1, 1), DeviceError);
  assertEquals(robot.at.get(0), "D1");
  assert(device.status().trouble?.includes("gripper"));
  isJammed = false;
  await assertRejects(() => device.moveToDrive(1, 2), DeviceError);
  assertEquals([robot.at.get(0), robot.at.get(100), device.status().trouble], [undefined, "D1", null]);
  await device.moveToDrive(1, 2);
  rig.volumes.openMoves("jb").forEach((move) => assert(move === undefined));
});

Deno.test("A test that cannot be told of stops at the next disc", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(8, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
  const { device, threads } = faked(rig, robot, 1);
  await device.attach();
  const onSlot = () => {
    throw new JukeboxError("space", "Cannot write: no space left");
  };
  await assertRejects(() => device.test(undefined, { onSlot }), JukeboxError, "no space left");
  assertEquals(threads[0]!.done.filter((work) => work === "identify").length, 1);
});

Deno.test("A file whose disc was closed under it is no shorter file, and a blank disc is not loaded to be read", async () => {
  await using rig = new Rig();
  const robot = new FakeRobot(4, 1, [1]);
  const { device } = faked(rig, robot, 1);
  await device.attach();
  const [tested] = await device.test([1]);
  await device.moveBack(1);
  const moves = robot.moves.length;
  await assertRejects(() => device.read(tested!.disc!.id, "/x"), JukeboxError, "the disc is blank");
  assertEquals(robot.moves.length, moves);
  const thread = openDiscThread(`virtual:${await rig.image("ONE", { "a.txt": "a" })}`);
  const { file } = await thread.do("openFile", "/a.txt");
  await thread.do("close");
  await assertRejects(() => thread.do("readFile", file), JukeboxError, "Cannot go on reading");
  await thread.end();
});

Deno.test("With no room left for the database no disc moves, and none is lost", async () => {
  for (const call of ["beginMove", "endMove"] as const) {
    await using rig = new Rig();
    const robot = new FakeRobot(4, 1, [1]);
    let full = false;
    const volumes = new Proxy(rig.volumes, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          if (full && name === call) throw new JukeboxError("space", "Cannot write: no space left");
          return value.apply(target, given);
        };
      },
    });
    const device = rig.device({
      drives: 1,
      volumes,
      openRobot: () => robot,
      openThread: () => new FakeThread(),
    });
    await device.attach();
    full = true;
    await assertRejects(() => device.moveToDrive(1, 1), JukeboxError, "no space left");
    assertEquals(robot.moves.length, call === "beginMove" ? 0 : 1);
    full = false;
    await device.rescan();
    const [disc] = rig.volumes.discs({ device: "jb" });
    assertEquals(disc?.place.kind, call === "beginMove" ? "slot" : "drive");
    assertEquals(rig.volumes.openMoves("jb"), []);
    await device.moveToDrive(1, 1);
    assertEquals((await device.moveBack(1)).number, 1);
  }
});

Deno.test("A changer that answers nonsense is survived, and no disc is moved onto another", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    await using rig = new Rig();
    const random = new Random(seed);
    const robot = new FakeRobot(5, 2, [1, 2, 3], seed % 2);
    robot.told = (inventory) => random.chance(0.5) ? nonsense(inventory, random) : inventory;
    robot.onMove = () => {
      if (random.chance(0.2)) {
        throw new DeviceError("fake", "Cannot move: it will not", { key: 4, asc: 0x15 });
      }
    };
    const { device } = faked(rig, robot, 2);
    const attempts: (() => Promise<unknown>)[] = [
      () => device.attach(),
      () => device.test(undefined),
      () => device.moveToDrive(1, 1 + random.below(5)),
      () => device.moveBack(1 + random.below(2)),
      () => device.rescan(),
    ];
    for (let i = 0; i < 12; i++) {
      // The changer of this test throws an AssertionError when one disc would be put onto another.
      await attempts[i === 0 ? 0 : random.below(5)]!().catch((error) => {
        assert(error instanceof Error);
      });
      device.status();
      device.slots();
    }
    assertEquals([...robot.at.values()].filter((disc) => disc !== undefined).sort(), ["D1", "D2", "D3"]);
  }
});

function nonsense(inventory: Inventory, random: Random): Inventory {
  const elements: Element[] = [];
  for (const element of inventory.elements) {
    switch (random.below(12)) {
      case 0:
        break;
      case 1:
        elements.push(element, element);
        break;
      case 2:
        elements.push({ ...element, full: !element.full });
        break;
      case 3:
        elements.push({ ...element, barcode: random.chance(0.5) ? "D1" : undefined });
        break;
      case 4:
        elements.push({ ...element, source: random.below(65536), number: random.below(10) });
        break;
      case 5:
        elements.push({ ...element, address: random.below(120) });
        break;
      default:
        elements.push(element);
    }
  }
  return { elements, notices: ["the answer is nonsense"] };
}
