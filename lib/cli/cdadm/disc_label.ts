/**
 * A disc in one word that is fit for a terminal, as the classic lists show it.
 *
 * @module
 */

import type { Disc, DiscState } from "../../jukebox/model.ts";
import { escapeText } from "../../escape_text.ts";

/** Which of a disc's three names is shown. */
export type NameKind = "pc" | "rr" | "hs";

/** A slot that the device does not have. */
export const NO_SLOT = "-------";

/** A disc that nobody has looked at yet. */
export const UNKNOWN = "-?????-";

const WITHOUT_NAME: Readonly<Record<Exclude<DiscState, "recorded">, string>> = {
  blank: "-blank-",
  bad: "-badCD-",
  foreign: "-nostd-",
  unknown: UNKNOWN,
};

/** The name of a disc, or what stands for it where there is none to use. */
export function discLabel(disc: Disc | null, which: NameKind = "rr"): string {
  if (disc === null) return "-empty-";
  if (disc.state !== "recorded") return WITHOUT_NAME[disc.state];
  return escapeText({ pc: disc.pcName, rr: disc.name, hs: disc.hsName }[which]);
}
