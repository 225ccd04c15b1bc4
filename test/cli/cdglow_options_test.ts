import { cdglow } from "../../lib/cli/cdglow.ts";
import { type CdglowValues, progressBytes, recordOptions } from "../../lib/cli/cdglow_options.ts";
import { parse } from "../../lib/cli/parse.ts";
import { UsageError } from "../../lib/errors.ts";
import type { RecordOptions } from "../../lib/recorder/options.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";

function options(...args: string[]): RecordOptions {
  return recordOptions(parse(cdglow, args).values as unknown as CdglowValues);
}

Deno.test("cdglow reads the classic command lines to the letter", () => {
  const copy = options("-v", "-s", "\\\\.\\p0b0t3", "-t", "\\\\.\\p0b0t6");
  assertEquals([copy.source, copy.target, copy.verify], ["\\\\.\\p0b0t3", "\\\\.\\p0b0t6", true]);
  const unix = options("-v", "-s", "/dev/iXOS_SCSI0/3", "-t", "/dev/iXOS_SCSI0/6");
  assertEquals([unix.source, unix.target], ["/dev/iXOS_SCSI0/3", "/dev/iXOS_SCSI0/6"]);
  const slow = options("-p", "-f2", "-a", "0x200000", "-t", "x");
  assertEquals([slow.preview, slow.speed, slow.progressBytes], [true, 2, 0x200000]);
});

Deno.test("-f1, -f 1 and --factor 1 are the base speed, --speed any", () => {
  for (const words of [["-f1"], ["-f", "1"], ["--factor", "1"], ["--factor=1"], ["--speed", "1"]]) {
    assertEquals(options(...words, "-t", "x").speed, 1);
  }
  assertEquals(options("--speed", "2.4x", "-t", "x").speed, 2.4);
  assert(!("speed" in options("-t", "x")));
  for (const words of [["-f3"], ["-f"], ["--speed", "0"], ["--speed", "fast"], ["-f1", "--speed", "4"]]) {
    assertThrows(() => options(...words, "-t", "x"), UsageError, "Cannot use");
  }
});

Deno.test("without a source standard input is recorded; a target has to be given", () => {
  assertEquals(options("-t", "x").source, "-");
  assertEquals(options("-s", "-", "-t", "x").source, "-");
  const error = assertThrows(() => options("-s", "a.iso"), UsageError, "there is no target");
  assertEquals(error.hint, "add -t DEVICE; discglow devices lists the drives");
});

Deno.test("sizes may have a unit, and -a is rounded up to whole MiB", () => {
  const { buffer, size } = options("-b", "64M", "--size", "4G", "-t", "x");
  assertEquals([buffer, size], [2 ** 26, 2 ** 32]);
  assertThrows(() => options("-b", "1k", "-t", "x"), UsageError, "at least 1048576");
  assertEquals(progressBytes(), 0x100000);
  assertEquals(progressBytes(0), 0);
  assertEquals(progressBytes(1), 0x100000);
  assertEquals(progressBytes(0x100001), 0x200000);
});

Deno.test("words that contradict each other are refused", () => {
  for (const words of [["-p", "-v"], ["-p", "--record", "r.json"], ["-s", "x"]]) {
    assertThrows(() => options(...words, "-t", "x"), UsageError, "Cannot ");
  }
});

Deno.test("the record may not take the place of the source or of a virtual disc", () => {
  for (const record of ["a.iso", "d.bdr", "d.bdr.state"]) {
    const words = ["-s", "a.iso", "-t", "virtual:d.bdr", "--record", record];
    assertThrows(() => options(...words), UsageError, `Cannot write the record to ${record}`);
  }
  assertEquals(options("-s", "a.iso", "-t", "virtual:d.bdr", "--record", "r.json").recordFile, "r.json");
});
