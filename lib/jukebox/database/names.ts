/**
 * Names of discs. A disc has three: rr and hs are the volume's full name, pc is its form of 8 and 3 characters.
 * Where the volume has no name, or another disc with other contents has it already, a name such as `x0000327` is
 * made of the disc's number. Copies, which are discs with the same fingerprint, bear the same names, and are
 * renamed together: clients ask for the contents, whichever copy answers.
 *
 * @module
 */

/** The three names. */
export interface DiscNames {
  readonly rr: string;
  readonly pc: string;
  readonly hs: string;
}

/** Longest name that a user may give. */
export const LONGEST_NAME = 32;

/** Longest name that is taken from a volume: UDF allows 126 characters. */
const LONGEST_VOLUME = 126;

/** Made for a disc by its number, with the first that is free. */
function generatedName(disc: number, isTaken: (name: string) => boolean): string {
  for (let number = disc;; number++) {
    const name = `x${`${number}`.padStart(7, "0")}`;
    if (!isTaken(name)) return name;
  }
}

/**
 * Names for a disc.
 *
 * @param volume as on the medium
 * @param isTaken whether a disc with other contents has a name
 */
export function namesOf(volume: string | null, disc: number, isTaken: (name: string) => boolean): DiscNames {
  const full = cleanName(volume ?? "");
  if (full === "" || isTaken(full)) {
    const name = generatedName(disc, isTaken);
    return { rr: name, pc: name, hs: name };
  }
  const short = shortName(full);
  const pc = short === "" || isTaken(short) ? generatedName(disc, isTaken) : short;
  return { rr: full, pc, hs: full };
}

/** A volume's name as the name of a folder: what no folder can be called is replaced. */
function cleanName(volume: string): string {
  const clean = volume.replace(/[\p{Cc}/]/gu, "_").trim();
  const name = Array.from(clean).slice(0, LONGEST_VOLUME).join("").trim();
  return name === "." || name === ".." ? "" : name;
}

/** The first eight characters, then the next three as extension; a dot that is there stays where it is. */
export function shortName(full: string): string {
  const dot = full.lastIndexOf(".");
  const clean = (text: string) => Array.from(text.replace(/[^\p{L}\p{N}_$~!#%&()@^'`{}-]/gu, "_"));
  const [base, rest] = dot > 0 ? [clean(full.slice(0, dot)), clean(full.slice(dot + 1))] : [clean(full), []];
  const extension = dot > 0 ? rest.slice(0, 3) : base.slice(8, 11);
  const words = [base.slice(0, 8).join(""), extension.join("")].filter((part) => part !== "");
  return words.join(".").toLowerCase();
}
