/**
 * System use entries (SUSP): whether they are announced, hold together, and go on where they say.
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { get32L } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { checkBoth32, type RecordView } from "./record.ts";
import { shown } from "./text.ts";
import type { Tree } from "./tree.ts";

/** The number that stands for the two characters of a signature. */
export function signature(text: string): number {
  return text.charCodeAt(0) << 8 | text.charCodeAt(1);
}

const SP = signature("SP");
const CE = signature("CE");
const ST = signature("ST");

/** The longest continuation area that is read; longer ones are reported. */
const LONGEST_AREA = 1 << 16;

/** Takes one entry that holds together: its signature, where it is in `bytes`, its length, where it is in the image. */
export type TakeEntry = (
  code: number,
  bytes: Uint8Array,
  at: number,
  length: number,
  position: number,
) => void;

/** Looks in the first record of the root for the sign that SUSP is used (SUSP 5.3), and remembers it in the tree. */
export function findSharing(context: Context, tree: Tree, record: RecordView): void {
  const { bytes, useAt, end } = record;
  for (const at of [useAt, useAt + 14]) {
    if (at + 4 > end || (bytes[at]! << 8 | bytes[at + 1]!) !== SP) continue;
    const position = record.position + at - record.at;
    tree.susp = true;
    if (
      bytes[at + 2] === 7 && bytes[at + 3] === 1 && at + 7 <= end && bytes[at + 4] === 0xbe &&
      bytes[at + 5] === 0xef
    ) {
      tree.suspSkip = bytes[at + 6]!;
    } else {
      context.findings.error(
        "sp-invalid",
        position,
        "SP entry",
        "SUSP 5.3",
        "The SP entry of the root does not have 7 bytes, version 1 and the check bytes BE EF",
      );
    }
    return;
  }
  const letter = (code: number) => code >= 0x41 && code <= 0x5a;
  if (useAt + 4 > end || !letter(bytes[useAt]!) || !letter(bytes[useAt + 1]!)) return;
  if (bytes[useAt + 2]! < 4 || useAt + bytes[useAt + 2]! > end || bytes[useAt + 3] !== 1) return;
  tree.susp = true;
  context.findings.error(
    "sp-missing",
    record.position + useAt - record.at,
    "SP entry",
    "SUSP 5.3",
    () => `The system use entries of the root begin with ${shown(entryName(bytes, useAt))}, not with SP`,
  );
}

/** Goes through the entries of a record, and of the areas where they go on. */
export function readEntries(
  context: Context,
  record: RecordView,
  skip: number,
  path: () => string,
  take: TakeEntry,
): void {
  const { findings } = context;
  let bytes = record.bytes;
  let at = Math.min(record.end, record.useAt + skip), end = record.end;
  let position = record.position + at - record.at;
  let followed: Set<number> | undefined;
  while (true) {
    let next = -1, nextLength = 0, pointer = 0;
    while (at + 4 <= end) {
      const code = bytes[at]! << 8 | bytes[at + 1]!;
      const length = bytes[at + 2]!;
      if (bytes[at] === 0) break;
      if (length < 4 || at + length > end) {
        const room = end - at;
        findings.error(
          "susp-length",
          position,
          "system use entry",
          "SUSP 4.1",
          () =>
            `The entry ${
              shown(entryName(bytes, at))
            } of ${path()} has ${length} bytes where ${room} are left`,
        );
        break;
      }
      if (bytes[at + 3] !== 1) {
        findings.error(
          "susp-version",
          position + 3,
          "system use entry",
          "SUSP 4.1",
          () => `The entry ${shown(entryName(bytes, at))} of ${path()} has version ${bytes[at + 3]}, not 1`,
        );
      }
      if (code === ST) {
        if (length !== 4) {
          findings.error(
            "st-length",
            position,
            "ST entry",
            "SUSP 5.4",
            () => `The entry ST of ${path()} has ${length} bytes, not 4`,
          );
        }
        at = end;
        break;
      }
      if (code === CE) {
        if (length !== 28) {
          findings.error(
            "ce-length",
            position,
            "CE entry",
            "SUSP 5.1",
            () => `The entry CE of ${path()} has ${length} bytes, not 28`,
          );
        } else {
          for (let i = 4; i < 28; i += 8) {
            checkBoth32(context, bytes, at + i, position + i, "CE entry", "SUSP 5.1");
          }
          if (next >= 0) {
            findings.error(
              "continuation-duplicate",
              position,
              "CE entry",
              "SUSP 5.1",
              () => `The entries of ${path()} go on at two places`,
            );
          } else {
            pointer = position;
            const offset = get32L(bytes, at + 12);
            next = get32L(bytes, at + 4) * BLOCK_SIZE + offset;
            nextLength = get32L(bytes, at + 20);
            if (offset + nextLength > BLOCK_SIZE) {
              findings.warning(
                "continuation-crosses-block",
                position,
                "CE entry",
                "SUSP 5.1",
                () =>
                  `The continuation area of ${path()} crosses the end of its block: ${nextLength} bytes from byte ${offset} on`,
              );
            }
          }
        }
      } else {
        take(code, bytes, at, length, position);
      }
      at += length;
      position += length;
    }
    checkRest(context, bytes, at, end, position, path);
    if (next < 0) return;
    followed ??= new Set();
    if (followed.has(next)) {
      findings.error(
        "continuation-cycle",
        pointer,
        "CE entry",
        "SUSP 5.1",
        () => `The continuation areas of ${path()} come back to byte ${next}`,
      );
      return;
    }
    followed.add(next);
    if (next + nextLength > context.image.size) {
      findings.error(
        "continuation-outside-image",
        pointer,
        "CE entry",
        "SUSP 5.1",
        () =>
          `The continuation area of ${path()} ends at byte ${
            next + nextLength
          }, the image at ${context.image.size}`,
      );
      return;
    }
    context.areaBudget -= nextLength + 32;
    if (nextLength > LONGEST_AREA || context.areaBudget < 0) {
      findings.error(
        "continuation-length",
        pointer,
        "CE entry",
        "SUSP 5.1",
        () => `The continuation area of ${path()} has ${nextLength} bytes, which is not read`,
      );
      return;
    }
    context.extents.addArea(next, nextLength, pointer);
    at = context.areas.locate(next, nextLength);
    if (at < 0) return;
    bytes = context.areas.bytes;
    end = at + nextLength;
    position = next;
  }
}

function entryName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(bytes[at]!, bytes[at + 1]!);
}

function checkRest(
  context: Context,
  bytes: Uint8Array,
  at: number,
  end: number,
  position: number,
  path: () => string,
): void {
  for (let i = at; i < end; i++) {
    if (bytes[i] === 0) continue;
    // What cannot be an entry was reported as such.
    if (i === at && end - at >= 4) return;
    context.findings.warning(
      "susp-trailing",
      position + i - at,
      "system use field",
      "SUSP 4",
      () => `The bytes after the last system use entry of ${path()} are not zero`,
    );
    return;
  }
}
