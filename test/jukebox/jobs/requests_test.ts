import { JukeboxError, REFUSAL } from "../../../lib/jukebox/errors.ts";
import type { JobKind } from "../../../lib/jukebox/model.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { JobsRig } from "./jobs_rig.ts";

const SOURCE = "SOURCE";

/** Requests that are refused, and in which words. */
const REFUSED: readonly [JobKind, Record<string, unknown>, string][] = [
  ["produce", {}, "Cannot produce discs: there is no source"],
  ["produce", { source: SOURCE }, "Cannot produce discs: neither slots nor a number of copies are given"],
  ["produce", { source: SOURCE, slots: "-" }, "Cannot produce discs: the list holds no slot"],
  ["produce", { source: SOURCE, slots: "1", colour: 1 }, 'Cannot produce: there is no field "colour"'],
  ["produce", { source: SOURCE, slots: 1 }, "Cannot produce: slots has to be a text"],
  ["produce", { source: SOURCE, slots: "1,x" }, "Cannot use 1,x as a slot list: x is no slot"],
  ["produce", { source: SOURCE, slots: "55" }, "testing.dev no slot 55"],
  ["produce", { source: SOURCE, slots: "4" }, "Cannot produce discs: there is no disc in slot 4"],
  ["produce", { source: SOURCE, slots: "1", drives: [9] }, "Not that many drives"],
  [
    "produce",
    { source: SOURCE, slots: "1", drives: [3] },
    "Cannot produce discs: drive 3 of testing does not record",
  ],
  [
    "produce",
    { source: SOURCE, slots: "1", drives: [1.5] },
    "Cannot produce: drives has to be a list of numbers of drives",
  ],
  ["produce", { source: SOURCE, copies: 0 }, "Cannot produce: copies has to be a number of 1 to 65535"],
  [
    "produce",
    { source: SOURCE, copies: 3, slots: "1-2" },
    "Cannot produce 3 discs from the 2 slots of the list",
  ],
  [
    "produce",
    { source: SOURCE, copies: 1, erase: true },
    "Cannot erase whatever disc comes: no slots are named",
  ],
  [
    "produce",
    { source: SOURCE, slots: "1", verify: true, verifyDrive: "best" },
    "Cannot produce: verifyDrive has to be same, other or the number of a drive",
  ],
  ["produce", { source: SOURCE, slots: "1", verify: true, verifyDrive: 9 }, "Not that many drives"],
  ["produce", { source: SOURCE, slots: "1", verify: 1 }, "Cannot produce: verify has to be true or false"],
  [
    "produce",
    { source: SOURCE, slots: "1", speed: 0 },
    "Cannot produce: speed has to be a number above 0 and up to 1000",
  ],
  ["produce", { source: "a.iso", slots: "1" }, "Cannot read a.iso: it is no absolute path"],
  [
    "produce",
    { source: "/no/such/file", slots: "1" },
    "Cannot read /no/such/file: no such file or directory",
  ],
  [
    "produce",
    { source: "a\0b", slots: "1" },
    "Cannot produce: source has to be a text without NUL characters",
  ],
  [
    "produce",
    { source: "virtual:/disc", slots: "1", volume: "OTHER" },
    "Cannot name the volume OTHER: virtual:/disc has its name already",
  ],
  [
    "produce",
    { source: SOURCE, copies: 3 },
    "Cannot produce 3 discs: testing holds 2 that may be blank and have room for 700001 bytes",
  ],
  ["test", { slots: "13" }, "testing.dev no slot 13"],
  ["verify", { slots: "1", source: "/" }, "Cannot compare discs with /: it is no image file"],
  ["blank", {}, "Cannot blank discs: no slots are named"],
  ["import", { slots: "1-2" }, "No good slot found"],
  ["export", { slots: "1", disc: 1 }, "Cannot export a disc and slots at the same time"],
  ["export", { disc: 99 }, "There is no disc 99"],
  ["export", { slots: "4", all: true }, "Cannot export discs: there is no disc in slot 4"],
];

Deno.test("requests that cannot be meant or done are refused in clear words, and no job is there", async () => {
  await using rig = new JobsRig();
  rig.blanks([1, 2]);
  for (const [kind, request, words] of REFUSED) {
    const asked = request["source"] === SOURCE ? { ...request, source: rig.source } : request;
    const error = assertThrows(() => rig.submit(kind, asked), JukeboxError, "", words);
    assertEquals(error.message, words);
  }
  assertEquals(rig.volumes.jobs(), []);
});

Deno.test("the classic refusals have their numbers", async () => {
  await using rig = new JobsRig();
  const number = (body: () => unknown) => assertThrows(body, JukeboxError).number;
  assertEquals(number(() => rig.submit("test", { slots: "55" })), -1);
  const request = { kind: "test", device: "other", request: {}, client: "test" } as const;
  assertEquals(assertThrows(() => rig.jobs.submit(request), JukeboxError).message, "No such device");
  assertEquals(number(() => rig.jobs.submit(request)), 19);
  assertEquals(number(() => rig.jobs.stop(77)), REFUSAL.missing.number);
});

Deno.test("a reserved recorder is none to produce with, and the refusal says how to get it back", async () => {
  await using rig = new JobsRig({ drives: [true, false] });
  rig.blanks([1]);
  rig.device.drives[0]!.duty = "reserved";
  const error = assertThrows(() => rig.submit("produce", { slots: "1", source: rig.source }), JukeboxError);
  assertEquals(error.message, "Cannot produce discs: no recorder of testing serves");
  assertEquals(error.hint, "give a reserved drive back with attach -d");
});

Deno.test("a closed server takes no job", async () => {
  await using rig = new JobsRig();
  await rig.jobs.close();
  assertThrows(() => rig.submit("test", {}), JukeboxError, "the server is about to end");
});

Deno.test("a job that was kept in the database and cannot be meant fails, and nothing else", async () => {
  await using rig = new JobsRig();
  const { id } = rig.volumes.addJob("produce", "testing", { slots: "1", source: 7 }, "test");
  rig.jobs.resume("testing");
  const job = await rig.ended(id);
  assertEquals([job.state, job.words], ["failed", "Cannot produce: source has to be a text"]);
});
