/**
 * What a changer holds, in lines for people.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import type { Changer } from "../smc/changer.ts";
import { exchangesDrives } from "../smc/device_capabilities.ts";
import type { Element, ElementKind, Inventory } from "../smc/element.ts";
import { count } from "./count.ts";

/** What a changer tells of itself. */
export interface ChangerContents extends Inventory {
  /** Its serial number; `undefined` when it does not tell. */
  readonly serial: string | undefined;
  /** It turns discs over. */
  readonly inverts: boolean;
  /** It exchanges the disc of a drive for that of a slot in one command. */
  readonly exchanges: boolean;
}

/** Asks a changer, which is to move nothing for it. What it does not tell of itself it cannot do. */
export function changerContents(changer: Changer): ChangerContents {
  return {
    serial: changer.serial(),
    inverts: attempt(() => changer.inverts()) ?? false,
    exchanges: attempt(() => exchangesDrives(changer.capabilities())) ?? false,
    ...changer.inventory({ still: true }),
  };
}

const NAMES: Readonly<Record<ElementKind, string>> = {
  slot: "slot",
  mail: "mail slot",
  drive: "drive",
  gripper: "gripper",
};

const KINDS = Object.keys(NAMES) as ElementKind[];

/** A line for all, one for every element with something to tell, one for each run of empty slots. */
export function changerLines({ elements, notices, serial, inverts, exchanges }: ChangerContents): string[] {
  const lines = [`has ${partWords(elements, serial)}`];
  if (inverts) lines.push("turns discs over");
  if (exchanges) lines.push("exchanges the disc of a drive for another in one command");
  for (const kind of KINDS) {
    const some = elements.filter((element) => element.kind === kind);
    for (const run of runsOf(some)) lines.push(`${runName(run)} ${stateWords(run[0]!, elements)}`);
  }
  return [...lines, ...notices.map((notice) => `note: ${notice}`)];
}

function partWords(elements: readonly Element[], serial: string | undefined): string {
  const counts = KINDS.map((kind) =>
    count(elements.filter((element) => element.kind === kind).length, NAMES[kind])
  );
  return [...counts, ...(serial === undefined ? [] : [`serial number ${serial}`])].join(", ");
}

/** Elements that follow each other and are empty, without anything else to tell, are one run. */
function runsOf(elements: readonly Element[]): Element[][] {
  const runs: Element[][] = [];
  for (const element of elements) {
    const last = runs.at(-1);
    if (last !== undefined && isDull(last[0]!) && isDull(element)) last.push(element);
    else runs.push([element]);
  }
  return runs;
}

function isDull({ kind, full, exception, accessible }: Element): boolean {
  return kind !== "drive" && !full && exception === undefined && accessible !== false;
}

function runName(run: readonly Element[]): string {
  const [first, last] = [run[0]!, run.at(-1)!];
  const name = NAMES[first.kind];
  return first === last ? `${name} ${first.number}:` : `${name}s ${first.number}-${last.number}:`;
}

function stateWords(element: Element, elements: readonly Element[]): string {
  const { full, barcode, identifier, exception, accessible, byOperator, inverted } = element;
  const words = [
    full ? `a disc${originWords(element, elements)}` : "empty",
    barcode === undefined ? "" : `bar code ${barcode}`,
    full && inverted ? "turned over" : "",
    byOperator ? "put in by hand" : "",
    // Vendor and product are filled up with blanks.
    identifier === undefined ? "" : identifier.replace(/ +/g, " "),
    accessible === false ? "out of reach" : "",
    exception ?? "",
  ];
  return words.filter((word) => word !== "").join(", ");
}

function originWords({ kind, source }: Element, elements: readonly Element[]): string {
  const origin = kind === "slot" ? undefined : elements.find(({ address }) => address === source);
  return origin === undefined ? "" : ` from ${NAMES[origin.kind]} ${origin.number}`;
}
