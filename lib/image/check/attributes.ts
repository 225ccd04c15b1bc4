/**
 * The Rock Ridge entries of one record, gathered and judged one by one (RRIP 4.1).
 *
 * @module
 */

import { get32L } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { recordDateFault, volumeDateFault } from "./dates.ts";
import { checkBoth32 } from "./record.ts";
import { signature } from "./susp.ts";
import { byteString, shown } from "./text.ts";

const PX = signature("PX");
const PN = signature("PN");
const SL = signature("SL");
const NM = signature("NM");
const CL = signature("CL");
const PL = signature("PL");
const RE = signature("RE");
const TF = signature("TF");
const ER = signature("ER");
const ZF = signature("ZF");

/** Flag of a name or of a symbolic link or of one of its components: it goes on. */
const CONTINUE = 1;
/** The longest name that is put together; further bytes are only counted. */
const LONGEST_NAME = 1024;

/** Identifiers of the Rock Ridge extension in ER entries. */
const EXTENSIONS = ["RRIP_1991A", "IEEE_P1282", "IEEE_1282"];

/** The Rock Ridge entries of one record; the same object serves for all records. */
export class Attributes {
  /** Where the PX entry stands in the image, or -1. */
  px: number = -1;
  /** Bytes of the PX entry: 36 before RRIP 1.12, 44 since. */
  pxLength: number = 0;
  /** POSIX mode. */
  mode: number = 0;
  /** POSIX links. */
  links: number = 0;
  /** POSIX file serial number; only in 44 bytes. */
  serial: number = 0;
  /** Where the first NM entry stands, or -1. */
  nm: number = -1;
  /** The name, one byte a character. */
  name: string = "";
  /** Flags of the NM entries. */
  nameFlags: number = 0;
  /** Where the first SL entry stands, or -1. */
  sl: number = -1;
  /** Where the PN entry stands, or -1. */
  pn: number = -1;
  /** Where the CL entry stands, or -1. */
  cl: number = -1;
  /** First block of the directory that is shown here. */
  child: number = 0;
  /** Where the PL entry stands, or -1. */
  pl: number = -1;
  /** First block of the directory in which users see this one. */
  trueParent: number = 0;
  /** Where the RE entry stands, or -1. */
  re: number = -1;
  /** Whether Rock Ridge is announced by an ER entry. */
  announced: boolean = false;
  /** Whether the data is compressed. */
  compressed: boolean = false;
  #nameOpen = false;
  #linkOpen = false;
  #componentOpen = false;
  #components = 0;

  /** Forgets the last record. */
  reset(): void {
    this.px =
      this.nm =
      this.sl =
      this.pn =
      this.cl =
      this.pl =
      this.re =
        -1;
    this.pxLength =
      this.mode =
      this.links =
      this.serial =
      this.nameFlags =
        0;
    this.name = "";
    this.announced = this.compressed = false;
    this.#nameOpen = this.#linkOpen = this.#componentOpen = false;
    this.#components = 0;
  }

  /** Takes an entry. */
  take(
    context: Context,
    code: number,
    bytes: Uint8Array,
    at: number,
    length: number,
    position: number,
    path: () => string,
  ): void {
    switch (code) {
      case PX:
        return this.#takePX(context, bytes, at, length, position, path);
      case NM:
        return this.#takeNM(context, bytes, at, length, position, path);
      case SL:
        return this.#takeSL(context, bytes, at, length, position, path);
      case TF:
        return takeTF(context, bytes, at, length, position, path);
      case ER:
        this.announced = takeER(context, bytes, at, length, position) || this.announced;
        return;
      case PN:
        this.pn = position;
        if (fits(context, "PN", 20, length, position, "RRIP 4.1.2", path)) {
          checkBoth32(context, bytes, at + 4, position + 4, "PN entry", "RRIP 4.1.2");
          checkBoth32(context, bytes, at + 12, position + 12, "PN entry", "RRIP 4.1.2");
        }
        return;
      case CL:
        if (fits(context, "CL", 12, length, position, "RRIP 4.1.5.1", path)) {
          this.cl = position;
          checkBoth32(context, bytes, at + 4, position + 4, "CL entry", "RRIP 4.1.5.1");
          this.child = get32L(bytes, at + 4);
        }
        return;
      case PL:
        if (fits(context, "PL", 12, length, position, "RRIP 4.1.5.2", path)) {
          this.pl = position;
          checkBoth32(context, bytes, at + 4, position + 4, "PL entry", "RRIP 4.1.5.2");
          this.trueParent = get32L(bytes, at + 4);
        }
        return;
      case RE:
        if (fits(context, "RE", 4, length, position, "RRIP 4.1.5.3", path)) this.re = position;
        return;
      case ZF:
        this.compressed = true;
    }
  }

