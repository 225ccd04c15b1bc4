/**
 * Whether system use fields are shared by SUSP, which the root says in its first record (SUSP 5.3).
 *
 * @module
 */

import type { Context } from "./context.ts";
import { signature } from "./entry.ts";
import type { RecordView } from "./record.ts";
import { byteString, shown } from "./text.ts";
import type { Tree } from "./tree.ts";

const SP = signature("SP");
/** Bytes of the field of CD-ROM XA, which may stand in front of the SP entry. */
const XA_LENGTH = 14;

/** Looks in the first record of the root for the sign that SUSP is used, and remembers it in the tree. */
export function findSharing(context: Context, tree: Tree, record: RecordView): void {
  const { bytes, useAt, end } = record;
  for (const at of [useAt, useAt + XA_LENGTH]) {
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
    () =>
      `The system use entries of the root begin with ${
        shown(byteString(bytes, useAt, useAt + 2))
      }, not with SP`,
  );
}

/** Bytes in front of the SP entry in the first record of the root: none, or a CD-ROM XA field. */
export function skippedInRoot({ bytes, useAt, end }: RecordView): number {
  const at = useAt + XA_LENGTH;
  const isXA = at < end && bytes[useAt + 6] === 0x58 && bytes[useAt + 7] === 0x41;
  return isXA && bytes[at] === 0x53 ? XA_LENGTH : 0;
}
