/**
 * Slot inventories `NAME.sav`: what the slots of a device held when the server last saw them. People read them when
 * the database is gone; the server uses one to see which slots it has to inspect again, and believes nothing else of it.
 *
 * @module
 */

import type { DiscState, SlotStatus } from "../model.ts";

/** One slot. */
export interface InventoriedSlot {
  readonly slot: number;
  /** `empty`, or the state of its disc. */
  readonly holds: DiscState | "empty";
  readonly barcode: string | null;
  /** Id of the disc in the volumes database. */
  readonly disc: number | null;
  readonly name: string | null;
}

const HEADER = "# discglow slot inventory 1";
const COLUMNS = "# slot\tstate\tbar code\tdisc\tname";

/** The classic words for what a slot holds. */
const WORDS: Readonly<Record<InventoriedSlot["holds"], string>> = {
  empty: "-empty-",
  blank: "-blank-",
  bad: "-badCD-",
  foreign: "-nostd-",
  recorded: "recorded",
  unknown: "unknown",
};

const HOLDS = new Map(
  Object.entries(WORDS).map(([holds, word]) => [word, holds as InventoriedSlot["holds"]]),
);

/** What the slots hold now: a disc that is in a drive counts as in its slot. */
export function inventoryOf(slots: readonly SlotStatus[]): InventoriedSlot[] {
  return slots.filter(({ kind }) => kind === "slot").map(({ number, full, barcode, disc }) => ({
    slot: number,
    holds: disc?.state ?? (full ? "unknown" : "empty"),
    barcode: disc?.barcode ?? barcode,
    disc: disc?.id ?? null,
    name: disc?.name ?? null,
  }));
}

/** Writes an inventory. */
export function formatSlotInventory(device: string, slots: readonly InventoriedSlot[]): string {
  const lines = slots.map(({ slot, holds, barcode, disc, name }) =>
    [slot, WORDS[holds], quoted(barcode), disc ?? "-", quoted(name)].join("\t")
  );
  const about = `# The slots of ${device}; the server writes this file anew whenever they have changed.`;
  return `${[HEADER, about, COLUMNS, ...lines].join("\n")}\n`;
}

/** Reads an inventory; `undefined` when the text is none, or not whole. */
export function parseSlotInventory(text: string): InventoriedSlot[] | undefined {
  const [header, ...lines] = text.split(/\r?\n/);
  if (header !== HEADER || lines.at(-1) !== "") return undefined;
  const slots: InventoriedSlot[] = [];
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) continue;
    const slot = parseLine(line);
    if (slot === undefined) return undefined;
    slots.push(slot);
  }
  return slots;
}

function parseLine(line: string): InventoriedSlot | undefined {
  const [slot, word, barcode, disc, name, ...rest] = line.split("\t");
  const holds = HOLDS.get(word ?? "");
  if (!/^\d{1,5}$/.test(slot!) || holds === undefined || rest.length > 0) return undefined;
  if (disc === undefined || !/^(?:-|\d{1,15})$/.test(disc)) return undefined;
  const texts = [barcode, name].map(unquoted);
  const [code, called] = texts;
  if (code === undefined || called === undefined) return undefined;
  return { slot: Number(slot), holds, barcode: code, disc: disc === "-" ? null : Number(disc), name: called };
}

/** In JSON's manner, so that nothing in it ends the field or the line. */
function quoted(text: string | null): string {
  return text === null ? "-" : JSON.stringify(text);
}

function unquoted(field: string | undefined): string | null | undefined {
  if (field === "-") return null;
  try {
    const text: unknown = JSON.parse(field ?? "");
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