  /** Judges what only the end shows: names, links and components that were to go on. */
  finish(context: Context, path: () => string): void {
    if (this.#nameOpen) {
      context.findings.error(
        "nm-unfinished",
        this.nm,
        "NM entry",
        "RRIP 4.1.4",
        () => `The name of ${path()} is to go on, but there is no further NM entry`,
      );
    }
    if (this.#linkOpen || this.#componentOpen) {
      context.findings.error(
        "sl-unfinished",
        this.sl,
        "SL entry",
        "RRIP 4.1.3",
        () => `The symbolic link ${path()} is to go on, but there is no further SL entry`,
      );
    } else if (this.sl >= 0 && this.#components === 0) {
      context.findings.error(
        "sl-empty",
        this.sl,
        "SL entry",
        "RRIP 4.1.3",
        () => `The symbolic link ${path()} has no components`,
      );
    }
  }

  #takePX(
    context: Context,
    bytes: Uint8Array,
    at: number,
    length: number,
    position: number,
    path: () => string,
  ): void {
    if (length !== 36 && length !== 44) {
      context.findings.error(
        "px-length",
        position + 2,
        "PX entry",
        "RRIP 4.1.1",
        () => `The PX entry of ${path()} has ${length} bytes, neither 44 nor 36`,
      );
      if (length < 36) return;
    }
    this.px = position;
    this.pxLength = length;
    for (let i = 4; i + 8 <= Math.min(length, 44); i += 8) {
      checkBoth32(context, bytes, at + i, position + i, "PX entry", "RRIP 4.1.1");
    }
    this.mode = get32L(bytes, at + 4);
    this.links = get32L(bytes, at + 12);
    if (length >= 44) this.serial = get32L(bytes, at + 36);
  }

  #takeNM(
    context: Context,
    bytes: Uint8Array,
    at: number,
    length: number,
    position: number,
    path: () => string,
  ): void {
    if (length < 5) {
      fits(context, "NM", 5, length, position, "RRIP 4.1.4", path);
      return;
    }
    if (this.nm >= 0 && !this.#nameOpen) {
      context.findings.error(
        "nm-after-end",
        position,
        "NM entry",
        "RRIP 4.1.4",
        () => `A further NM entry follows the end of the name of ${path()}`,
      );
      return;
    }
    if (this.nm < 0) this.nm = position;
    const flags = bytes[at + 4]!;
    this.nameFlags |= flags & ~CONTINUE;
    this.#nameOpen = (flags & CONTINUE) !== 0;
    if (this.name.length < LONGEST_NAME) this.name += byteString(bytes, at + 5, at + length);
  }

  #takeSL(
    context: Context,
    bytes: Uint8Array,
    at: number,
    length: number,
    position: number,
    path: () => string,
  ): void {
    if (length < 5) {
      fits(context, "SL", 5, length, position, "RRIP 4.1.3", path);
      return;
    }
    const fault = (id: string, offset: number, message: () => string) =>
      context.findings.error(id, position + offset, "SL entry", "RRIP 4.1.3", message);
    if (this.sl >= 0 && !this.#linkOpen) {
      fault("sl-after-end", 0, () => `A further SL entry follows the end of the symbolic link ${path()}`);
      return;
    }
    if (this.sl < 0) this.sl = position;
    this.#linkOpen = (bytes[at + 4]! & CONTINUE) !== 0;
    let i = 5;
    while (i < length) {
      const flags = bytes[at + i]!, size = i + 1 < length ? bytes[at + i + 1]! : 0;
      if (i + 2 + size > length) {
        const where = i;
        fault(
          "sl-component",
          i,
          () =>
            `A component of the symbolic link ${path()} ends after byte ${
              where + 2 + size
            } of an entry of ${length}`,
        );
        return;
      }
      const special = flags & 0x0e;
      if (special !== 0 && (size !== 0 || (special & special - 1) !== 0)) {
        fault(
          "sl-component",
          i,
          () => `A component of the symbolic link ${path()} has flags ${flags} and ${size} bytes`,
        );
      }
      for (let k = at + i + 2; k < at + i + 2 + size; k++) {
        if (bytes[k] !== 0x2f && bytes[k] !== 0) continue;
        fault("sl-characters", i, () => `A component of the symbolic link ${path()} holds / or NUL`);
        break;
      }
      this.#componentOpen = (flags & CONTINUE) !== 0;
      this.#components++;
      i += 2 + size;
    }
  }
}

