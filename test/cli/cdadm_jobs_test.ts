import { produceRequest } from "../../lib/cli/cdadm/produce_run.ts";
import { UsageError } from "../../lib/errors.ts";
import { JukeboxError } from "../../lib/jukebox/errors.ts";
import type { JukeboxEvent } from "../../lib/jukebox/events.ts";
import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "../support/assert.ts";
import { aDisc, aJob, aJobDisc, type Answers, runVerb } from "./cdadm_client.ts";

const PRODUCE = ["produce", "jb.dev", "7-8", "-s", "/images/a.iso", "-v"];

interface WaitOptions {
  readonly onEvent?: (event: JukeboxEvent) => void;
}

/** The text of lines without the time in front. */
function untimed(stdout: string): string[] {
  return stdout.split("\n").slice(0, -1).map((line) => line.replace(/^\d{7} /, ""));
}

Deno.test("produce asks for what its words say", async () => {
  const { asked } = await runVerb(
    [
      ...PRODUCE,
      "-d",
      "1,3",
      "--speed",
      "4x",
      "--copies",
      "2",
      "--verify-drive",
      "other",
      "--erase",
      "--detach",
    ],
    { submit: aJob() },
  );
  assertEquals(asked, [
    'submit("produce", "jb.dev", {"slots":"7-8","copies":2,"source":"/images/a.iso","verify":true,' +
    '"verifyDrive":"other","drives":[1,3],"speed":4,"erase":true,"volume":null})',
  ]);
});

Deno.test("produce makes the source absolute for a server on this host, but for names of devices", () => {
  const values = {
    name: undefined,
    copies: 1,
    erase: false,
    drives: undefined,
    speed: undefined,
    verify: false,
    "verify-drive": undefined,
    detach: false,
  };
  const source = (text: string, local = true): string =>
    produceRequest({ values: { ...values, source: text }, operands: ["jb"] }, local).source;
  assertEquals(source("a.iso"), `${Deno.cwd()}/a.iso`);
  assertEquals(source("../x/./a.iso"), new URL("x/a.iso", `file://${Deno.cwd()}/../`).pathname);
  assertEquals(source("virtual:a.bdr"), `virtual:${Deno.cwd()}/a.bdr`);
  assertEquals(source("iscsi://host/iqn.a/1"), "iscsi://host/iqn.a/1");
  assertEquals(source("/dev/sr0"), "/dev/sr0");
  assertEquals(source("a.iso", false), "a.iso");
});

Deno.test("produce refuses what cannot be meant before it asks the server", async () => {
  for (
    const [words, message] of [
      [["jb", "7"], "the source is missing"],
      [["jb", "7", "-s", "-"], "from standard input"],
      [["jb", "-s", "a.iso"], "neither slots nor a number of copies"],
      [["jb", "7", "-s", "a", "--verify-drive", "other"], "nothing is to be compared"],
      [["jb", "7", "-s", "a", "-v", "--verify-drive", "best"], "same, other or the number of a drive"],
      [["jb", "7", "-s", "a", "-d", "1,x"], "Cannot use x as the number of a drive"],
    ] as const
  ) {
    await assertRejects(() => runVerb(["produce", ...words]), UsageError, message);
  }
});

