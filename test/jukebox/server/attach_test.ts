import { readSlotInventory } from "../../../lib/jukebox/description/inventory_file.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assert, assertEquals, assertRejects, assertThrows } from "../../support/assert.ts";
import { until } from "../http/served.ts";
import { CHANGER, CLIENT, serverRig } from "./rig.ts";

Deno.test("a device is attached by its name, with or without .dev, and its used slots are inspected", async () => {
  using rig = serverRig();
  const server = rig.open();
  const { device, job } = await server.service.attach("jb.dev", CLIENT);
  assertEquals([device.name, device.state], ["jb", "attached"]);
  assertEquals([job?.kind, job?.device, job?.request, job?.client], [
    "test",
    "jb",
    { slots: "1-2" },
    "archive@host1",
  ]);
  assertEquals(server.service.status().devices.map(({ name }) => name), ["jb"]);
  assertEquals(server.parts.jobs!.calls, ["resume jb, attached"]);
  await server.halt();
  server.close();
});

Deno.test("what cannot be attached is refused in the classic words", async () => {
  using rig = serverRig();
  const { service, halt, close } = rig.open();
  await service.attach("jb", CLIENT);
  const refused = async (name: string): Promise<string> => {
    const error = await assertRejects(() => service.attach(name, CLIENT), JukeboxError);
    assertEquals(error.number, -1);
    return error.message;
  };
  assertEquals(await refused("p18"), "attach p18: No device description file");
  assertEquals(await refused("jb.dev"), "attach jb: name in use");
  assertEquals(await refused("../jb"), "Cannot use ../jb as the name of a device");
  await halt();
  close();
});

Deno.test("requests for a device, drive or disc that is not there are refused with the classic numbers", async () => {
  using rig = serverRig();
  const { service, halt, close } = rig.open();
  const device = assertThrows(() => service.slots("jb"), JukeboxError);
  assertEquals([device.message, device.number], ["No such device", 19]);
  await service.attach("jb", CLIENT);
  const drive = await assertRejects(() => service.move("jb", 3, 7, CLIENT), JukeboxError);
  assertEquals([drive.message, drive.number], ["Not that many drives", -1]);
  assertEquals(assertThrows(() => service.disc(99), JukeboxError).number, 2);
  assertEquals((await assertRejects(() => service.job(99, 0), JukeboxError)).number, 2);
  await halt();
  close();
});

Deno.test("two devices do not share a drive", async () => {
  using rig = serverRig({ jb: CHANGER, spare: "device=single\ndrive=virtual:box/drives/2\n" });
  const { service, halt, close } = rig.open();
  await service.attach("jb", CLIENT);
  const error = await assertRejects(() => service.attach("spare", CLIENT), JukeboxError);
  assertEquals(error.message, `Cannot attach spare: virtual:${rig.dir.path}/box/drives/2 belongs to jb`);
  assertEquals(error.number, 16);
  await halt();
  close();
});

Deno.test("a device that cannot be attached is let go, and its name is free again", async () => {
  using rig = serverRig();
  let refusal: Error | undefined = new JukeboxError("failed", "Cannot open the changer: it is gone");
  const server = rig.open([], (device) => device.refusal = refusal);
  await assertRejects(() => server.service.attach("jb", CLIENT), JukeboxError, "it is gone");
  assertEquals(server.fake("jb").calls, ["attach", "detach"]);
  assertEquals(server.service.status().devices, []);
  refusal = undefined;
  await server.service.attach("jb", CLIENT);
  await server.halt();
  server.close();
});

Deno.test("at the start the configured devices are attached, and one that fails does not stop the others", async () => {
  using rig = serverRig({ jb: CHANGER, one: "device=single\ndrive=/dev/sr7\n", odd: "drvie=/dev/sr0\n" });
  const server = rig.open(["jb", "one", "odd", "none"], (device) => {
    if (device.description.name === "one") {
      device.refusal = new JukeboxError("failed", "Cannot open /dev/sr7: it is off");
    }
  });
  await server.start();
  const status = server.service.status().devices.map(({ name, state, trouble }) => [name, state, trouble]);
  assertEquals(status, [
    ["jb", "attached", null],
    ["none", "failed", "attach none: No device description file"],
    ["odd", "failed", "Cannot use odd.dev: line 1: there is no key drvie"],
    ["one", "failed", "Cannot open /dev/sr7: it is off"],
  ]);
  const logged = rig.log().filter((line) => line.startsWith("1 ")).map((line) =>
    line.slice(line.indexOf("&") + 4)
  );
  assertEquals(logged.length, 3);
  assert(logged.some((line) => line.startsWith("Cannot use odd.dev: line 1: ")), logged.join("\n"));
  assertEquals(server.service.status().devices.map(({ type }) => type), ["scsi2", null, null, "single"]);
  const error = assertThrows(() => server.service.slots("one"), JukeboxError);
  assertEquals(error.message, "Cannot open /dev/sr7: it is off");
  await server.service.detach("one", CLIENT);
  assertEquals(server.service.status().devices.length, 3);
  await server.halt();
  server.close();
});

