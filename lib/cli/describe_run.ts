/**
 * Runs `discglow devices --describe`.
 *
 * @module
 */

import { resolve } from "node:path";
import { listDevices } from "../devices/list.ts";
import { DiscglowError } from "../errors.ts";
import { describe, type Described } from "../jukebox/description/describe.ts";
import {
  ownDrives,
  probe,
  type Probed,
  type ProbedChanger,
  type ProbedDrive,
} from "../jukebox/description/probe.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DONE, EXIT_FAILED } from "./exit_codes.ts";
import type { Output } from "./output.ts";

/** Describes what is named, or what this machine has. */
export function runDescribe(names: readonly string[], output: Output): number {
  const found = new Found(output);
  const listed = listDevices().map(({ name }) => name);
  const wanted = names.length > 0 ? names.map(absolute) : listed;
  for (const name of wanted) found.ask(name, true);
  for (const changer of [...found.changers]) {
    for (const name of ownDrives(changer)) found.ask(name, true);
  }
  // Whoever names the changer alone means the drives in it too.
  if (found.changers.length > 0) { for (const name of listed) found.ask(name, false); }
  const described = describe(found.changers, found.drives, found.spare);
  show(described, output);
  if (described.length === 0 && found.failed === 0) {
    throw new DiscglowError("Cannot describe anything: no drive and no changer was found", {
      hint: "name one: discglow devices --describe /dev/sg2",
    });
  }
  return found.failed > 0 ? EXIT_FAILED : EXIT_DONE;
}

/** What answers. */
class Found {
  readonly changers: ProbedChanger[] = [];
  readonly drives: ProbedDrive[] = [];
  readonly spare: ProbedDrive[] = [];
  failed = 0;
  readonly #asked = new Set<string>();
  readonly #output: Output;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Asks a device, once; what nobody has named may keep silent. */
  ask(name: string, wanted: boolean): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    try {
      this.#keep(probe(name), wanted);
    } catch (error) {
      if (!(error instanceof DiscglowError)) throw error;
      if (!wanted) return;
      this.failed++;
      const { message, hint } = error;
      if (this.#output.json) this.#output.event({ event: "error", name, message, hint });
      else this.#output.message(`discglow: ${message}${hint === undefined ? "" : `; ${hint}`}`);
    }
  }

  #keep(probed: Probed | undefined, wanted: boolean): void {
    if (probed?.kind === "drive") (wanted ? this.drives : this.spare).push(probed);
    else if (probed?.kind === "changer" && wanted) this.changers.push(probed);
  }
}

/** A description is used from another folder than this one. */
function absolute(name: string): string {
  return name.startsWith("virtual:") ? `virtual:${resolve(name.slice("virtual:".length))}` : name;
}

function show(described: readonly Described[], output: Output): void {
  described.forEach(({ name, text, drives }, index) => {
    if (output.json) return output.record({ event: "description", name, text, drives });
    if (described.length > 1) output.line(`${index === 0 ? "" : "\n"}# ${name}.dev: a file of its own`);
    for (const line of text.trimEnd().split("\n")) output.line(escapeText(line));
  });
}
