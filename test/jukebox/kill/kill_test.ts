/**
 * A server that is killed at any moment of inventory and production loses no disc, records none twice, and calls
 * none good that is not.
 *
 * @module
 */

import type { Job } from "../../../lib/jukebox/model.ts";
import { noise } from "../../recorder/virtual_job.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { Random } from "../../support/random.ts";
import { type RealDisc, tracksOf } from "../real_discs.ts";
import { Victim } from "./victim.ts";

/** Jukeboxes, and how often the server of each is killed. */
const JUKEBOXES = 10;
const KILLS = 10;
const COPIES = 8;
const BLANKS = 24;
/** Within so many milliseconds of its start a server is killed: it starts, takes inventory, goes on producing. */
const KILLED_WITHIN = 1800;

const IMAGE = noise(1_500_007, 4);

Deno.test(`servers killed ${JUKEBOXES * KILLS} times during inventory and production lose nothing`, async () => {
  // Side by side, as most of the time is spent waiting for the moment.
  const jukeboxes = Array.from({ length: JUKEBOXES }, (_, i) => killAndLook(i + 1));
  const failed = (await Promise.allSettled(jukeboxes)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
});

async function killAndLook(seed: number): Promise<void> {
  const random = new Random(seed);
  await using victim = new Victim(BLANKS, IMAGE);
  const job = await begin(victim);
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((resolve) => setTimeout(resolve, random.below(KILLED_WITHIN)));
    await victim.kill();
    victim.assertNoneLost();
    victim.start();
    if (!random.chance(0.5)) continue;
    await victim.attached();
    await victim.assertPlaces();
  }
  const ended = await victim.ended(job);
  await victim.assertPlaces();
  await victim.kill();
  assertOutcome(victim, ended);
}

/** Starts the first server and its job. */
async function begin(victim: Victim): Promise<number> {
  victim.start();
  await victim.attached();
  using client = victim.client();
  const { id } = await client.submit("produce", "jb", {
    slots: null,
    copies: COPIES,
    source: victim.folder.at("image.iso"),
    verify: true,
    verifyDrive: "same",
    drives: null,
    speed: null,
    erase: false,
    volume: null,
  });
  return id;
}

/** What the job says of its discs, and what they really are. */
function assertOutcome(victim: Victim, job: Job): void {
  const story = JSON.stringify(job, null, 1);
  assert(job.state === "done" || job.state === "failed", story);
  const real = new Map(victim.real().map((disc) => [disc.barcode, disc]));
  const good = job.discs.filter(({ step }) => step === "good");
  assert(good.length <= COPIES, `more than was asked for: ${story}`);
  if (job.state === "done") assertEquals(good.length, COPIES, story);
  for (const { barcode } of good) assert(holds(real.get(barcode!)!, victim.image), `${barcode} is not good`);
  for (const disc of real.values()) {
    const tracks = tracksOf(disc);
    assert(tracks <= 1, `${disc.barcode} was recorded ${tracks} times: ${story}`);
    const told = job.discs.find(({ barcode }) => barcode === disc.barcode);
    if (tracks === 0) assert(told?.step !== "good", `${disc.barcode} is blank: ${story}`);
    else assert(told?.step === "good" || told?.step === "bad", `${disc.barcode} was recorded: ${story}`);
  }
}

function holds({ path }: RealDisc, image: Uint8Array): boolean {
  const data = Deno.readFileSync(path);
  return data.length >= image.length && image.every((byte, at) => byte === data[at]);
}
