/**
 * The target of a symbolic link, over one or several SL entries (RRIP 4.1.3).
 *
 * @module
 */

import type { EntryView } from "../entry.ts";

const CLAUSE = "RRIP 4.1.3";
/** Flag of an entry and of a component: it goes on in the next one. */
const CONTINUE = 1;
/** Flags of a component that stands for something without naming it: ".", "..", the root. */
const SPECIAL = 0x0e;

/** The SL entries of one record. */
export class LinkEntries {
  /** Where the first of them stands in the image, or -1. */
  at: number = -1;
  #open = false;
  #componentOpen = false;
  #components = 0;

  /** Forgets the last record. */
  reset(): void {
    this.at = -1;
    this.#open = this.#componentOpen = false;
    this.#components = 0;
  }

  /** Takes an entry. */
  take(entry: EntryView): void {
    if (!entry.hasLengthFrom(5, CLAUSE)) return;
    if (this.at >= 0 && !this.#open) {
      entry.fault(
        "sl-after-end",
        0,
        CLAUSE,
        () => `A further SL entry follows the end of the symbolic link ${entry.path()}`,
      );
      return;
    }
    if (this.at < 0) this.at = entry.position;
    this.#open = (entry.bytes[entry.at + 4]! & CONTINUE) !== 0;
    this.#takeComponents(entry);
  }

  /** Reports a link that was to go on or has no target, once all entries of the record are known. */
  finish({ context, path }: Pick<EntryView, "context" | "path">): void {
    const fault = (id: string, message: () => string) =>
      context.findings.error(id, this.at, "SL entry", CLAUSE, message);
    if (this.#open || this.#componentOpen) {
      fault(
        "sl-unfinished",
        () => `The symbolic link ${path()} is to go on, but there is no further SL entry`,
      );
    } else if (this.at >= 0 && this.#components === 0) {
      fault("sl-empty", () => `The symbolic link ${path()} has no components`);
    }
  }

  #takeComponents(entry: EntryView): void {
    const { bytes, at, length, path } = entry;
    for (let i = 5; i < length;) {
      const flags = bytes[at + i]!, size = i + 1 < length ? bytes[at + i + 1]! : 0;
      const end = i + 2 + size;
      if (end > length) {
        entry.fault(
          "sl-component",
          i,
          CLAUSE,
          () => `A component of the symbolic link ${path()} ends after byte ${end} of an entry of ${length}`,
        );
        return;
      }
      const special = flags & SPECIAL;
      if (special !== 0 && (size !== 0 || (special & special - 1) !== 0)) {
        entry.fault(
          "sl-component",
          i,
          CLAUSE,
          () => `A component of the symbolic link ${path()} has flags ${flags} and ${size} bytes`,
        );
      }
      for (let k = at + i + 2; k < at + end; k++) {
        if (bytes[k] !== 0x2f && bytes[k] !== 0) continue;
        entry.fault(
          "sl-characters",
          i,
          CLAUSE,
          () => `A component of the symbolic link ${path()} holds / or NUL`,
        );
        break;
      }
      this.#componentOpen = (flags & CONTINUE) !== 0;
      this.#components++;
      i = end;
    }
  }
}
