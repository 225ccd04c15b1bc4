/**
 * Programs of others record on virtual drives, which a guest has as real ones: they know how real ones want to be
 * treated, so a virtual drive that refuses them is wrong, and so is one in which something else arrives.
 */

import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { startVirtualTarget } from "../support/iscsi_target/target.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { makeGuest } from "./guest.ts";
import { PEER_RECORDINGS, RECORDING_PACKAGES } from "./peer_recordings.ts";
import { guestTest } from "./programs.ts";
import { RECORDER_MODULES, RECORDER_PACKAGES, recorderWords, waitForRecorders } from "./recorders.ts";
import { Steps } from "./steps.ts";

/** Not a multiple of any medium's unit. */
const IMAGE_BYTES = 2048 * 777;

guestTest("Programs of others record on virtual drives in a guest", async (t) => {
  using discs = tempFolder();
  using share = tempFolder();
  const image = new Random(4).bytes(IMAGE_BYTES);
  await Deno.writeFile(share.at("image"), image);
  const paths = PEER_RECORDINGS.map(({ media }, i) => {
    createVirtualDisc(discs.at(`${i}`), { media });
    return discs.at(`${i}`);
  });
  const steps = new Steps(share.path);
  steps.between(waitForRecorders(paths.length));
  // most of the time they only wait
  steps.together(
    Object.fromEntries(PEER_RECORDINGS.map(({ command }, i) => {
      return [`${i}`, command.replace("DRIVE", `/dev/sr${i}`).replace("IMAGE", "image")];
    })),
  );
  using guest = await makeGuest(RECORDER_MODULES, Object.keys(RECORDING_PACKAGES));
  {
    await using target = await startVirtualTarget(paths.map((path) => `virtual:${path}`));
    const urls = paths.map((_, i) => target.url(i));
    await guest.run({ script: steps.script, share: share.path, qemu: recorderWords(urls) });
  }
  for (const [i, { media, by, how }] of PEER_RECORDINGS.entries()) {
    await t.step(`${by} on ${media}, ${how}`, () => {
      const { code, stdout, stderr } = steps.done(`${i}`);
      const disc = Deno.readFileSync(paths[i]!);
      assertEquals(code, 0, (stdout + stderr).slice(-2000));
      assert(disc.length >= image.length, `only ${disc.length} bytes are on the disc`);
      assertEquals(firstDifference(disc, image), -1);
    });
  }
}, { ...RECORDER_PACKAGES, ...RECORDING_PACKAGES });

/** Where the first byte stands that is not as it ought to be; -1 for nowhere. */
function firstDifference(found: Uint8Array, wanted: Uint8Array): number {
  return wanted.findIndex((byte, i) => found[i] !== byte);
}
