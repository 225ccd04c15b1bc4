/**
 * Virtual jukeboxes in words.
 *
 * @module
 */

import { DEFAULT_CHANGER } from "../virtual/changer/behaviour.ts";
import type { ChangerFault, VirtualElement, VirtualJukebox } from "../virtual/changer/create.ts";
import { PLACE_KINDS, placeWords } from "../virtual/changer/places.ts";
import { count } from "./count.ts";
import { escapeText } from "./escape.ts";
import { faultOccasion, faultWords } from "./fault_words.ts";
import type { Output } from "./output.ts";
import { behaviourWords } from "./virtual_show.ts";

/** Tells what a jukebox is like, and where its discs are. */
export function printJukebox(output: Output, dir: string, jukebox: VirtualJukebox): void {
  if (output.json) return output.record({ event: "jukebox", path: dir, ...jukebox });
  const { counts, elements, serial, locked } = jukebox;
  const parts = (["slot", "mail", "drive"] as const).map((kind) =>
    count(counts[kind], PLACE_KINDS[kind].title)
  );
  const full = elements.filter(({ disc }) => disc !== undefined);
  const facts = [
    ...parts,
    count(full.length, "disc"),
    `serial number ${serial}`,
    ...locked ? ["locked"] : [],
  ];
  output.line(`${escapeText(dir)}: ${facts.join(", ")}`);
  for (const words of behaviourWords(jukebox.behaviour, DEFAULT_CHANGER)) output.line(`  changer: ${words}`);
  for (const words of behaviourWords(jukebox.drive)) output.line(`  drives: ${words}`);
  for (const fault of jukebox.faults) output.line(`  fault: ${changerFaultWords(fault)}`);
  for (const element of full) output.line(`  ${elementWords(element)}`);
}

function elementWords({ disc, ejected, prevented, ...place }: VirtualElement): string {
  const facts = [disc?.barcode ?? "no bar code", disc?.path ?? ""].map(escapeText);
  if (disc?.inverted) facts.push("turned over");
  if (ejected) facts.push("ejected");
  if (prevented) facts.push("locked in");
  return `${placeWords(place)}: ${facts.join(", ")}`;
}

function changerFaultWords(fault: ChangerFault): string {
  const of = fault.place === undefined ? undefined : placeWords(fault.place);
  return fault.on === "label" ? faultOccasion(fault, of) : faultWords(fault, of);
}
