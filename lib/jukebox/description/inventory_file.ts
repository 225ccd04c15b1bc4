/**
 * The file of a slot inventory.
 *
 * @module
 */

import { reasonOf } from "../../errors.ts";
import { JukeboxError } from "../errors.ts";
import { formatSlotInventory, type InventoriedSlot, parseSlotInventory } from "./slot_inventory.ts";

/** An inventory of all slots a changer can have is shorter. */
const LONGEST = 64 * 1024 * 1024;

/** What a file was found to be. */
export type FoundInventory =
  | { readonly found: "inventory"; readonly slots: readonly InventoriedSlot[] }
  /** There is no such file. */
  | { readonly found: "nothing" }
  /** It is damaged, or another program's. */
  | { readonly found: "other"; readonly words: string };

/** Reads an inventory, whatever lies there. */
export function readSlotInventory(path: string): FoundInventory {
  try {
    const { isFile, size } = Deno.statSync(path);
    if (!isFile || size > LONGEST) return { found: "other", words: "it is no slot inventory" };
    const slots = parseSlotInventory(Deno.readTextFileSync(path));
    return slots === undefined
      ? { found: "other", words: "it is no slot inventory, or damaged" }
      : { found: "inventory", slots };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { found: "nothing" };
    return { found: "other", words: reasonOf(error) };
  }
}

/**
 * Writes an inventory so that at any moment the old or the new one is there.
 *
 * @throws {JukeboxError} when it cannot be written; another program's file is never replaced
 */
export function writeSlotInventory(path: string, device: string, slots: readonly InventoriedSlot[]): void {
  try {
    requireOwn(path);
    replace(path, formatSlotInventory(device, slots));
  } catch (error) {
    throw new JukeboxError("failed", `Cannot write the slot inventory ${path}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function replace(path: string, text: string): void {
  const temporary = `${path}.new`;
  removeIfThere(temporary);
  try {
    // Made anew: a link that someone has put there must not lead to another file.
    Deno.writeTextFileSync(temporary, text, { createNew: true });
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    // It is not there; what cannot be removed cannot be made anew either, and that is told.
  }
}

const START = "# discglow slot inventory ";

/** A `save=` line with a slip of the pen must not cost anybody a file. */
function requireOwn(path: string): void {
  let file: Deno.FsFile;
  try {
    if (!Deno.statSync(path).isFile) throw new Error("it is no file");
    file = Deno.openSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  try {
    const start = new Uint8Array(START.length);
    const got = file.readSync(start) ?? 0;
    if (got > 0 && new TextDecoder().decode(start.subarray(0, got)) !== START) {
      throw new Error("a file that is no slot inventory lies there");
    }
  } finally {
    file.close();
  }
}
