/**
 * Addresses as minutes, seconds and frames, as CDs have them.
 *
 * @module
 */

/** Frames of the two seconds before block 0. */
const PREGAP = 150;

/** A place on a CD. */
export interface Msf {
  readonly minute: number;
  readonly second: number;
  /** 75 a second. */
  readonly frame: number;
}

/** The logical block address of a place. From minute 90 on it lies in the lead-in, before block 0. */
export function blockOfMsf({ minute, second, frame }: Msf): number {
  const frames = (minute * 60 + second) * 75 + frame - PREGAP;
  return minute < 90 ? frames : frames - 450_000;
}

/** The place of a logical block address from -150 on. */
export function msfOfBlock(block: number): Msf {
  const frames = block + PREGAP;
  return { minute: Math.floor(frames / 4500), second: Math.floor(frames / 75) % 60, frame: frames % 75 };
}

/** `97:26:66`. */
export function msfWords({ minute, second, frame }: Msf): string {
  return [minute, second, frame].map((part) => String(part).padStart(2, "0")).join(":");
}
