/** A program of others moves discs in a virtual jukebox through a kernel's SG_IO: it knows how changers answer. */

import {
  createVirtualJukebox,
  insertVirtualDisc,
  readVirtualJukebox,
  type VirtualJukebox,
} from "../../lib/virtual/changer/create.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { startVirtualTarget } from "../support/iscsi_target/target.ts";
import { tempFolder } from "../support/temp.ts";
import { discglowFor, FETCH_PROGRAMS } from "./guest_programs.ts";
import { makeGuest } from "./guest.ts";
import { asMtxCounts, MTX_STEPS, readMtxStatus, SLOTS } from "./mtx_steps.ts";
import { guestTest } from "./programs.ts";
import { RECORDER_MODULES, RECORDER_PACKAGES, recorderWords, waitForRecorders } from "./recorders.ts";
import { Steps } from "./steps.ts";

const MTX = "/usr/sbin/mtx";
const CHANGER = "/dev/sg0";

guestTest("mtx moves the discs of a virtual jukebox in a guest", async (t) => {
  using folder = tempFolder();
  using share = tempFolder();
  const dir = folder.at("jukebox");
  createVirtualJukebox(dir, {
    slots: SLOTS,
    drives: 2,
    mailSlots: 1,
    media: "bd-r",
    filled: [1, 2, 3],
    behaviour: { exchange: true, twoSided: true },
  });
  for (const number of [1, 2]) {
    insertVirtualDisc(dir, { kind: "drive", number }, { media: "bd-r" }, { twoSided: true });
  }
  const steps = new Steps(share.path);
  const discglow = await discglowFor(share.path);
  steps.between(`${waitForRecorders(2)}; ${FETCH_PROGRAMS}`);
  steps.together({ "sr-1": `${discglow} media /dev/sr1`, devices: `${discglow} devices ${CHANGER}` });
  for (const { name, words } of MTX_STEPS) {
    steps.together({ [name]: `mtx -f ${CHANGER} ${words}` });
    steps.together({ [`${name}-status`]: `mtx -f ${CHANGER} status` });
  }
  const jukebox = await runIn(dir, share.path, steps);

  let expected: Readonly<Record<string, string>> = {};
  for (const { name, words, refused, then } of MTX_STEPS) {
    expected = then ?? expected;
    await t.step(`mtx ${words}${refused === undefined ? "" : ", which is refused"}`, () => {
      const { code, stdout, stderr } = steps.done(name);
      if (refused === undefined) assertEquals(code, 0, stdout + stderr);
      else assertMatch(stdout + stderr, refused);
      assertEquals(readMtxStatus(steps.good(`${name}-status`).stdout), expected);
    });
  }
  await t.step("mtx knows what it is, and how many elements it has", () => {
    assertMatch(steps.done("inquiry").stdout, /^Product Type: Medium Changer\nVendor ID: 'DISCGLOW'$/m);
    const { stdout } = steps.good("inquiry-status");
    assertMatch(stdout, /:2 Drives, 6 Slots \( 1 Import\/Export \)$/m);
  });
  await t.step("in the end the folder holds what mtx says", () => {
    assertEquals(asMtxCounts(jukebox.elements), expected);
    const loaded = jukebox.elements.find(({ kind, number }) => kind === "drive" && number === 1);
    assertEquals([loaded?.disc?.inverted, loaded?.disc?.source], [true, 4096 + 2]);
  });
  await t.step("discglow lists the changer too", () => {
    const { stdout } = steps.good("devices");
    assertMatch(stdout, /^\/dev\/sg0 is DISCGLOW's changer "VIRTUAL CHANGER"/m);
    for (const code of ["DG000001", "DG000005"]) assertMatch(stdout, RegExp(`bar code ${code}\\b`));
  });
  await t.step("and reads the disc in its drive", () => {
    assertMatch(steps.good("sr-1").stdout, /^medium +BD-R, blank$/m);
  });
}, { ...RECORDER_PACKAGES, mtx: [MTX] });

/** Runs the steps in a guest with changer and drives; tells what the jukebox is like afterwards. */
async function runIn(dir: string, share: string, steps: Steps): Promise<VirtualJukebox> {
  using guest = await makeGuest(RECORDER_MODULES, [MTX]);
  await using target = await startVirtualTarget(
    ["", "/drives/1", "/drives/2"].map((part) => `virtual:${dir}${part}`),
  );
  const urls = [0, 1, 2].map((unit) => target.url(unit));
  await guest.run({ script: steps.script, share, qemu: recorderWords(urls) });
  return readVirtualJukebox(dir);
}
