/**
 * The El Torito boot catalog: validation entry, default entry, sections.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get16L, get32L } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { USE } from "./extents.ts";

/** Bytes of an entry. */
const ENTRY = 32;
/** Header of a section that others follow, and of the last one. */
const SECTION = 0x90;
const LAST_SECTION = 0x91;
/** First byte of an entry that goes on with the one before it. */
const EXTENSION = 0x44;

/** Judges the boot catalog that a boot record points to. */
export function checkBootCatalog(context: Context, pointer: number, block: number): void {
  const start = block * BLOCK_SIZE;
  const base = context.window.locate(start, BLOCK_SIZE);
  if (base < 0) {
    context.findings.error(
      "boot-catalog-outside-image",
      pointer,
      "boot record",
      "El Torito 2.0",
      `The boot catalog is to be at block ${block}, the image has ${context.sizeInWords}`,
    );
    return;
  }
  // A catalog is as long as its entries ask for; 64 of them fit into a block, and nobody writes more.
  context.extents.add(block, BLOCK_SIZE, USE.boot, pointer);
  const bytes = context.window.bytes.subarray(base, base + BLOCK_SIZE);
  checkValidation(context, bytes, start);
  checkEntry(context, bytes, ENTRY, start, "El Torito 2.2");
  checkSections(context, bytes, start);
}

/** Judges the validation entry, which comes first. */
function checkValidation(context: Context, bytes: Uint8Array, start: number): void {
  const fault = (id: string, offset: number, message: string) =>
    context.findings.error(id, start + offset, "boot catalog", "El Torito 2.1", message);
  if (bytes[0] !== 1) {
    fault("boot-catalog-header", 0, `The header of the validation entry is ${bytes[0]}, not 1`);
  }
  if (bytes[30] !== 0x55 || bytes[31] !== 0xaa) {
    fault("boot-catalog-key", 30, "The key bytes of the validation entry are not 55 AA");
  }
  let sum = 0;
  for (let i = 0; i < ENTRY; i += 2) sum += get16L(bytes, i);
  sum &= 0xffff;
  if (sum !== 0) {
    fault("boot-catalog-checksum", 28, `The words of the validation entry add up to ${sum}, not 0`);
  }
}

/** Judges the sections behind the default entry. */
function checkSections(context: Context, bytes: Uint8Array, start: number): void {
  const fault = (id: string, at: number, message: string) =>
    context.findings.error(id, start + at, "boot catalog", "El Torito 2.3", message);
  let at = 2 * ENTRY;
  while (at + ENTRY <= bytes.length) {
    const header = bytes[at]!;
    if (header === 0) return;
    if (header !== SECTION && header !== LAST_SECTION) {
      fault("boot-section-header", at, `A section header is ${header}, neither 90h nor 91h`);
      return;
    }
    let left = get16L(bytes, at + 2);
    at += ENTRY;
    while (left > 0 && at + ENTRY <= bytes.length) {
      if (bytes[at] !== EXTENSION) {
        checkEntry(context, bytes, at, start, "El Torito 2.4");
        left--;
      }
      at += ENTRY;
    }
    while (at + ENTRY <= bytes.length && bytes[at] === EXTENSION) at += ENTRY;
    if (left > 0) fault("boot-section-length", at, `The last section lacks ${left} entries`);
    if (header === LAST_SECTION) return;
  }
}

function checkEntry(context: Context, bytes: Uint8Array, at: number, start: number, clause: string): void {
  const fault = (id: string, offset: number, message: string) =>
    context.findings.error(id, start + at + offset, "boot catalog", clause, message);
  const indicator = bytes[at]!;
  if (indicator !== 0x88 && indicator !== 0) {
    fault("boot-indicator", 0, `The boot indicator is ${indicator}, neither 88h nor 00h`);
    return;
  }
  const media = bytes[at + 1]! & 0x0f;
  if (media > 4) {
    fault("boot-media", 1, `The media type is ${media}, which is reserved`);
  }
  const count = get16L(bytes, at + 6), image = get32L(bytes, at + 8);
  if (image === 0 && count === 0 && indicator === 0) return;
  const size = Math.max(1, count) * 512;
  if (image === 0 || image * BLOCK_SIZE + size > context.image.size) {
    fault(
      "boot-image-outside-image",
      8,
      `The boot image of ${count} sectors is to be at block ${image}, the image has ${context.sizeInWords}`,
    );
    return;
  }
  context.extents.add(image, size, USE.boot, start + at + 8);
}
