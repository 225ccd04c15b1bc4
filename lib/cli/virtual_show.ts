/**
 * Virtual discs and their kinds in words.
 *
 * @module
 */

import { DEFAULT_BEHAVIOUR } from "../virtual/behaviour.ts";
import { VIRTUAL_MEDIA } from "../virtual/media.ts";
import { type DiscState, kindOf } from "../virtual/state.ts";
import { count } from "./count.ts";
import { escapeText } from "./escape.ts";
import { faultWords } from "./fault_words.ts";
import { sizeWords } from "./medium_words.ts";
import type { Output } from "./output.ts";

/** Lists the kinds of media. */
export function printMedia(output: Output): void {
  for (const { id, title, profile, capacity, speeds } of VIRTUAL_MEDIA.values()) {
    if (output.json) output.record({ event: "kind", id, title, profile, capacity, speeds });
    else {
      const fastest = `${Math.max(...speeds)}x`;
      output.line(`${id.padEnd(10)}${title.padEnd(17)}${sizeWords(capacity).padEnd(27)}up to ${fastest}`);
    }
  }
}

/** Tells what a disc and its drive are like. */
export function printDisc(output: Output, path: string, state: DiscState): void {
  if (output.json) return output.record({ event: "virtual", path, ...state });
  const kind = kindOf(state);
  output.line(`${escapeText(path)}: ${kind.title}, ${sizeWords(kind.capacity)}, ${stateWords(state)}`);
  state.tracks.forEach((track, i) => {
    const open = track.closed ? "" : ", open";
    const how = `${track.kind}, ${track.method}${track.spoilt ? ", spoilt" : ""}`;
    output.line(
      `  track ${i + 1} in session ${track.session}: ${
        count(track.recorded, "block")
      } from ${track.first}, ${how}${open}`,
    );
  });
  for (const words of behaviourWords(state.drive)) output.line(`  drive: ${words}`);
  for (const fault of state.faults) {
    const of = fault.block === undefined ? undefined : `block ${fault.block}`;
    output.line(`  fault: ${faultWords(fault, of)}`);
  }
}

function stateWords(state: DiscState): string {
  const facts = [
    state.finalised
      ? "closed"
      : state.tracks.length > 0
      ? `${count(state.closedSessions, "closed session")}`
      : state.formatted > 0
      ? `formatted for ${count(state.formatted, "block")}`
      : "blank",
  ];
  if (state.locked) facts.push("drive locked");
  return facts.join(", ");
}

/** What is not as usual, in the words that `discglow virtual set` takes. */
export function behaviourWords<T extends object>(behaviour: T, usual: object = DEFAULT_BEHAVIOUR): string[] {
  const words: string[] = [];
  for (const [name, value] of Object.entries(behaviour)) {
    if (value === usual[name as keyof typeof usual]) continue;
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const inSeconds = /^(spin|long)|-time$/.test(option) && typeof value === "number";
    words.push(
      `${option} ${inSeconds ? `${value / 1000} s` : typeof value === "boolean" ? onOff(value) : value}`,
    );
  }
  return words;
}

function onOff(value: boolean): string {
  return value ? "on" : "off";
}
