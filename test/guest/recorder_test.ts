/** Discs are recorded through a kernel's SG_IO, in a guest that has recorders, and its kernel mounts them. */

import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { startVirtualTarget } from "../support/iscsi_target/target.ts";
import { observe } from "../support/observe.ts";
import { makeOurs } from "../support/ours.ts";
import { Random } from "../support/random.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { startTgt } from "../support/tgt.ts";
import { trees } from "../support/trees.ts";
import type { CaseDone } from "./conformance_program.ts";
import { makeGuest } from "./guest.ts";
import { assertSameMounted } from "./isofs_limits.ts";
import { type Mount, type MountsSeen, seenIn } from "./mounted_images.ts";
import { guestTest } from "./programs.ts";
import { DRIVES, FINISHED, MEDIA, recorderSteps } from "./recorder_steps.ts";
import { RECORDER_MODULES, RECORDER_PACKAGES, recorderWords } from "./recorders.ts";
import { type Attempt, sumOf } from "./sg_io_program.ts";
import type { Steps } from "./steps.ts";

const TREE = "sizes around a block";

guestTest("Discs are recorded and compared in a guest", async (t) => {
  using folder = tempFolder();
  using share = tempFolder();
  const finished = new Random(3).bytes(1024 * 2048);
  await Deno.writeFile(share.at("finished"), finished);
  const source = folder.make("source");
  trees[TREE].make(source);
  await makeOurs(source, share.at("image.iso"), { rockRidge: true });
  const mounts = MEDIA.map((_, i): Mount => {
    return { image: `/dev/sr${i}`, name: `disc-${i}`, options: "check=strict", folders: [""] };
  });
  const steps = await recorderSteps(share.path, mounts);
  const seen = await runIn(folder, share.path, steps);

  await t.step("the list of devices has them all", () => {
    const { stdout } = steps.good("devices");
    for (let i = 0; i < DRIVES; i++) {
      assertMatch(stdout, RegExp(`^/dev/sr${i} is .*also /dev/sg${i}\\b`, "m"));
    }
  });
  await t.step("what lies in a drive is told, before and after", () => {
    assertMatch(steps.good("devices").stdout, /^ +holds blank DVD\+R, 2295104 blocks/m);
    assertMatch(steps.good("media").stdout, /^medium +DVD-ROM, closed/m);
  });
  for (const [i, media] of MEDIA.entries()) {
    await t.step(`${media} is recorded, compares equal and can be mounted`, () => {
      assertMatch(steps.good(`record-${i}`).stdout, /^\d{7} comparison: \d+ blocks, no difference$/m);
      assertSameMounted(TREE, "rr", observe(source), seen.tree(mounts[i]!, ""));
      assertEquals(seen.complaints(mounts[i]!, ""), []);
    });
  }
  await t.step("the way through SG_IO is as every way has to be", () => {
    const cases: CaseDone[] = JSON.parse(steps.good("conformance").stdout);
    assert(cases.length > 10);
    assertEquals(cases.filter(({ complaint }) => complaint !== undefined), []);
  });
  await t.step("what the kernel refuses is told in a sentence", () => assertRefusals(steps, finished));
  await t.step("a job that cannot work is refused with its reasons", () => {
    assertRefused(steps, "mounted", /mounted at \/mnt\/disc-1/);
    assertRefused(steps, "empty", /no disc|no medium/);
    for (const step of ["denied-media", "denied-record"]) {
      assertRefused(steps, step, /only root and the group cdrom may use it; join the group/);
    }
    assertRefused(steps, "busy", /in use by deno \(process \d+\); end deno/);
  });
  await t.step("a job that is stopped leaves the drive to be opened", () => {
    const { code, stdout, stderr } = steps.done("stopped");
    assertEquals(code, 130, stdout + stderr);
    assertMatch(stdout, /^\d{7} \d+ bytes.* written/m, "it had not begun to record");
    assertMatch(stdout, /^discglow: Stopped: /m);
    const { "eject=/dev/sr6": came } = JSON.parse(steps.good("eject-after-stop").stdout);
    assertEquals(came, { words: "0" });
  });
}, RECORDER_PACKAGES);

/** Runs the steps in a guest with all drives; tells what its kernel has mounted. */
async function runIn(folder: TempFolder, share: string, steps: Steps): Promise<MountsSeen> {
  const blank = [...MEDIA.slice(1), "dvd+r"].map((media, i) => {
    createVirtualDisc(folder.at(`disc-${i}`), { media });
    return folder.at(`disc-${i}`);
  });
  const discs = [...blank.slice(0, -1), `${share}/finished`, blank.at(-1)!];
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  await using target = await startVirtualTarget(discs.map((path) => `virtual:${path}`));
  // one that makes the others wait needs a thread of its own
  createVirtualDisc(folder.at("slow"), { media: "dvd+r", drive: { speed: 1, buffer: 1 << 20 } });
  await using slow = await startVirtualTarget([`virtual:${folder.at("slow")}`]);
  using guest = await makeGuest(RECORDER_MODULES);
  const urls = [tgt.url(1), ...discs.map((_, i) => target.url(i)), slow.url(0)];
  const { kernelLog } = await guest.run({ script: steps.script, share, qemu: recorderWords(urls) });
  return seenIn(share, kernelLog);
}

/** The sentences about what is not allowed, and to whom. */
function assertRefusals(steps: Steps, finished: Uint8Array): void {
  const came = (step: string): Record<string, Attempt> => JSON.parse(steps.good(step).stdout);
  const refused = (step: string, attempt: string, trouble: string, words: RegExp) => {
    const found = came(step)[attempt]!;
    assert("trouble" in found, `${attempt} was not refused: ${JSON.stringify(found)}`);
    assertEquals(found.trouble, trouble, found.message);
    assertMatch(`${found.message}; ${found.hint}`, words);
  };
  const root = came("root");
  for (const node of [`/dev/sr${FINISHED}`, `/dev/sg${FINISHED}`]) {
    assertEquals(root[`inquiry=${node}`], { words: "0 0 DISCGLOWVIRTUAL RECORDER" });
    refused("root", `twice=${node}`, "busy", /in use by deno \(process \d+\); end deno/);
    refused("root", `long=${node}`, "too long", /bytes are more than the \d+/);
    const longest = root[`longest=${node}`]!;
    assert("words" in longest, JSON.stringify(longest));
    const [status, bytes, sum] = longest.words.split(" ").map(Number);
    assertEquals(status, 0);
    assertEquals(sum, sumOf(finished.subarray(0, bytes)));
  }
  assertEquals(root["seldom=/dev/sr0"], { words: "2 5/20" });
  refused("recorder", "seldom=/dev/sr1", "filtered", /keeps this command to root; use \/dev\/sg1/);
  assert("words" in came("recorder")["seldom=/dev/sg1"]!);
}

/** A command failed and said why. */
function assertRefused(steps: Steps, step: string, words: RegExp): void {
  const { code, stdout, stderr } = steps.done(step);
  assertEquals(code, 1, stdout + stderr);
  assertStringIncludes(stderr, "discglow: Cannot ");
  assertMatch(stderr, words);
}