/** Reports an entry whose length is not the one it must have. */
function fits(
  context: Context,
  name: string,
  wanted: number,
  length: number,
  position: number,
  clause: string,
  path: () => string,
): boolean {
  if (length === wanted || length > wanted && (name === "NM" || name === "SL")) return true;
  context.findings.error(
    `${name.toLowerCase()}-length`,
    position + 2,
    `${name} entry`,
    clause,
    () => `The ${name} entry of ${path()} has ${length} bytes, not ${wanted}`,
  );
  return false;
}

function takeTF(
  context: Context,
  bytes: Uint8Array,
  at: number,
  length: number,
  position: number,
  path: () => string,
): void {
  const flags = length > 4 ? bytes[at + 4]! : 0;
  const size = flags & 0x80 ? 17 : 7;
  let count = 0;
  for (let bits = flags & 0x7f; bits !== 0; bits &= bits - 1) count++;
  if (length !== 5 + count * size) {
    context.findings.error(
      "tf-length",
      position + 2,
      "TF entry",
      "RRIP 4.1.6",
      () => `The TF entry of ${path()} has ${length} bytes, its flags ask for ${5 + count * size}`,
    );
    return;
  }
  for (let i = 5; i < length; i += size) {
    const fault = size === 7 ? recordDateFault(bytes, at + i) : volumeDateFault(bytes, at + i);
    if (fault === undefined) continue;
    context.findings.error(
      "tf-date",
      position + i,
      "TF entry",
      "RRIP 4.1.6",
      () => `A time of ${path()} is none: ${fault}`,
    );
  }
}

function takeER(context: Context, bytes: Uint8Array, at: number, length: number, position: number): boolean {
  const known = length >= 8 ? bytes[at + 4]! + bytes[at + 5]! + bytes[at + 6]! + 8 : 8;
  if (length !== known) {
    context.findings.error(
      "er-length",
      position + 2,
      "ER entry",
      "SUSP 5.5",
      `The ER entry has ${length} bytes, its texts ask for ${known}`,
    );
    if (length < known) return false;
  }
  const identifier = byteString(bytes, at + 8, at + 8 + bytes[at + 4]!);
  if (bytes[at + 7] !== 1) {
    context.findings.warning(
      "er-version",
      position + 7,
      "ER entry",
      "SUSP 5.5",
      `The extension ${shown(identifier)} has version ${bytes[at + 7]}, not 1`,
    );
  }
  return EXTENSIONS.includes(identifier);
}
