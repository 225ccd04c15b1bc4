import { DeviceError, DiscglowError, StoppedError } from "../../../lib/errors.ts";
import { openRobot, type RobotOptions } from "../../../lib/jukebox/robot/open_robot.ts";
import type { RobotEvent } from "../../../lib/jukebox/robot/changer_tasks.ts";
import { elementsOf, type Robot } from "../../../lib/jukebox/robot/robot.ts";
import { ThreadGone } from "../../../lib/recorder/threads/job_thread.ts";
import { TransportError } from "../../../lib/scsi/transport_error.ts";
import {
  addChangerFault,
  clearChangerFaults,
  createVirtualJukebox,
  insertVirtualDisc,
  readVirtualJukebox,
  setChangerBehaviour,
} from "../../../lib/virtual/changer/create.ts";
import { assert, assertEquals, assertRejects } from "../../support/assert.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { tempFolder } from "../../support/temp.ts";

/** A virtual jukebox with discs in its first three slots, and a robot for it that is closed in the end. */
async function withRobot(
  body: (robot: Robot, dir: string, events: RobotEvent[]) => Promise<void>,
  options: Omit<RobotOptions, "onEvent"> = {},
): Promise<void> {
  using folder = tempFolder();
  const dir = folder.at("jukebox");
  createVirtualJukebox(dir, { slots: 5, drives: 2, mailSlots: 1, media: "bd-r", filled: [1, 2, 3] });
  const events: RobotEvent[] = [];
  await leavesNothing(folder.path, async () => {
    const robot = openRobot(`virtual:${dir}`, { ...options, onEvent: (event) => events.push(event) });
    try {
      await body(robot, dir, events);
    } finally {
      await robot.close();
    }
  });
}

/** Addresses of a robot's slots and drives. */
async function addresses(robot: Robot): Promise<{ slots: number[]; drives: number[] }> {
  const inventory = await robot.inventory();
  const of = (kind: "slot" | "drive") => elementsOf(inventory, kind).map(({ address }) => address);
  return { slots: of("slot"), drives: of("drive") };
}

async function fullOnes(robot: Robot): Promise<string[]> {
  const { elements } = await robot.inventory();
  return elements.filter(({ full }) => full).map(({ kind, number }) => `${kind} ${number}`);
}

Deno.test("a robot tells who it is, what it holds, and moves discs", async () => {
  await withRobot(async (robot, dir) => {
    const facts = await robot.start();
    assertEquals(facts, {
      model: "DISCGLOW VIRTUAL CHANGER 1.00",
      serial: readVirtualJukebox(dir).serial,
    });
    const { slots, drives } = await addresses(robot);
    await robot.move(slots[0]!, drives[1]!);
    assertEquals(await fullOnes(robot), ["slot 2", "slot 3", "drive 2"]);
    await robot.move(drives[1]!, slots[4]!);
    assertEquals((await robot.inventory(true)).elements.filter(({ full }) => full).length, 3);
    assertEquals(await fullOnes(robot), ["slot 2", "slot 3", "slot 5"]);
  });
});

Deno.test("what a changer refuses comes as its answer with command and sense", async () => {
  await withRobot(async (robot) => {
    await robot.start();
    const { slots, drives } = await addresses(robot);
    const error = await assertRejects(() => robot.move(slots[4]!, drives[0]!), DeviceError);
    const { device, answer: { cdb, status, key, asc, ascq } } = error;
    assertEquals([device, cdb?.[0], status, key, asc, ascq], [robot.name, 0xa5, 2, 5, 0x3b, 0x0e]);
    assert(error.message.includes("medium source element empty") && error.hint !== undefined, error.message);
    assertEquals(await fullOnes(robot), ["slot 1", "slot 2", "slot 3"], "it goes on");
  });
});

