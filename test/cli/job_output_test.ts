import { JobBar } from "../../lib/cli/job_bar.ts";
import { JobOutput } from "../../lib/cli/job_output.ts";
import { Output } from "../../lib/cli/output.ts";
import type { ProgressMade, RecordEvent } from "../../lib/recorder/events.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { bdR } from "./media.ts";
import { MemorySink } from "./memory_sink.ts";

interface Shown {
  readonly job: JobOutput;
  readonly output: Output;
  readonly results: MemorySink;
  readonly messages: MemorySink;
  readonly clock: { now: number };
}

function shown(options: { terminal?: boolean; json?: boolean; quiet?: boolean } = {}): Shown {
  const results = new MemorySink(options.terminal);
  const messages = new MemorySink(options.terminal);
  const output = new Output(results, messages);
  output.json = options.json === true;
  output.quiet = options.quiet === true;
  const clock = { now: 20 };
  return { job: new JobOutput(output, { now: () => clock.now }), output, results, messages, clock };
}

function progress(bytes: number): ProgressMade {
  return { event: "progress", phase: "recording", bytes, total: 100 << 20, bufferPercent: 97 };
}

const TROUBLE: RecordEvent = {
  event: "trouble",
  side: "source",
  message: "Cannot read a.iso: it is gone",
  hint: "look for it",
};

Deno.test("every line begins with the hundredths of a second since the start, in seven digits", () => {
  const { job, results, messages, clock } = shown();
  job.take({ event: "readable" });
  clock.now = 123_456_789;
  job.take({ event: "notice", message: "evil \x1b[2J" });
  assertEquals(results.text, "0000002 disc ready for reading\n12345678 evil \\x1b[2J\n");
  assertEquals(messages.text, "");
});

Deno.test("troubles go to standard error without a time, and are remembered", () => {
  const { job, results, messages } = shown();
  assert(!job.told("Cannot read a.iso: it is gone"));
  job.take(TROUBLE);
  assertEquals(results.text, "");
  assertEquals(messages.text, "discglow: Cannot read a.iso: it is gone; look for it\n");
  assert(job.told("Cannot read a.iso: it is gone"));
});

Deno.test("with json every event is a line with the time in seconds, troubles on standard error", () => {
  const { job, results, messages } = shown({ json: true });
  job.take(progress(1 << 20));
  job.take(TROUBLE);
  assertEquals(JSON.parse(results.text), { time: 0.02, ...progress(1 << 20) });
  assertEquals(JSON.parse(messages.text), TROUBLE);
});

Deno.test("quiet leaves differences, blocks that could not be read, and troubles", () => {
  const { job, results, messages } = shown({ quiet: true });
  const compared = { event: "compared", blocks: 9, ranges: [], unreadable: [] } as const;
  job.take({ event: "readable" });
  job.take({ ...compared, different: 0 });
  assertEquals(results.text, "");
  job.take({ ...compared, different: 1, ranges: [{ first: 1, count: 1 }] });
  job.take({ event: "unreadable", ranges: [{ first: 1, count: 1 }] });
  job.take(TROUBLE);
  assertEquals(results.text.split("\n").length, 3);
  assertMatch(messages.text, /it is gone/);
});

Deno.test("quiet leaves the same of the JSON lines", () => {
  const { job, results } = shown({ quiet: true, json: true });
  job.take({ event: "readable" });
  job.take(progress(1 << 20));
  job.take({ event: "compared", blocks: 9, different: 0, ranges: [], unreadable: [] });
  assertEquals(results.text, "");
  job.take({ event: "unreadable", ranges: [{ first: 1, count: 1 }] });
  assertEquals(JSON.parse(results.text).event, "unreadable");
});

Deno.test("a terminal gets one bar instead of the lines of progress, and it goes away for a line", () => {
  const { job, results, clock } = shown({ terminal: true });
  job.take({ event: "medium", role: "target", medium: bdR() });
  results.text = "";
  job.take(progress(0));
  clock.now += 1000;
  job.take(progress(8_992_000));
  clock.now += 100;
  job.take(progress(9_000_000)); // too soon to be drawn again
  const bars = results.text.split("\r").slice(1);
  assertEquals(bars.length, 2);
  assertMatch(
    bars[1]!,
    /^writing \[ {10}\] 8 % 8\.6 of 100\.0 MiB 2x buffer 97 % 0:11 left/,
  );
  results.text = "";
  job.take({ event: "readable" });
  assertEquals(results.text, "\r\x1b[K0000112 disc ready for reading\n");
});

Deno.test("a trouble takes the bar away before it is told", () => {
  const { job, results, clock } = shown({ terminal: true });
  job.take(progress(0));
  clock.now += 1000;
  results.text = "";
  job.take(TROUBLE);
  assertEquals(results.text, "\r\x1b[K");
});

Deno.test("a wait is told at its begin and every ten seconds", () => {
  const { job, results, clock } = shown();
  for (let seconds = 0; seconds < 25; seconds++) {
    clock.now = seconds * 1000;
    job.take({ event: "waiting", what: "close the session", seconds, fraction: undefined });
  }
  assertEquals(results.text.match(/: \d+ s/g), [": 0 s", ": 10 s", ": 20 s"]);
  job.take({ event: "waiting", what: "read the disc", seconds: 0, fraction: undefined });
  assertMatch(results.text, /read the disc: 0 s\n$/);
});

Deno.test("a job goes on when nobody reads its messages any more", () => {
  const { job, results, messages } = shown();
  results.failure = new Deno.errors.BrokenPipe("broken pipe");
  job.take({ event: "readable" });
  results.failure = undefined;
  job.take({ event: "readable" });
  assertEquals(results.text, "");
  job.take(TROUBLE);
  assertMatch(messages.text, /it is gone/);
});

Deno.test("a job goes on when there is no room for its messages, and says so once", () => {
  const { job, results, messages } = shown();
  results.failure = new Error("No space left on device (os error 28)");
  job.take({ event: "readable" });
  job.take({ event: "readable" });
  assertEquals(messages.text, "discglow: Cannot write to standard output: no space left on device\n");
});

Deno.test("JobBar tells the speed of the last seconds, not that of the whole job", () => {
  const bar = new JobBar();
  for (let second = 0; second <= 10; second++) bar.line(progress(second * 4_496_000), second * 1000, 4496);
  let line = "";
  for (let second = 11; second <= 15; second++) line = bar.line(progress(44_960_000), second * 1000, 4496);
  assert(!line.includes("x"), line);
  assertEquals(
    new JobBar().line({ ...progress(5 << 20), total: undefined }, 0, undefined),
    "writing 5.0 MiB buffer 97 %",
  );
});

Deno.test("commands that are traced go to standard error, beside a comparison too", () => {
  const { job, results, messages } = shown();
  job.take({ event: "trace", line: "d: INQUIRY: good" });
  job.passing({ event: "trace", line: "d: READ (10): good" });
  job.passing({ event: "notice", message: "something" });
  job.passing({ event: "readable" });
  assertEquals(messages.text, "d: INQUIRY: good\nd: READ (10): good\ndiscglow: something\n");
  assertEquals(results.text, "");
});