Deno.test("produce tells with the time what happens to each disc, once, and how the job has ended", async () => {
  const recording = aJobDisc(1, { slot: 7, drive: 1, step: "recording" });
  const good = aJobDisc(1, { slot: 7, drive: 1, step: "good", words: "compared 100 blocks, no difference" });
  const waitForJob = (_: number, { onEvent }: WaitOptions) => {
    onEvent!({ event: "job-disc", job: 12, disc: aJobDisc(2, { step: "waiting" }) });
    onEvent!({ event: "job-disc", job: 12, disc: recording });
    onEvent!({ event: "job-disc", job: 12, disc: recording });
    onEvent!({ event: "job", job: aJob({ state: "running", progress: 0.5 }) });
    onEvent!({ event: "job-disc", job: 12, disc: good });
    for (
      const [level, text] of [[4, "drive 2 is out of order"], [4, `slot 7: ${good.words}`], [
        5,
        "trace",
      ]] as const
    ) {
      onEvent!({ event: "job-log", job: 12, line: { time: "", level, text } });
    }
    return aJob({ discs: [good], words: "1 disc is good" });
  };
  const { code, stdout, stderr } = await runVerb(PRODUCE, { submit: aJob({ state: "queued" }), waitForJob });
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^\d{7} job 12: produce on jb$/m);
  assertEquals(untimed(stdout), [
    "job 12: produce on jb",
    "slot 7, drive 1: recording",
    "slot 7, drive 1: good, compared 100 blocks, no difference",
    "drive 2 is out of order",
    "job 12 done after 3.5 s: 1 disc is good",
  ]);
  assertEquals((await runVerb([...PRODUCE, "-q"], { submit: aJob(), waitForJob })).stdout, "");
  const json = (await runVerb([...PRODUCE, "--json"], { submit: aJob(), waitForJob })).stdout.trim().split(
    "\n",
  );
  const records = json.map((line) => JSON.parse(line));
  assertEquals(records.map(({ event }) => event), ["job", "job-disc", "job", "job-disc", "job-log", "job"]);
  assertEquals([records.at(-1).job.state, typeof records.at(-1).time], ["done", "number"]);
});

Deno.test("produce tells what had happened before it could listen, unless an event was sooner", async () => {
  const discs = [aJobDisc(1, { step: "recording" }), aJobDisc(2, { step: "loading" })];
  const waitForJob = async (_: number, { onEvent }: WaitOptions) => {
    onEvent!({ event: "job-disc", job: 12, disc: aJobDisc(2, { step: "recording" }) });
    await Promise.resolve();
    return aJob({ discs: [aJobDisc(1), aJobDisc(2)] });
  };
  const { stdout } = await runVerb(PRODUCE, { submit: aJob(), job: aJob({ discs }), waitForJob });
  assertEquals(untimed(stdout).slice(1, -1), [
    "slot 2: recording",
    "slot 1: recording",
    "slot 1: good",
    "slot 2: good",
  ]);
});

Deno.test("produce ends with 0 when bad discs were replaced, and with 4 when a comparison left too few", async () => {
  const discs = [aJobDisc(1, { step: "bad" }), aJobDisc(2)];
  const run = (copies: number, disc = aDisc({ verified: "different", verifiedJob: 12 })) =>
    runVerb([...PRODUCE, "-q"], {
      submit: aJob(),
      waitForJob: aJob({
        discs,
        request: { copies },
        state: copies > 1 ? "failed" : "done",
        words: "too few",
      }),
      disc,
    });
  assertEquals((await run(1)).code, 0);
  const { code, stderr } = await run(2);
  assertEquals([code, stderr], [4, "discglow: too few\n"]);
  const earlier = aDisc({ verified: "different", verifiedJob: 11 });
  const error = await assertRejects(() => run(2, earlier), JukeboxError, "too few");
  assertEquals([error.number, error.hint], [-1, "discglow cdadm job 12 shows what became of it"]);
});

Deno.test("the first Ctrl-C asks the server to stop the job, and the exit code is 130", async () => {
  const stop = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const { code, stdout, stderr, asked } = await runVerb(PRODUCE, {
    submit: aJob(),
    stopJob: () => stopped.resolve(),
    waitForJob: async () => {
      stop.abort();
      await stopped.promise;
      return aJob({ state: "stopped", words: "stopped by the user" });
    },
  }, { stop });
  assertEquals([code, asked.slice(1)], [130, ["waitForJob(12, {})", "stopJob(12)"]]);
  assertStringIncludes(stderr, "job 12 is being stopped");
  assertStringIncludes(stdout, "job 12 stopped");
});

Deno.test("a job that is taken up by a server that was started anew is followed on", async () => {
  const answers = [aJob({ state: "interrupted" }), aJob()];
  const { code, asked } = await runVerb([...PRODUCE, "-q"], {
    submit: aJob(),
    waitForJob: () => answers.shift(),
    job: aJob({ state: "running" }),
  });
  assertEquals([code, asked.slice(1)], [0, ["waitForJob(12, {})", "job(12)", "waitForJob(12, {})"]]);
});

