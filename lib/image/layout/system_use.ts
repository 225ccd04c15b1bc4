/**
 * The system use area of every record of a Rock Ridge hierarchy (SUSP 1.12, RRIP 1.12).
 *
 * @module
 */

import { recordDateHolds } from "../../iso9660/dates.ts";
import { directoryRecordLength, MAX_RECORD_LENGTH } from "../../iso9660/directory_record.ts";
import { ROCK_RIDGE, ROCK_RIDGE_ER_LENGTH } from "../../iso9660/rock_ridge/extension.ts";
import { lengthNM, NM_CONTINUE, NM_MAX_NAME, putNM } from "../../iso9660/rock_ridge/nm.ts";
import { PN_LENGTH, putPN } from "../../iso9660/rock_ridge/pn.ts";
import { putPX, PX_LENGTH } from "../../iso9660/rock_ridge/px.ts";
import { CL_LENGTH, PL_LENGTH, putCL, putPL, putRE, RE_LENGTH } from "../../iso9660/rock_ridge/relocation.ts";
import { encodeSL } from "../../iso9660/rock_ridge/sl.ts";
import { lengthTF, putModifyTime } from "../../iso9660/rock_ridge/tf.ts";
import { CE_LENGTH, putER, putSP, SP_LENGTH } from "../../iso9660/susp.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";
import type { ContinuationArea } from "./continuation.ts";

/** What a record is: it decides which entries it carries besides attributes and times. */
export type Role =
  | { readonly is: "root" | "self" | "member" | "relocated" }
  | { readonly is: "parent"; readonly originalParent?: number }
  | { readonly is: "placeholder"; readonly child: number };

const SELF_ROLES: readonly string[] = ["root", "self", "parent"];

/** Measures and writes system use areas. */
export class SystemUse {
  readonly #tree: SourceTree;
  readonly #fine: boolean;

  /** `fineTimes`: times in the 17-byte form, with hundredths of seconds. */
  constructor(tree: SourceTree, fineTimes: boolean) {
    this.#tree = tree;
    this.#fine = fineTimes;
  }

  /** Whether a member's area needs no more than attributes, time and one name: the case that must be fast. */
  #simple(entry: number, identifierLength: number): number {
    const tree = this.#tree;
    const kind = tree.mode[entry]! & 0o170000;
    if (kind !== 0o100000 && kind !== 0o040000) return 0;
    const nameLength = tree.nameLength[entry]!;
    if (nameLength > NM_MAX_NAME) return 0;
    const length = PX_LENGTH + lengthTF(1, this.#long(entry)) + lengthNM(nameLength);
    return directoryRecordLength(identifierLength, length) <= MAX_RECORD_LENGTH ? length : 0;
  }

  /** Length in bytes of a record's area; what does not fit is placed in `area`. */
  measure(entry: number, role: Role, identifierLength: number, area: ContinuationArea): number {
    const simple = role.is === "member" ? this.#simple(entry, identifierLength) : 0;
    if (simple > 0) return simple;
    const { here, behind } = arrange(this.#entries(entry, role), identifierLength);
    if (behind.length === 0) return total(here);
    area.place(behind);
    return total(here) + CE_LENGTH;
  }

  /** Writes a record's area as it was measured and returns the next offset. */
  write(
    into: Uint8Array,
    at: number,
    entry: number,
    role: Role,
    identifierLength: number,
    area: ContinuationArea,
  ): number {
    const tree = this.#tree;
    if (role.is === "member" && this.#simple(entry, identifierLength) > 0) {
      at = this.#putAttributes(into, at, entry);
      at = putModifyTime(into, at, tree.mtime[entry]!, this.#long(entry));
      const from = tree.nameAt[entry]!;
      return putNM(into, at, tree.names, from, from + tree.nameLength[entry]!, 0);
    }
    const { here, behind } = arrange(this.#entries(entry, role), identifierLength);
    for (const bytes of here) {
      into.set(bytes, at);
      at += bytes.length;
    }
    return behind.length === 0 ? at : area.putReference(into, at, area.place(behind));
  }

  #entries(entry: number, role: Role): Uint8Array[] {
    const tree = this.#tree;
    const entries: Uint8Array[] = [];
    if (role.is === "root") entries.push(made(SP_LENGTH, (into) => putSP(into, 0, 0)));
    entries.push(made(PX_LENGTH, (into) => this.#putAttributes(into, 0, entry)));
    const long = this.#long(entry);
    entries.push(made(lengthTF(1, long), (into) => putModifyTime(into, 0, tree.mtime[entry]!, long)));
    if (role.is === "placeholder") entries.push(made(CL_LENGTH, (into) => putCL(into, 0, role.child)));
    if (role.is === "relocated") entries.push(made(RE_LENGTH, (into) => putRE(into, 0)));
    if (role.is === "parent" && role.originalParent !== undefined) {
      const block = role.originalParent;
      entries.push(made(PL_LENGTH, (into) => putPL(into, 0, block)));
    }
    if (role.is === "root") entries.push(made(ROCK_RIDGE_ER_LENGTH, (into) => putER(into, 0, ROCK_RIDGE)));
    if (SELF_ROLES.includes(role.is)) return entries;
    this.#pushName(entries, entry);
    const kind = tree.kind(entry);
    if (kind === "symlink") entries.push(...encodeSL(tree.target(entry)));
    if (kind === "block" || kind === "character") {
      entries.push(made(PN_LENGTH, (into) => putPN(into, 0, tree.detail[entry]!, tree.detail2[entry]!)));
    }
    return entries;
  }

  #pushName(entries: Uint8Array[], entry: number): void {
    const from = this.#tree.nameAt[entry]!;
    const to = from + this.#tree.nameLength[entry]!;
    for (let part = from; part < to; part += NM_MAX_NAME) {
      const end = Math.min(to, part + NM_MAX_NAME);
      const flags = end < to ? NM_CONTINUE : 0;
      entries.push(made(lengthNM(end - part), (into) => putNM(into, 0, this.#tree.names, part, end, flags)));
    }
  }

  #putAttributes(into: Uint8Array, at: number, entry: number): number {
    const { mode, links, uid, gid, first } = this.#tree;
    // Serial numbers are our own, from 1, so that the same tree gives the same bytes on any file system.
    const serial = (entry === ROOT ? ROOT : first[entry]!) + 1;
    return putPX(into, at, mode[entry]!, links[entry]!, uid[entry]!, gid[entry]!, serial);
  }

  #long(entry: number): boolean {
    return this.#fine || !recordDateHolds(this.#tree.mtime[entry]!);
  }
}

function made(length: number, put: (into: Uint8Array) => unknown): Uint8Array {
  const bytes = new Uint8Array(length);
  put(bytes);
  return bytes;
}

function total(entries: readonly Uint8Array[]): number {
  return entries.reduce((sum, entry) => sum + entry.length, 0);
}

/** Which entries stand in the record and which behind its CE entry. */
function arrange(
  entries: readonly Uint8Array[],
  identifierLength: number,
): { here: readonly Uint8Array[]; behind: readonly Uint8Array[] } {
  const room = MAX_RECORD_LENGTH - directoryRecordLength(identifierLength, 0);
  if (total(entries) <= room) return { here: entries, behind: [] };
  let count = 0;
  let length = CE_LENGTH;
  while (length + entries[count]!.length <= room) length += entries[count++]!.length;
  return { here: entries.slice(0, count), behind: entries.slice(count) };
}
