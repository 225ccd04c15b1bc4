import { describe } from "../../../lib/jukebox/description/describe.ts";
import { parseDescription } from "../../../lib/jukebox/description/parse.ts";
import {
  ownDrives,
  probe,
  type ProbedChanger,
  type ProbedDrive,
} from "../../../lib/jukebox/description/probe.ts";
import type { Element } from "../../../lib/smc/element.ts";
import { createVirtualJukebox } from "../../../lib/virtual/changer/create.ts";
import { runCli } from "../../cli/run_cli.ts";
import { assert, assertEquals, assertStringIncludes } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";

function drive(name: string, serial?: string, recorder: boolean = true): ProbedDrive {
  return { kind: "drive", name, model: "HL BD-RE", serial, recorder };
}

/** A changer whose drives say these serial numbers. */
function changer(name: string, ...serials: (string | undefined)[]): ProbedChanger {
  const elements = serials.map((identifier, index): Element => ({
    ...{ kind: "drive", address: 256 + index, number: index + 1, full: false, accessible: true },
    ...{ source: undefined, inverted: false, barcode: undefined, exception: undefined, byOperator: false },
    identifier,
  }));
  return { kind: "changer", name, model: "ACME JB60", serial: "C1", inventory: { elements, notices: [] } };
}

Deno.test("drives are described in the changer's order, whatever theirs is", () => {
  const [described, ...rest] = describe([changer("/dev/sg4", "A", "B")], [
    drive("/dev/sr0", "B"),
    drive("/dev/sr1", "A", false),
  ]);
  assertEquals(rest, []);
  assertEquals(
    described!.text,
    "# ACME JB60, serial number C1: 0 slots, 0 mail slots, 2 drives\ndevice=scsi2\nrobot=/dev/sg4\n" +
      "# drive 1 of the changer: HL BD-RE, serial number A\ndrive=/dev/sr1\n" +
      "# drive 2 of the changer: HL BD-RE, serial number B\nrecorder=/dev/sr0\nsave=*.sav\n",
  );
});

Deno.test("a description says when the order of its drives could not be proved", () => {
  const [described] = describe([changer("/dev/sg4", undefined, undefined)], [
    drive("/dev/sr0"),
    drive("/dev/sr1"),
  ]);
  assertStringIncludes(described!.text, "# The order of the drives could not be proved: ");
  assertStringIncludes(
    described!.text,
    "# drive 2 of the changer by order only: HL BD-RE\nrecorder=/dev/sr1\n",
  );
  assertEquals(described!.drives, ["/dev/sr0", "/dev/sr1"]);
});

Deno.test("a drive that cannot be told is left out, and that is said", () => {
  const [described, single] = describe([changer("/dev/sg4", "A", "C")], [
    drive("/dev/sr0", "A"),
    drive("/dev/sr1", "B"),
  ]);
  assertEquals(described!.drives, ["/dev/sr0"]);
  assertStringIncludes(described!.text, "# Drive 2 of the changer (C) is not described: ");
  assertEquals(single!.drives, ["/dev/sr1"]);
});

Deno.test("among several changers no drive is given away by order", () => {
  const found = describe([changer("/dev/sg4", "A"), changer("/dev/sg5", undefined)], [
    drive("/dev/sr0"),
    drive("/dev/sr1", "A"),
  ]);
  assertEquals(found.map(({ name, drives }) => [name, drives]), [
    ["jb1", ["/dev/sr1"]],
    ["jb2", []],
    ["drive", ["/dev/sr0"]],
  ]);
  assertStringIncludes(found[1]!.text, "# Write a line recorder=NAME or drive=NAME for each drive");
});

Deno.test("drives nobody has named are only described where a changer has them", () => {
  const found = describe([changer("/dev/sg4", "A")], [], [drive("/dev/sr0", "A"), drive("/dev/sr1", "B")]);
  assertEquals(found.map(({ drives }) => drives), [["/dev/sr0"]]);
});

Deno.test("a virtual jukebox is described as it is", () => {
  using dir = tempFolder();
  const box = dir.at("box");
  createVirtualJukebox(box, { slots: 5, drives: 3, mailSlots: 1 });
  const found = probe(`virtual:${box}`);
  assert(found?.kind === "changer");
  const names = ownDrives(found);
  assertEquals(names, [1, 2, 3].map((number) => `virtual:${box}/drives/${number}`));
  const drives = names.map(probe).filter((one) => one?.kind === "drive");
  const [described] = describe([found], drives.toReversed());
  const read = parseDescription(described!.text, dir.at("jb.dev"));
  assertEquals(read.robot, `virtual:${box}`);
  assertEquals(read.drives.map(({ path, recorder }) => [path, recorder]), names.map((name) => [name, true]));
  assert(!described!.text.includes("could not be proved"));
});

Deno.test("devices --describe writes what the server understands, and fails where nobody answers", async () => {
  using dir = tempFolder();
  createVirtualJukebox(dir.at("box"), { slots: 5, drives: 2 });
  const { code, stdout } = await runCli(["devices", "--describe", "virtual:box"], { cwd: dir.path });
  assertEquals(code, 0);
  const read = parseDescription(stdout, "/elsewhere/jb.dev");
  assertEquals(
    read.drives.map(({ path }) => path),
    [1, 2].map((n) => `virtual:${dir.at("box")}/drives/${n}`),
  );
  const missing = await runCli(["devices", "--describe", "virtual:none"], { cwd: dir.path });
  assertEquals([missing.code, missing.stdout], [1, ""]);
  assertStringIncludes(missing.stderr, "Cannot open virtual:");
});
