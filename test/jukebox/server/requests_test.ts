import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import type { DiscState } from "../../../lib/jukebox/model.ts";
import type { JukeboxEvent } from "../../../lib/jukebox/events.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "../../support/assert.ts";
import { CLIENT, serverRig } from "./rig.ts";

Deno.test("drives are reserved, given back, filled and emptied by the device", async () => {
  using rig = serverRig();
  const { service, fake, halt, close } = rig.open();
  await service.attach("jb", CLIENT);
  assertEquals((await service.detachDrive("jb.dev", 1, CLIENT)).name, "jb");
  assertEquals(await service.move("jb", 1, 7, CLIENT), { place: { kind: "drive", device: "jb", number: 1 } });
  assertEquals(await service.move("jb", 1, 0, CLIENT), { place: { kind: "slot", device: "jb", number: 7 } });
  assertEquals((await service.attachDrive("jb", 1, true, CLIENT)).disc, null);
  assertEquals(fake("jb").calls.slice(1), [
    "detachDrive 1 archive@host1",
    "moveToDrive 1 7",
    "moveBack 1",
    "attachDrive 1 archive@host1 true",
  ]);
  await halt();
  close();
});

Deno.test("jobs are queued for attached devices only, and known by their number", async () => {
  using rig = serverRig();
  const { service, parts, halt, close } = rig.open();
  const request = { slots: "7" };
  assertEquals(assertThrows(() => service.submit("test", "jb", request, CLIENT), JukeboxError).number, 19);
  await service.attach("jb", CLIENT);
  const job = service.submit("test", "jb.dev", request, CLIENT);
  assertEquals([job.device, job.request], ["jb", request]);
  assertEquals((await service.job(job.id, 5000)).id, job.id);
  assertEquals((await service.job(job.id, 0)).id, job.id);
  assertEquals(parts.jobs!.calls.slice(1), [`wait ${job.id} 5000`]);
  assertEquals(service.jobs({ device: "jb.dev", limit: 1 }).map(({ id }) => id), [job.id]);
  assertEquals(service.status().jobsQueued, 2);
  assertEquals(service.stopJob(job.id, CLIENT).state, "stopped");
  await halt();
  close();
});

Deno.test("parameters outlive the server", async () => {
  using rig = serverRig();
  const first = rig.open();
  assertEquals(first.service.setParameter("xdelay", 30, CLIENT).value, 30);
  const error = assertThrows(() => first.service.setParameter("xdelay", 601, CLIENT), JukeboxError);
  assertEquals(error.message, "Cannot set xdelay to 601: it is a number of 0 to 600");
  for (
    const [name, hint] of [["logelv", "did you mean loglev?"], ["toString", "there are blanks, dcheck, "]]
  ) {
    const unknown = assertThrows(() => first.service.setParameter(name!, 1, CLIENT), JukeboxError);
    assertEquals([unknown.kind, unknown.message], [
      "usage",
      `Cannot set ${name}: there is no such parameter`,
    ]);
    assert(unknown.hint!.startsWith(hint!), unknown.hint);
  }
  await first.halt();
  first.close();
  const second = rig.open();
  const found = second.service.parameters().find(({ name }) => name === "xdelay");
  assertEquals([found?.value, found?.default, found?.max], [30, 10, 600]);
  await second.halt();
  second.close();
});

Deno.test("discs are renamed and told about, and only those on the shelf are forgotten", async () => {
  using rig = serverRig();
  const { service, parts, halt, close } = rig.open();
  const { volumes } = parts.jobs!.parts;
  const inSlot = volumes.addDisc({ kind: "slot", device: "jb", number: 1 }, null, null);
  const onShelf = volumes.addDisc({ kind: "shelf", device: null, number: 0 }, null, "A00001L3");
  const events: JukeboxEvent[] = [];
  service.events.listen((event) => events.push(event));
  assertEquals(service.rename(inSlot.id, "rr", "ARCHIVE", CLIENT).name, "ARCHIVE");
  assert(events[0]?.event === "disc" && events[0].disc.name === "ARCHIVE");
  assertEquals(service.discs({ device: "jb.dev" }).map(({ id }) => id), [inSlot.id]);
  const error = assertThrows(() => service.forget(inSlot.id, CLIENT), JukeboxError);
  assertEquals(error.message, "Cannot forget ARCHIVE: it is in slot 1 of jb");
  service.forget(onShelf.id, CLIENT);
  assertEquals(assertThrows(() => service.disc(onShelf.id), JukeboxError).kind, "missing");
  await halt();
  close();
});

const UNREADABLE = {
  blank: "nothing is recorded on",
  foreign: "there is no file system that is read here on",
};
const NOTHING = {
  ...{ medium: null, mediaId: null, erasable: false, volume: null, fingerprint: null },
  ...{ bytes: null, capacity: null, remark: null },
};

Deno.test("a file is read from the device that has its disc, and from no shelf", async () => {
  using rig = serverRig();
  const { service, parts, fake, halt, close } = rig.open();
  const { volumes } = parts.jobs!.parts;
  await service.attach("jb", CLIENT);
  const { id } = volumes.addDisc({ kind: "slot", device: "jb", number: 1 }, null, null);
  const { signal } = new AbortController();
  assertEquals(await new Response(await service.readFile(id, "/a", signal)).text(), "data");
  assertEquals(fake("jb").calls.at(-1), `read ${id} /a`);
  for (const [state, words] of Object.entries(UNREADABLE)) {
    const { name } = volumes.noteFacts(id, { ...NOTHING, state: state as DiscState });
    const error = await assertRejects(() => service.readFile(id, "/a", signal), JukeboxError);
    assertEquals(error.message, `Cannot read /a: ${words} the disc ${name}`);
  }
  const away = volumes.addDisc({ kind: "shelf", device: null, number: 0 }, null, null);
  const error = await assertRejects(() => service.readFile(away.id, "/a", signal), JukeboxError);
  assertEquals(error.message, `Cannot read /a: the disc ${away.name} is in no jukebox`);
  await halt();
  close();
});

Deno.test("requests leave their lines in the log, with a tag each", async () => {
  using rig = serverRig();
  const { service, halt, close } = rig.open();
  service.setParameter("loglev", 5, CLIENT);
  await service.attach("jb", CLIENT);
  service.logMessage("disc 7 was cleaned", 3, CLIENT);
  const lines = rig.log();
  assertMatch(lines[0]!, /^5 \S+ = 1 archive@host1: setpar loglev=5$/);
  assertMatch(lines[1]!, /^5 \S+ = 2 archive@host1: attach jb$/);
  assertMatch(lines.at(-1)!, /^3 \S+ = {3}archive@host1: disc 7 was cleaned$/);
  await halt();
  close();
});

Deno.test("byebye asks the server to end, and one that ends takes no more requests", async () => {
  using rig = serverRig();
  const { service, asked, halt, close } = rig.open();
  service.shutdown(CLIENT);
  assertEquals(asked.ended, true);
  await halt();
  const error = await assertRejects(() => service.attach("jb", CLIENT), JukeboxError);
  assertEquals([error.message, error.number], ["Cannot take requests: the server is about to end", 11]);
  close();
});
