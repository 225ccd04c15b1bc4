import { createVirtualJukebox, insertVirtualDisc } from "../../lib/virtual/changer/create.ts";
import { changerLines } from "../../lib/cli/changer_lines.ts";
import type { Element } from "../../lib/smc/element.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { runCli } from "./run_cli.ts";

Deno.test("devices shows what a changer holds, for people and for programs", async () => {
  using folder = tempFolder();
  const dir = folder.at("jukebox");
  const behaviour = { twoSided: true, exchange: true };
  createVirtualJukebox(dir, { slots: 60, drives: 2, mailSlots: 1, serial: "JUKEBOX1", behaviour });
  const slot = { kind: "slot", number: 3 } as const;
  insertVirtualDisc(dir, slot, { media: "bd-r" }, { barcode: "ARCHIVE7" });
  const { code, stdout, stderr } = await runCli(["devices", `virtual:${dir}`]);
  assertEquals([code, stderr], [0, ""]);
  const [first, ...lines] = stdout.trimEnd().split("\n");
  assertMatch(first!, /^virtual:\S+ is \S.*'s changer ".+", revision \S+$/);
  assertEquals(lines.slice(0, 6), [
    "  has 60 slots, 1 mail slot, 2 drives, 1 gripper, serial number JUKEBOX1",
    "  turns discs over",
    "  exchanges the disc of a drive for another in one command",
    "  slots 1-2: empty",
    "  slot 3: a disc, bar code ARCHIVE7",
    "  slots 4-60: empty",
  ]);
  assertMatch(
    lines.slice(6).join("\n"),
    /^ {2}mail slot 1: empty\n {2}drive 1: empty, \S+\n {2}drive 2: empty, \S+\n/,
  );
  const record = JSON.parse((await runCli(["devices", "--json", `virtual:${dir}`])).stdout);
  assertEquals(
    [record.event, record.kind, record.serial, record.inverts, record.exchanges, record.notices],
    ["device", "changer", "JUKEBOX1", true, true, []],
  );
  assertEquals(record.elements.length, 64);
  const third = record.elements.filter((element: Element) => element.kind === "slot")[2];
  assertEquals([third.number, third.full, third.barcode], [3, true, "ARCHIVE7"]);
});

Deno.test("a changer's line tells where a disc came from, what is wrong and what is out of reach", () => {
  const plain = {
    full: false,
    accessible: true,
    source: undefined,
    inverted: false,
    byOperator: false,
  } as const;
  const none = { barcode: undefined, exception: undefined, identifier: undefined } as const;
  const lines = changerLines({
    serial: undefined,
    inverts: false,
    exchanges: false,
    notices: ["it counts wrongly"],
    elements: [
      { ...plain, ...none, kind: "slot", number: 1, address: 7, exception: "barcode reader error" },
      { ...plain, ...none, kind: "slot", number: 2, address: 8, accessible: false },
      { ...plain, ...none, kind: "mail", number: 1, address: 9, full: true, byOperator: true },
      {
        ...plain,
        ...none,
        kind: "drive",
        number: 1,
        address: 1,
        full: true,
        source: 7,
        inverted: true,
        identifier: "A     B  C1",
      },
    ],
  });
  assertEquals(lines, [
    "has 2 slots, 1 mail slot, 1 drive, 0 grippers",
    "slot 1: empty, barcode reader error",
    "slot 2: empty, out of reach",
    "mail slot 1: a disc, put in by hand",
    "drive 1: a disc from slot 1, turned over, A B C1",
    "note: it counts wrongly",
  ]);
});
