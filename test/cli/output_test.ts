import { escapeName, escapeText } from "../../lib/cli/escape.ts";
import { Output } from "../../lib/cli/output.ts";
import { showBlocks, showSeconds } from "../../lib/cli/amounts.ts";
import { Progress, progressLine } from "../../lib/cli/progress.ts";
import { DiscglowError } from "../../lib/errors.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { MemorySink } from "./memory_sink.ts";

/** A system that takes only so much at a time. */
class Memory extends MemorySink {
  override writeSync(bytes: Uint8Array): number {
    return super.writeSync(bytes.subarray(0, 100_000));
  }
}

Deno.test("escapeText() shows what would move the cursor or turn the text around", () => {
  assertEquals(escapeText("a\x1b[31mb\n\x7f\x9b"), "a\\x1b[31mb\\x0a\\x7f\\x9b");
  assertEquals(escapeText("cod\u202etxt.exe"), "cod\\u{202e}txt.exe");
  assertEquals(escapeText("Grüße 日本"), "Grüße 日本");
});

Deno.test("escapeName() shows the bytes of a name that is not UTF-8", () => {
  assertEquals(escapeName(new Uint8Array([0x61, 0xe9, 0x1b])), "a\\xe9\\x1b");
  assertEquals(escapeName(new TextEncoder().encode("é")), "é");
});

Deno.test("Output keeps the order of results and messages", () => {
  const both = new Memory(false);
  const output = new Output(both, both);
  output.line("one");
  output.message("two\x1b");
  output.line("three");
  output.flush();
  assertEquals(both.text, "one\ntwo\\x1b\nthree\n");
});

Deno.test("Output writes more than its buffer holds, and all of it where the system takes only a part", () => {
  const results = new Memory(false);
  const output = new Output(results, new Memory(false));
  output.line("a");
  output.bytes(new Uint8Array(250_000).fill(0x62));
  output.line("c");
  output.flush();
  assertEquals(results.text, `a\n${"b".repeat(250_000)}c\n`);
});

Deno.test("Output says why results cannot be written, but not when their reader has gone", () => {
  const results = new MemorySink();
  const output = new Output(results, new MemorySink());
  results.failure = new Error("No space left on device (os error 28)");
  output.line("one");
  assertThrows(
    () => output.flush(),
    DiscglowError,
    "Cannot write to standard output: no space left on device",
  );
  results.failure = new Deno.errors.BrokenPipe("gone");
  output.line("two");
  assertThrows(() => output.flush(), Deno.errors.BrokenPipe);
});

Deno.test("showBlocks() has a unit that does not hide the size", () => {
  const shown = [224, 359_844, 12_219_392].map(showBlocks);
  assertEquals(shown, ["459 kB", "737 MB", "25.0 GB"]);
});

Deno.test("Progress redraws a terminal's line at most five times a second and takes it away for a message", () => {
  const messages = new Memory(true);
  const output = new Output(new Memory(false), messages);
  let now = 0;
  const progress = new Progress(output, 1000 * 2 ** 20, () => now);
  for (; now <= 1000; now += 10) progress.update(now * 2 ** 20);
  assertEquals(messages.text.split("\r").length - 1, 5);
  messages.text = "";
  output.message("a notice");
  assertEquals(messages.text, "\r\x1b[Ka notice\n");
});

Deno.test("Progress says nothing where nobody looks or quiet is asked, and events once a second with json", () => {
  for (
    const [terminal, quiet, json, lines] of [[false, false, false, 0], [true, true, false, 0], [
      false,
      false,
      true,
      3,
    ]] as const
  ) {
    const messages = new Memory(terminal);
    const output = new Output(new Memory(false), messages);
    output.quiet = quiet;
    output.json = json;
    let now = 0;
    const progress = new Progress(output, 3500, () => now);
    for (; now <= 3500; now += 100) progress.update(now);
    progress.clear();
    assertEquals(messages.text.split("\n").length - 1, lines);
  }
});

Deno.test("progressLine() tells bytes, percent, speed and the time left", () => {
  assertEquals(
    progressLine(512 * 2 ** 20, 2 ** 31, 2),
    "512.0 MiB of 2.00 GiB  25 %  256.0 MiB/s  0:06 left",
  );
  assertEquals(showSeconds(3725), "1:02:05");
});
