import type { Robot } from "../../../lib/jukebox/robot/robot.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";
import { FakeRobot, FakeThread } from "./fakes.ts";
import { Rig } from "./rig.ts";

Deno.test("A server that is killed at any moment of any move finds all its discs again", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    await using rig = new Rig();
    const random = new Random(seed);
    const robot = new FakeRobot(6, 2, [1, 2, 4, 6]);
    for (let life = 0; life < 3; life++) {
      await liveAndDie(rig, robot, random);
      rig.reopen();
    }
    const device = rig.device({ openRobot: () => robot, openThread: () => new FakeThread() });
    await device.attach();
    const noted = Object.fromEntries(
      rig.volumes.discs().map(({ barcode, place }) => [barcode, `${place.kind} ${place.number}`]),
    );
    const real = Object.fromEntries(
      [...robot.at].filter(([, disc]) => disc !== undefined).map(([at, disc]) => [disc, `slot ${at - 99}`]),
    );
    assertEquals(noted, real);
    assertEquals(Object.keys(real).sort(), ["D1", "D2", "D4", "D6"]);
    // Whoever was at home is at home again.
    assertEquals(real, { D1: "slot 1", D2: "slot 2", D4: "slot 4", D6: "slot 6" });
  }
});

Deno.test("Without bar codes, too, a killed server takes no disc for another", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    await using rig = new Rig();
    const random = new Random(seed);
    const robot = new FakeRobot(6, 2, [1, 2, 4, 6]);
    robot.told = ({ elements, notices }) => ({
      elements: elements.map((element) => ({ ...element, barcode: undefined })),
      notices,
    });
    const first = rig.device({ openRobot: () => robot, openThread: () => new FakeThread() });
    await first.attach();
    const homes = () =>
      rig.volumes.discs().map(({ id, place, home }) =>
        `${id} ${place.kind} ${place.number} of ${home?.number}`
      )
        .sort();
    const before = homes();
    await rig.detach(first);
    for (let life = 0; life < 3; life++) {
      await liveAndDie(rig, robot, random);
      rig.reopen();
    }
    const device = rig.device({ openRobot: () => robot, openThread: () => new FakeThread() });
    await device.attach();
    assertEquals(homes(), before);
    for (const slot of [1, 2, 4, 6]) assertEquals(robot.at.get(99 + slot), `D${slot}`);
  }
});

/** A server that is killed in one of its moves: before the gripper has the disc, while it has it, or behind that. */
async function liveAndDie(rig: Rig, robot: FakeRobot, random: Random): Promise<void> {
  const never = new Promise<never>(() => {});
  let left = random.below(6);
  let died = () => {};
  const death = new Promise<void>((resolve) => died = resolve);
  const mortal: Robot = {
    name: robot.name,
    start: () => robot.start(),
    inventory: () => robot.inventory(),
    lock: () => robot.lock(),
    close: () => Promise.resolve(),
    async move(from, to) {
      if (left-- > 0) return await robot.move(from, to);
      const how = random.below(3);
      assert(robot.at.get(from) !== undefined && robot.at.get(to) === undefined);
      const disc = robot.at.get(from);
      if (how > 0) robot.at.set(from, undefined);
      if (how > 0) robot.at.set(how === 1 ? 0 : to, disc);
      died();
      return await never;
    },
  };
  const device = rig.dying({ openRobot: () => mortal, openThread: () => new FakeThread() });
  const life = async () => {
    await device.attach();
    for (;;) {
      const slot = [1, 2, 4, 6][random.below(4)]!;
      await device.moveToDrive(1 + random.below(2), slot);
      if (random.chance(0.5)) await device.test(undefined);
    }
  };
  life().catch(() => {});
  await death;
}
