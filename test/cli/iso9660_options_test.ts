import { iso9660 } from "../../lib/cli/iso9660.ts";
import { type Iso9660Values, maxBlocks, planOptions } from "../../lib/cli/iso9660_options.ts";
import { parse } from "../../lib/cli/parse.ts";
import { sourceDateEpoch } from "../../lib/cli/scan_options.ts";
import { UsageError } from "../../lib/errors.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";

const { signal } = new AbortController();

function options(...args: string[]): PlanOptions {
  const values = parse(iso9660, args).values as unknown as Iso9660Values;
  return planOptions(values, { signal, onNotice: () => {}, output: undefined });
}

Deno.test("planOptions() hands the classic words on under the names of the API", () => {
  const { rockRidge, joliet, volumeId, source, graft, level } = options(
    "rr",
    "name=USR1",
    "source=/usr1",
    "level=3",
  );
  assertEquals([rockRidge, joliet, volumeId, source, graft, level], [true, false, "USR1", ["/usr1"], [], 3]);
});

Deno.test("planOptions() leaves out what was not asked for, so that the defaults of the API hold", () => {
  const given = options();
  for (
    const name of ["source", "volumeId", "level", "maxBlocks", "uid", "date", "publisher", "boot", "output"]
  ) {
    assertEquals(name in given, false, name);
  }
});

Deno.test("planOptions() puts nothing but the grafts into the image when only grafts are given", () => {
  assertEquals(options("graft=/a=b").source, []);
  assertEquals(options("graft=/a=b", "source=c").source, ["c"]);
});

Deno.test("planOptions() maps ignorefail to empty files and checkfail to none, and refuses both", () => {
  assertEquals(options().unreadable, "error");
  assertEquals(options("ignorefail").unreadable, "empty");
  assertEquals(options("checkfail").unreadable, "omit");
  assertThrows(
    () => options("ignorefail", "checkfail"),
    UsageError,
    "Cannot use ignorefail and checkfail together",
  );
});

Deno.test("planOptions() refuses words that mean nothing without another", () => {
  assertThrows(() => options("bootinfo"), UsageError, "there is no BIOS boot image");
  assertThrows(() => options("finetimes"), UsageError, "part of Rock Ridge");
  assertThrows(() => options("stdout=x", "stderr=x"), UsageError, "to one file");
});

Deno.test("maxBlocks() lets maxsize win, and takes the smaller of fit and fitcd", () => {
  assertEquals(maxBlocks({ maxsize: undefined, fit: undefined, fitcd: false }), undefined);
  assertEquals(maxBlocks({ maxsize: undefined, fit: undefined, fitcd: true }), 333_000);
  assertEquals(maxBlocks({ maxsize: undefined, fit: "bd", fitcd: false }), 12_219_392);
  assertEquals(maxBlocks({ maxsize: undefined, fit: "bd", fitcd: true }), 333_000);
  assertEquals(maxBlocks({ maxsize: 0x1000, fit: "bd", fitcd: true }), 2);
  assertEquals(maxBlocks({ maxsize: 2047, fit: undefined, fitcd: false }), 0);
});

Deno.test("sourceDateEpoch() reads seconds and refuses anything else", () => {
  assertEquals(sourceDateEpoch(undefined), undefined);
  assertEquals(sourceDateEpoch("1700000000"), 1700000000);
  for (const text of ["-1", "1.5", "@1", "x"]) assertThrows(() => sourceDateEpoch(text), UsageError);
});
