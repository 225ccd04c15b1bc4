import type { MediumSummary } from "../../lib/mmc/medium.ts";
import { preflight as reasonsOf, type PreflightFacts } from "../../lib/recorder/preflight.ts";
import { assert, assertEquals } from "../support/assert.ts";

const BLANK: MediumSummary = {
  name: "DVD+R",
  profile: 0x1b,
  family: "dvd-plus",
  state: "blank",
  capacity: 1000,
  free: 1000,
  nextWritable: 0,
  erasable: false,
  sessions: 0,
  tracks: [],
  writeSpeeds: [],
  baseSpeed: 1385,
  mediaId: undefined,
};

const GOOD: PreflightFacts = {
  sourceName: "a.iso",
  targetName: "/dev/sr0",
  same: false,
  source: { facts: { bytes: 2048, has: 2048, empty: false } },
  target: { facts: { medium: BLANK } },
  plan: { reasons: [], blocks: 16 },
  record: undefined,
};

function preflight(facts: PreflightFacts): string[] {
  return reasonsOf(facts).map(({ message }) => message);
}

Deno.test("preflight has nothing against a job that can work", () => {
  assertEquals(preflight(GOOD), []);
  assertEquals(preflight({ ...GOOD, plan: { reasons: [], blocks: 1000 } }), []);
  assertEquals(preflight({ ...GOOD, plan: { reasons: [], blocks: undefined } }), []);
});

Deno.test("preflight tells how much is needed and how much is free, in blocks and bytes", () => {
  assertEquals(preflight({ ...GOOD, plan: { reasons: [], blocks: 1001 } }), [
    "Cannot record on /dev/sr0: 1001 blocks (2050048 bytes) are needed, and 1000 blocks (2048000 bytes) are free",
  ]);
});

Deno.test("preflight takes a disc that is not formatted for as large as it can become", () => {
  const medium: MediumSummary = { ...BLANK, state: "unformatted", free: 0 };
  assertEquals(preflight({ ...GOOD, target: { facts: { medium } } }), []);
  const plan = { reasons: [], blocks: 1001 };
  assertEquals(preflight({ ...GOOD, target: { facts: { medium } }, plan }).length, 1);
});

Deno.test("preflight refuses a disc whose last recording broke off, whatever the length of the source", () => {
  const medium: MediumSummary = { ...BLANK, state: "appendable", free: 0, nextWritable: undefined };
  for (const blocks of [16, undefined]) {
    assertEquals(preflight({ ...GOOD, target: { facts: { medium } }, plan: { reasons: [], blocks } }), [
      "Cannot record on /dev/sr0: an earlier recording broke off, and the drive tells no address to go on at",
    ]);
  }
});

Deno.test("preflight names a missing disc and an empty source", () => {
  const facts: PreflightFacts = {
    ...GOOD,
    source: { facts: { bytes: 0, has: 0, empty: true } },
    target: { facts: { medium: undefined } },
    plan: undefined,
  };
  assertEquals(preflight(facts), [
    "Cannot record a.iso: it is empty",
    "Cannot record on /dev/sr0: there is no disc in it",
  ]);
});

Deno.test("preflight tells everything at once and nothing twice", () => {
  const reasons = preflight({
    ...GOOD,
    source: { failed: "Cannot open a.iso: permission denied" },
    target: { facts: { medium: { ...BLANK, free: 10 } } },
    plan: { reasons: ["Cannot record the DVD+R: one", "Cannot record the DVD+R: one"], blocks: 16 },
    record: "Cannot keep the record in r.json: no such file or directory",
  });
  assertEquals(reasons.length, 4);
  assertEquals(reasons[0], "Cannot open a.iso: permission denied");
  assertEquals(reasons[1], "Cannot record the DVD+R: one");
  assert(reasons[2]!.includes("16 blocks (32768 bytes) are needed, and 10 blocks (20480 bytes) are free"));
  assertEquals(reasons[3], "Cannot keep the record in r.json: no such file or directory");
});

Deno.test("preflight leaves the size out where the disc is closed anyway", () => {
  const medium: MediumSummary = { ...BLANK, state: "closed", free: 0, nextWritable: undefined };
  const plan = { reasons: ["Cannot record on the DVD+R: it is closed"], blocks: 16 };
  assertEquals(preflight({ ...GOOD, target: { facts: { medium } }, plan }), plan.reasons);
});

Deno.test("preflight tells that source and target are the same, not that one of them is busy", () => {
  const facts: PreflightFacts = { ...GOOD, same: true, source: { failed: "Cannot open /dev/sr0: busy" } };
  assertEquals(preflight(facts), ["Cannot record a.iso on /dev/sr0: source and target are the same"]);
});

Deno.test("preflight says what to do about each reason, where that is known", () => {
  const closed: MediumSummary = {
    ...BLANK,
    state: "closed",
    free: 0,
    nextWritable: undefined,
    erasable: true,
  };
  const reasons = reasonsOf({
    ...GOOD,
    source: { failed: "Cannot open a.iso: permission denied", hint: "ask the owner" },
    target: { facts: { medium: closed } },
    plan: { reasons: ["Cannot record on the DVD-RW: it is closed"], blocks: 16 },
    record: "Cannot keep the record in r.json: no such file or directory",
  });
  assertEquals(reasons.map(({ hint }) => hint), [
    "ask the owner",
    "make it new with discglow blank, or use another disc",
    undefined,
  ]);
});

Deno.test("preflight tells that a source has less than it is to give", () => {
  const source = { facts: { bytes: 5000, has: 4096, empty: false } };
  assertEquals(preflight({ ...GOOD, source }), ["Cannot record 5000 bytes of a.iso: it has only 4096"]);
  assertEquals(preflight({ ...GOOD, source: { facts: { ...source.facts, has: undefined } } }), []);
});
