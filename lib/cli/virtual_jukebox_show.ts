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
  for (const fault of jukebox.faults) output.line(`  fault: ${faultWords(fault)}`);
  for (const element of full) output.line(`  ${elementWords(element)}`);
}

function elementWords({ disc, ejected, prevented, ...place }: VirtualElement): string {
  const facts = [disc?.barcode ?? "no bar code", disc?.path ?? ""].map(escapeText);
  if (disc?.inverted) facts.push("turned over");
  if (ejected) facts.push("ejected");
  if (prevented) facts.push("locked in");
  return `${placeWords(place)}: ${facts.join(", ")}`;
}

function faultWords({ on, opcode, place, call, times, kind = "sense", sense }: ChangerFault): string {
  const parts = [`on ${on}`];
  if (opcode !== undefined) parts.push(`of operation code 0x${opcode.toString(16)}`);
  if (place !== undefined) parts.push(`of ${placeWords(place)}`);
  if (call !== undefined) parts.push(`from call ${call}`);
  if (times !== undefined) parts.push(count(times, "time"));
  if (on === "label") return parts.join(", ");
  return `${parts.join(", ")}: ${kind}${sense === undefined ? "" : ` ${escapeText(sense)}`}`;
}