Deno.test("calls that are made at once are done one after the other", async () => {
  await withRobot(async (robot) => {
    const started = robot.start();
    const { slots, drives } = await addresses(robot);
    await started;
    const moves = [
      robot.move(slots[0]!, drives[0]!),
      robot.move(slots[4]!, drives[1]!),
      robot.move(drives[0]!, slots[4]!),
      robot.move(slots[1]!, drives[0]!),
    ];
    const ends = await Promise.allSettled(moves);
    assertEquals(ends.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    assertEquals(await fullOnes(robot), ["slot 3", "slot 5", "drive 1"]);
  });
});

Deno.test("the doors are locked and unlocked, and a closed robot leaves them unlocked", async () => {
  await withRobot(async (robot, dir) => {
    await robot.start();
    assertEquals(await robot.lock(true), true);
    assertEquals(readVirtualJukebox(dir).locked, true);
    assertEquals(await robot.lock(false), true);
    assertEquals(readVirtualJukebox(dir).locked, false);
    await robot.lock(true);
    await robot.close();
    assertEquals(readVirtualJukebox(dir).locked, false);
  });
});

Deno.test("every command is traced when that is asked, by the names of changers", async () => {
  await withRobot(async (robot, _dir, events) => {
    await robot.start();
    const { slots, drives } = await addresses(robot);
    await robot.move(slots[0]!, drives[0]!);
    const lines = events.flatMap((event) => event.event === "trace" ? [event.line] : []);
    for (const name of ["INQUIRY", "READ ELEMENT STATUS", "MOVE MEDIUM"]) {
      assert(lines.some((line) => line.includes(`: ${name} [`)), `no ${name} in ${lines.join("\n")}`);
    }
  }, { trace: true });
  await withRobot(async (robot, _dir, events) => {
    await robot.start();
    assertEquals(events, []);
  });
});

Deno.test("somebody at the mail slot is news", async () => {
  await withRobot(async (robot, dir, events) => {
    await robot.start();
    insertVirtualDisc(dir, { kind: "mail", number: 1 }, { media: "bd-r" });
    assertEquals((await fullOnes(robot)).at(-1), "mail 1");
    const news = events.flatMap((event) =>
      event.event === "news" ? [[event.asc, event.ascq, event.words]] : []
    );
    assertEquals(news, [[0x28, 1, "unit attention, import or export element accessed (6/28/01)"]]);
  });
});

Deno.test("what is no changer, is not there, or is not open cannot be used, and says so", async () => {
  using folder = tempFolder();
  createVirtualJukebox(folder.at("jukebox"), { slots: 1, drives: 1, mailSlots: 0 });
  await leavesNothing(folder.path, async () => {
    const drive = openRobot(`virtual:${folder.at("jukebox")}/drives/1`);
    const error = await assertRejects(() => drive.start(), DiscglowError);
    assertEquals(error.message, `Cannot use ${drive.name} as a changer: it is a device of type 5`);
    const missing = openRobot(`virtual:${folder.at("none")}`);
    assertEquals((await assertRejects(() => missing.start(), TransportError)).trouble, "missing");
    await missing.close();
    await assertRejects(() => missing.move(1, 2), DiscglowError, "it has not been opened");
  });
});

Deno.test("a changer with an open door tells what to do, and can be started when it is closed", async () => {
  await withRobot(async (robot, dir) => {
    setChangerBehaviour(dir, { doorOpen: true });
    const error = await assertRejects(() => robot.start(), DeviceError);
    assert(error.message.startsWith(`Cannot use the changer on ${robot.name}: not ready`), error.message);
    assert(error.hint?.includes("close"), error.hint);
    setChangerBehaviour(dir, { doorOpen: false });
    await robot.start();
    assertEquals((await fullOnes(robot)).length, 3);
  });
});

Deno.test("a changer that is gone in the middle of a move is one error, and is found again", async () => {
  await withRobot(async (robot, dir) => {
    await robot.start();
    const { slots, drives } = await addresses(robot);
    addChangerFault(dir, { on: "move", kind: "power", times: 1 });
    const error = await assertRejects(() => robot.move(slots[0]!, drives[0]!), TransportError);
    assertEquals(error.trouble, "gone");
    assert(error.message.includes(robot.name), error.message);
    await robot.start();
    assertEquals((await fullOnes(robot)).sort(), ["gripper 1", "slot 2", "slot 3"]);
  });
});

/** Runs a body that gets at the threads of robots started in it, the latest last. */
async function withThreads(body: (threads: Worker[]) => Promise<void>): Promise<void> {
  const Original = globalThis.Worker;
  const threads: Worker[] = [];
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      threads.push(this);
    }
  };
  try {
    await body(threads);
  } finally {
    globalThis.Worker = Original;
  }
}