Deno.test("what could not be attached at the start is tried again until it works, and told of once", async () => {
  using rig = serverRig({ one: "device=single\ndrive=/dev/sr7\n" });
  let attempts = 0;
  const server = rig.open(["one"], (device, log) => {
    log.write(3, "&", `attempt ${++attempts}`);
    if (attempts < 4) device.refusal = new JukeboxError("failed", "Cannot open /dev/sr7: it is off");
  });
  server.service.setParameter("loglev", 9, CLIENT);
  await server.start();
  assertEquals(server.service.device("one").state, "failed");
  await until(() => server.service.device("one").state === "attached", "it is attached");
  assertEquals([attempts, server.service.device("one").trouble], [4, null]);
  const told = rig.log().filter((line) => line.includes("it is off")).map((line) => line[0]);
  assertEquals(told, ["1", "5", "5"]);
  const others = rig.log().filter((line) => line.includes("attempt")).map((line) => line.at(-1));
  assertEquals(others, ["1", "4"]);
  await server.halt();
  server.close();
});

Deno.test("a device that was missing is no longer tried once a client has attached or detached it", async () => {
  for (const by of ["attach", "detach"] as const) {
    using rig = serverRig({ one: "device=single\ndrive=/dev/sr7\n" });
    let attempts = 0;
    const server = rig.open(["one"], (device) => {
      if (++attempts === 1) device.refusal = new JukeboxError("failed", "Cannot open /dev/sr7: it is off");
    });
    await server.start();
    await server.service[by]("one", CLIENT);
    const before = attempts;
    for (let round = 0; round < 5; round++) await timers();
    assertEquals(attempts, before);
    assertEquals(server.service.status().devices.length, by === "attach" ? 1 : 0);
    await server.halt();
    server.close();
  }
});

Deno.test("a client whose attempt fails leaves what is known of a missing device", async () => {
  using rig = serverRig({ one: "device=single\ndrive=/dev/sr7\n" });
  const server = rig.open(["one"], (device) => {
    device.refusal = new JukeboxError("failed", "Cannot open /dev/sr7: it is off");
  });
  await server.start();
  await assertRejects(() => server.service.attach("one", CLIENT), JukeboxError, "it is off");
  const [device] = server.service.status().devices;
  assertEquals([device?.state, device?.type], ["failed", "single"]);
  await server.halt();
  server.close();
});

Deno.test("what was attached when the server ended is attached at the next start, what was detached is not", async () => {
  using rig = serverRig({
    jb: CHANGER,
    one: "device=single\ndrive=/dev/sr7\n",
    two: "device=single\ndrive=/dev/sr8\n",
  });
  const first = rig.open();
  for (const name of ["jb", "one", "two"]) await first.service.attach(name, CLIENT);
  for (const { id } of first.service.jobs({})) first.service.stopJob(id, CLIENT);
  await first.service.detach("one", CLIENT);
  await first.halt();
  first.close();
  const second = rig.open();
  await second.start();
  assertEquals(second.service.status().devices.map(({ name }) => name), ["jb", "two"]);
  await second.halt();
  second.close();
});

Deno.test("the slot inventory is written, and saves the inspection of what is as it says", async () => {
  using rig = serverRig();
  const first = rig.open();
  await first.service.attach("jb", CLIENT);
  for (const { id } of first.service.jobs({})) first.service.stopJob(id, CLIENT);
  await first.halt();
  first.close();
  const found = readSlotInventory(rig.dir.at("jb.sav"));
  assert(found.found === "inventory");
  assertEquals(found.slots.map(({ slot, holds }) => [slot, holds]), [[1, "recorded"], [2, "blank"], [
    3,
    "empty",
  ]]);
  const second = rig.open([], (device) => device.asked = [3]);
  assertEquals((await second.service.attach("jb", CLIENT)).job?.request, { slots: "3" });
  await second.halt();
  second.close();
});

Deno.test("slots that an unfinished job is going to inspect are not inspected twice", async () => {
  using rig = serverRig();
  const first = rig.open();
  assertEquals((await first.service.attach("jb", CLIENT)).job?.request, { slots: "1-2" });
  await first.halt();
  first.close();
  await Deno.remove(rig.dir.at("jb.sav"));
  const second = rig.open();
  assertEquals((await second.service.attach("jb", CLIENT)).job, null);
  await second.halt();
  second.close();
});

Deno.test("a device with a job is not detached", async () => {
  using rig = serverRig();
  const server = rig.open();
  const { job } = await server.service.attach("jb", CLIENT);
  const error = await assertRejects(() => server.service.detach("jb", CLIENT), JukeboxError);
  assertEquals([error.message, error.number], [`Cannot detach jb: job ${job!.id} (test) needs it`, 16]);
  server.service.stopJob(job!.id, CLIENT);
  await server.service.detach("jb", CLIENT);
  assertEquals(server.fake("jb").calls, ["attach", "detach"]);
  await server.halt();
  server.close();
});

Deno.test("a device on its way takes no requests", async () => {
  using rig = serverRig();
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = rig.open([], (device) => device.attaching = promise);
  const attaching = server.service.attach("jb", CLIENT);
  const error = await assertRejects(() => server.service.rescan("jb", CLIENT), JukeboxError);
  assertEquals([error.message, error.number], ["Cannot use jb: it is being attached", 16]);
  await assertRejects(() => server.service.attach("jb", CLIENT), JukeboxError, "name in use");
  resolve();
  await attaching;
  await server.service.rescan("jb", CLIENT);
  await server.halt();
  server.close();
});

/** Lets timers that are due run. */
function timers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 4));
}
