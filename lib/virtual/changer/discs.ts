/**
 * The discs of a virtual jukebox. Each is a folder in the folder of the element where it lies, so that moving it is
 * renaming it. It holds the data and state file of every side, and `label.json`.
 *
 * @module
 */

import { isRecord } from "../checks.ts";
import { writeWhole } from "./jukebox.ts";
import { folderOf, type Place } from "./places.ts";

/** What is known of a disc beside its sides. */
export interface DiscLabel {
  /** Its bar code; `null` without one. */
  readonly barcode: string | null;
  /** It has a second side, which becomes the one to be used when it is turned over. */
  readonly twoSided: boolean;
  /** It has been turned over. */
  readonly inverted: boolean;
  /** Address of the slot or mail slot from which it was taken last; `null` when it was put in by hand. */
  readonly source: number | null;
}

/** A disc where it lies. */
export interface PlacedDisc extends DiscLabel {
  /** Name of its folder, which it keeps. */
  readonly id: string;
  /** Its folder. */
  readonly folder: string;
}

/** The name of every disc's folder begins with it. */
const PREFIX = "disc-";

/** A name for the folder of a new disc. */
export function newDiscId(): string {
  return `${PREFIX}${crypto.randomUUID().slice(0, 13)}`;
}

/** The disc in an element. */
export function discIn(dir: string, place: Place): PlacedDisc | undefined {
  const element = folderOf(dir, place);
  const id = discIdIn(element);
  return id === undefined ? undefined : { id, folder: `${element}/${id}`, ...readLabel(`${element}/${id}`) };
}

/** The name of the folder of the disc in an element's folder. */
export function discIdIn(element: string): string | undefined {
  for (const entry of Deno.readDirSync(element)) {
    if (entry.isDirectory && entry.name.startsWith(PREFIX)) return entry.name;
  }
  return undefined;
}

/** The data file of the side that is to be used now. */
export function sideOf({ folder, inverted }: PlacedDisc): string {
  return `${folder}/${inverted ? "reverse" : "disc"}`;
}

/** Both data files of a disc, or the only one. */
export function sidesOf({ folder, twoSided }: PlacedDisc): string[] {
  return [`${folder}/disc`, ...(twoSided ? [`${folder}/reverse`] : [])];
}

/** Writes what is known of a disc. */
export function writeLabel(folder: string, { barcode, twoSided, inverted, source }: DiscLabel): void {
  writeWhole(`${folder}/label.json`, { barcode, twoSided, inverted, source });
}

/** What is damaged or missing in the file is as on a plain disc without a bar code. */
function readLabel(folder: string): DiscLabel {
  let found: unknown;
  try {
    found = JSON.parse(Deno.readTextFileSync(`${folder}/label.json`));
  } catch {
    found = undefined;
  }
  const { barcode, twoSided, inverted, source } = isRecord(found) ? found : {};
  return {
    barcode: typeof barcode === "string" && isBarcode(barcode) ? barcode : null,
    twoSided: twoSided === true,
    inverted: inverted === true,
    source: typeof source === "number" && source >= 0 && source <= 0xffff ? source : null,
  };
}

/** Whether a text can be a bar code: printable characters, as many as a volume tag holds (SMC-3 7.1). */
export function isBarcode(text: string): boolean {
  return /^[\x21-\x7e]{1,32}$/.test(text);
}
