/**
 * Runs `discglow virtual`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { DriveBehaviour } from "../virtual/behaviour.ts";
import {
  addFault,
  clearFaults,
  createVirtualDisc,
  damageBlock,
  readVirtualDisc,
  setBehaviour,
} from "../virtual/create.ts";
import { isJukebox } from "../virtual/changer/jukebox.ts";
import type { Fault } from "../virtual/faults.ts";
import { EXIT_DONE } from "./exit_codes.ts";
import type { Output } from "./output.ts";
import { given } from "./scan_options.ts";
import { runVirtualJukebox } from "./virtual_jukebox_run.ts";
import { printDisc, printMedia } from "./virtual_show.ts";
import { isOn, milliseconds, type VirtualValues, want } from "./virtual_values.ts";
import { ONLY_DISCS, ONLY_JUKEBOXES, VIRTUAL_ACTIONS } from "./virtual_words.ts";

/** Does one of the actions. */
export function runVirtual(
  action: string,
  operand: string | undefined,
  values: VirtualValues,
  output: Output,
): number {
  checkWords(action, values);
  if (action === "media") {
    printMedia(output);
    return EXIT_DONE;
  }
  const path = wantPath(action, operand);
  if (["jukebox", "insert", "take"].includes(action) || isJukebox(path)) {
    checkKind(ONLY_DISCS, "discs", values);
    runVirtualJukebox(action, path, values, behaviour(values), output);
    return EXIT_DONE;
  }
  checkKind(ONLY_JUKEBOXES, "jukeboxes", values);
  switch (action) {
    case "create":
      createVirtualDisc(path, { media: want(values.media, "--media", "create"), drive: behaviour(values) });
      break;
    case "set":
      setBehaviour(path, wantChanges(behaviour(values)));
      break;
    case "fault":
      addFault(path, fault(values));
      break;
    case "clear":
      clearFaults(path);
      break;
    case "damage":
      damageBlock(path, want(values.block, "--block", "damage"));
      break;
  }
  if (action === "show" || action === "create" || output.json) printDisc(output, path, readVirtualDisc(path));
  return EXIT_DONE;
}

function checkWords(action: string, values: VirtualValues): void {
  const allowed = ["json", ...VIRTUAL_ACTIONS[action]!];
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === false || allowed.includes(name)) continue;
    const actions = Object.keys(VIRTUAL_ACTIONS).filter((other) => VIRTUAL_ACTIONS[other]!.includes(name));
    throw new UsageError(
      `Cannot use --${name} with virtual ${action}: it is a word of ${actions.join(", ")}`,
    );
  }
}

function checkKind(words: readonly string[], kind: string, values: VirtualValues): void {
  const name = Object.entries(values).find(([name, value]) => value !== undefined && words.includes(name))
    ?.[0];
  if (name !== undefined) throw new UsageError(`Cannot use --${name} here: it is only for ${kind}`);
}

/** The path with or without the prefix that makes it the name of a drive. */
function wantPath(action: string, operand: string | undefined): string {
  const path = operand?.replace(/^virtual:/, "");
  if (path !== undefined && path !== "") return path;
  throw new UsageError(`Cannot run virtual ${action}: PATH is missing`, {
    hint: "discglow virtual --help shows how it is used",
  });
}

function wantChanges(changes: Partial<DriveBehaviour>): Partial<DriveBehaviour> {
  if (Object.keys(changes).length > 0) return changes;
  throw new UsageError("Cannot run virtual set: there is nothing to change", {
    hint: "discglow virtual --help lists what can be set",
  });
}

function behaviour(values: VirtualValues): Partial<DriveBehaviour> {
  return given({
    speed: values.speed,
    readSpeed: values["read-speed"],
    buffer: values.buffer,
    busyWhenFull: isOn(values["busy-when-full"]),
    underrunProtection: isOn(values["underrun-protection"]),
    needsReload: isOn(values["needs-reload"]),
    spinUp: milliseconds(values["spin-up"]),
    longWrite: milliseconds(values["long-write"]),
    longClose: milliseconds(values["long-close"]),
    longBlank: milliseconds(values["long-blank"]),
    longFormat: milliseconds(values["long-format"]),
  });
}

function fault(values: VirtualValues): Fault {
  const { opcode, block, call, times, kind, sense } = values;
  // what is only for changers is refused when the fault is set
  const on = want(values.on, "--on", "fault") as Fault["on"];
  return { on, ...given({ opcode, block, call, times, kind: kind as Fault["kind"], sense }) };
}