Deno.test("a job whose server was ended is told to go on later", async () => {
  const interrupted = aJob({ state: "interrupted" });
  const error = await assertRejects(
    () =>
      runVerb(PRODUCE, {
        submit: aJob(),
        waitForJob: interrupted,
        job: interrupted,
        device: { state: "failed" },
      }),
    JukeboxError,
    "Cannot wait for job 12: it was interrupted, and jb is not attached again",
  );
  assertStringIncludes(error.hint!, "discglow cdadm job 12 --follow");
  const waitForJob = () => Promise.reject(new JukeboxError("failed", "Cannot reach the server"));
  await assertRejects(
    () => runVerb(PRODUCE, { submit: aJob(), waitForJob }),
    JukeboxError,
    "Cannot wait for job 12: the server does not answer any more",
  );
});

Deno.test("verify and blank queue their jobs and follow them", async () => {
  const answers = { submit: aJob(), waitForJob: aJob({ kind: "verify", discs: [aJobDisc(1)] }) };
  const verify = await runVerb(["verify", "jb", "7", "-s", "/a.iso", "-q"], answers);
  assertEquals([verify.code, verify.asked[0]], [
    0,
    'submit("verify", "jb", {"slots":"7","source":"/a.iso","drives":null})',
  ]);
  const blank = await runVerb(["blank", "jb", "7", "-d", "1", "-q"], answers);
  assertEquals(blank.asked[0], 'submit("blank", "jb", {"slots":"7","drives":[1]})');
});

Deno.test("jobs, job, stop and log show jobs in words and as JSON", async () => {
  const running = aJob({
    state: "running",
    progress: 0.431,
    activity: "drive 1 records",
    discs: [aJobDisc(1)],
  });
  const listed = await runVerb(["jobs", "--state", "running", "-d", "jb"], { jobs: [running] });
  assertEquals(listed.stdout, "job 12 produce jb running 43 % 1 of 1 disc good: drive 1 records\n");
  assertEquals(listed.asked, ['jobs({"device":"jb","states":["running"],"limit":20})']);
  const shown = await runVerb(["job", "12"], { job: running });
  assertStringIncludes(shown.stdout, "  asked for by archive@host1: {}\n");
  assertStringIncludes(shown.stdout, "  slot 1: good\n");
  assertEquals(
    JSON.parse((await runVerb(["job", "12", "--json"], { job: running })).stdout),
    { event: "job", job: running },
  );
  assertEquals((await runVerb(["stop", "12"], { stopJob: running })).asked, ["stopJob(12)"]);
  const lines = [{ time: "2026-11-22T14:50:01.000Z", level: 4, text: "begun" }];
  assertEquals((await runVerb(["log", "12"], { jobLog: lines })).stdout, "2026-11-22 14:50:01 4 begun\n");
  await assertRejects(() => runVerb(["job", "x"]), UsageError, "Cannot use x as the number of a job");
});

Deno.test("an event has one shape, whichever verb prints it as JSON", async () => {
  const [job, disc] = [aJob({ discs: [aJobDisc(1)] }), aDisc()];
  const records = async (args: string[], answers: Answers): Promise<Record<string, unknown>[]> => {
    const { stdout } = await runVerb([...args, "--json"], answers);
    return stdout.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  };
  for (
    const [args, answers] of [
      [["job", "12"], { job }],
      [["jobs"], { jobs: [job] }],
      [["stop", "12"], { stopJob: job }],
      [["testcd", "jb", "--detach"], { submit: job }],
    ] as const
  ) assertEquals(await records([...args], answers), [{ event: "job", job }], args.join(" "));
  assertEquals(await records(["discs"], { discs: [disc] }), [{ event: "disc", disc }]);
  assertEquals(await records(["rename", "X", "Y"], { discs: [disc], rename: disc }), [{
    event: "disc",
    disc,
  }]);
  const line = { time: "2026-11-22T14:50:01.000Z", level: 4, text: "begun" };
  assertEquals(await records(["log", "12"], { jobLog: [line] }), [{ event: "job-log", job: 12, line }]);
  const followed = await records(PRODUCE, { submit: job, waitForJob: job });
  assertEquals(followed.map(({ time: _, ...record }) => record), [
    { event: "job", job },
    { event: "job-disc", job: 12, disc: job.discs[0] },
    { event: "job", job },
  ]);
});