/** Waits until the gripper of a virtual jukebox holds a disc. */
async function underWay(dir: string): Promise<void> {
  const until = performance.now() + 20_000;
  while (
    !readVirtualJukebox(dir).elements.some(({ kind, disc }) => kind === "gripper" && disc !== undefined)
  ) {
    assert(performance.now() < until, "nothing moves");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const LOSSES: Readonly<Record<string, (thread: Worker) => void>> = {
  dies: (thread) => {
    thread.dispatchEvent(
      new ErrorEvent("error", { message: "Uncaught Error: out of luck", cancelable: true }),
    );
  },
  "is cut off": (thread) => thread.terminate(),
};

for (const [way, lose] of Object.entries(LOSSES)) {
  Deno.test(`a thread that ${way} is one error, and a fresh one takes over and unlocks the doors`, async () => {
    await withRobot((robot, dir) =>
      withThreads(async (threads) => {
        await robot.start();
        const { slots, drives } = await addresses(robot);
        await robot.lock(true);
        setChangerBehaviour(dir, { moveTime: 300 });
        const moved = robot.move(slots[0]!, drives[0]!);
        await underWay(dir);
        lose(threads.at(-1)!);
        const error = await assertRejects(() => moved, ThreadGone);
        assert(error.message.startsWith(`Cannot go on with ${robot.name}: its thread `), error.message);
        await assertRejects(() => robot.move(slots[1]!, drives[1]!), ThreadGone);
        setChangerBehaviour(dir, { moveTime: 0 });
        await robot.start();
        assertEquals(readVirtualJukebox(dir).locked, false);
        const full = await fullOnes(robot);
        assertEquals(full.length, 3, full.join());
        assert(threads.length >= 2, "no fresh thread");
      })
    );
  });
}

Deno.test("closing waits for a disc on its way", async () => {
  await withRobot(async (robot, dir) => {
    await robot.start();
    const { slots, drives } = await addresses(robot);
    setChangerBehaviour(dir, { moveTime: 200 });
    const moved = robot.move(slots[0]!, drives[0]!);
    await underWay(dir);
    await robot.close();
    await moved;
    await robot.start();
    assertEquals(await fullOnes(robot), ["slot 2", "slot 3", "drive 1"]);
  });
});

Deno.test("closing does not wait for a changer that looks around, but the next start does", async () => {
  await withRobot(async (robot, dir) => {
    await robot.start();
    // Longer than a thread that is not needed any more is waited for, with nine elements.
    setChangerBehaviour(dir, { initialiseTime: 1500 });
    const looked = assertRejects(() => robot.inventory(true), ThreadGone);
    // Its turn comes at once, since nothing else is under way.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await robot.close();
    await looked;
    setChangerBehaviour(dir, { initialiseTime: 0 });
    await robot.start();
    assertEquals((await fullOnes(robot)).length, 3);
  });
});

Deno.test("closing ends the wait for a changer that does not get ready", async () => {
  await withRobot(async (robot, dir, events) => {
    addChangerFault(dir, { on: "command", opcode: 0, sense: "2/04/01" });
    const started = robot.start();
    const ended = assertRejects(() => started, StoppedError);
    const until = performance.now() + 20_000;
    while (!events.some(({ event }) => event === "waiting")) {
      assert(performance.now() < until, "nobody tells of the wait");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await robot.close();
    await ended;
    clearChangerFaults(dir);
    const again = robot.start();
    const closed = robot.close();
    await assertRejects(() => again, StoppedError);
    await closed;
  });
});
