/**
 * What the Rock Ridge entries of one record say, gathered and judged one by one (RRIP 4.1).
 *
 * @module
 */

import { get32L } from "../../iso9660/numbers.ts";
import { type EntryView, signature } from "./entry.ts";
import { checkER } from "./rock_ridge/er.ts";
import { NameEntries } from "./rock_ridge/nm.ts";
import { LinkEntries } from "./rock_ridge/sl.ts";
import { checkTF } from "./rock_ridge/tf.ts";

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
  /** The name. */
  readonly name: NameEntries = new NameEntries();
  /** The symbolic link. */
  readonly link: LinkEntries = new LinkEntries();
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

  /** Forgets the last record. */
  reset(): void {
    this.px =
      this.pn =
      this.cl =
      this.pl =
      this.re =
        -1;
    this.pxLength =
      this.mode =
      this.links =
      this.serial =
        0;
    this.announced = this.compressed = false;
    this.name.reset();
    this.link.reset();
  }

  /** Takes an entry. */
  take(entry: EntryView): void {
    switch (entry.code) {
      case PX:
        return this.#takePX(entry);
      case NM:
        return this.name.take(entry);
      case SL:
        return this.link.take(entry);
      case TF:
        return checkTF(entry);
      case ER:
        if (checkER(entry)) this.announced = true;
        return;
      case PN:
        this.pn = entry.position;
        if (entry.hasLength(20, "RRIP 4.1.2")) entry.checkNumbers(4, 20, "RRIP 4.1.2");
        return;
      case CL:
        if (!entry.hasLength(12, "RRIP 4.1.5.1")) return;
        this.cl = entry.position;
        entry.checkNumbers(4, 12, "RRIP 4.1.5.1");
        this.child = get32L(entry.bytes, entry.at + 4);
        return;
      case PL:
        if (!entry.hasLength(12, "RRIP 4.1.5.2")) return;
        this.pl = entry.position;
        entry.checkNumbers(4, 12, "RRIP 4.1.5.2");
        this.trueParent = get32L(entry.bytes, entry.at + 4);
        return;
      case RE:
        if (entry.hasLength(4, "RRIP 4.1.5.3")) this.re = entry.position;
        return;
      case ZF:
        this.compressed = true;
    }
  }

  /** Judges what only the end shows: names, links and components that were to go on. */
  finish(place: Pick<EntryView, "context" | "path">): void {
    this.name.finish(place);
    this.link.finish(place);
  }

  #takePX(entry: EntryView): void {
    const { bytes, at, length } = entry;
    if (length !== 36 && length !== 44) {
      entry.fault(
        "px-length",
        2,
        "RRIP 4.1.1",
        () => `The PX entry of ${entry.path()} has ${length} bytes, neither 44 nor 36`,
      );
      if (length < 36) return;
    }
    this.px = entry.position;
    this.pxLength = length;
    entry.checkNumbers(4, Math.min(length, 44), "RRIP 4.1.1");
    this.mode = get32L(bytes, at + 4);
    this.links = get32L(bytes, at + 12);
    if (length >= 44) this.serial = get32L(bytes, at + 36);
  }
}
