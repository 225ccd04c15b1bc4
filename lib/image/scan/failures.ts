/**
 * What could not be read: gathered and told all at once, or borne as the words `ignorefail` and `checkfail` say.
 *
 * @module
 */

import { SourceError, UsageError } from "../../errors.ts";
import { HostError } from "../host_files.ts";
import type { ScanOptions } from "../options.ts";

const LEFT_OUT = "left out";

/** The failures of one scan. */
export class Failures {
  readonly #options: ScanOptions;
  readonly #unreadable: string[] = [];
  readonly #twice: string[] = [];
  #path = "";

  /** Uses `unreadable` and `onNotice` of the options. */
  constructor(options: ScanOptions) {
    this.#options = options;
  }

  /** Whether what cannot be read is left out. */
  get omits(): boolean {
    return this.#options.unreadable === "omit";
  }

  /** Takes note of an entry that cannot be read; `otherwise` says what an empty one becomes. */
  unreadable(path: string, error: unknown, otherwise: string): void {
    if (!(error instanceof HostError)) throw error;
    const policy = this.#options.unreadable ?? "error";
    if (policy === "error") {
      this.#path ||= path;
      this.#unreadable.push(`${path} (${error.message})`);
      return;
    }
    const what = policy === "omit" ? LEFT_OUT : otherwise;
    this.#options.onNotice?.({
      kind: what === LEFT_OUT ? "omitted" : "emptied",
      path,
      message: `Cannot read ${path}: ${error.message}; ${what}`,
    });
  }

  /** Takes note of a path that comes from two sources. */
  twice(path: string): void {
    this.#twice.push(path);
  }

  /** Throws when anything is to be refused, with all of it. */
  throwIfAny(): void {
    if (this.#twice.length > 0) {
      throw new UsageError(
        `Cannot merge the sources: more than one of them holds ${this.#twice.join(", ")}`,
        { hint: "leave one of them out with exclude=" },
      );
    }
    if (this.#unreadable.length > 0) {
      const listed = this.#unreadable;
      const entries = listed.length === 1 ? "an entry" : `${listed.length} entries`;
      throw new SourceError(this.#path, `Cannot read ${entries} of the source: ${listed.join(", ")}`, {
        hint: "ignorefail stores what cannot be read as empty, checkfail leaves it out",
      });
    }
  }
}
