/**
 * Making a recorded disc readable: some drives read what they have written only after the disc was taken out.
 *
 * @module
 */

import { DeviceError, DiscglowError } from "../../errors.ts";
import { BLOCK_BYTES } from "../../mmc/block_range.ts";
import { waitUntilReady } from "../../mmc/wait.ts";
import { pause } from "../../scsi/pause.ts";
import { type Sense, senseWords } from "../../scsi/sense.ts";
import type { Target } from "./target.ts";

/** How long a disc may take to become ready, in milliseconds. */
const READY_MS = 120_000;
/** How long somebody may take to put the disc back, in milliseconds. */
const BY_HAND_MS = 600_000;
const LOOK_MS = 500;

const MEDIUM_ERROR = 3;

/**
 * Sees to it that blocks can be read.
 *
 * @param reload the disc may be ejected and loaded for that
 * @throws {DiscglowError} when nothing can be read
 */
export function makeReadable(target: Target, firstBlock: number, reload: boolean): void {
  waitReady(target);
  let refusal = readingRefused(target, firstBlock);
  if (refusal !== undefined && reload && !target.control.stopped) {
    reloadDisc(target);
    refusal = readingRefused(target, firstBlock);
  }
  if (refusal === undefined) return;
  throw new DiscglowError(`Cannot read the disc in ${target.drive.name}: ${refusal}`, {
    hint: "a disc that was left open may be readable in another drive, or after it is closed",
  });
}

function readingRefused({ drive }: Target, block: number): string | undefined {
  const { good, sense } = drive.tryRead(block, new Uint8Array(BLOCK_BYTES));
  if (good || isOneBadBlock(sense)) return undefined;
  return sense === undefined ? "the drive does not say why" : senseWords(sense);
}

/** A bad block is a matter of the comparison. */
function isOneBadBlock(sense: Sense | undefined): boolean {
  return sense?.key === MEDIUM_ERROR;
}

function reloadDisc(target: Target): void {
  const { drive, tell } = target;
  target.unlock();
  drive.eject();
  try {
    drive.load();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    tell({ event: "notice", message: `${drive.name} cannot draw the disc in: please put it back` });
    waitForHand(target);
  }
  waitReady(target);
  target.lock();
}

function waitForHand({ drive, tell, control }: Target): void {
  for (let waited = 0; drive.ready()?.asc === 0x3a && waited < BY_HAND_MS; waited += LOOK_MS) {
    if (control.stopped) return;
    if (waited % 10_000 === 0) {
      tell({ event: "waiting", what: "get the disc back", seconds: waited / 1000, fraction: undefined });
    }
    pause(LOOK_MS);
  }
}

function waitReady({ drive, tell, control }: Target): void {
  waitUntilReady(drive, {
    timeout: READY_MS,
    what: "make the disc ready for reading",
    becoming: true,
    onWait: (seconds, fraction) => {
      if (seconds >= 1) tell({ event: "waiting", what: "make the disc ready", seconds, fraction });
    },
    stopped: () => control.stopped,
  });
}
