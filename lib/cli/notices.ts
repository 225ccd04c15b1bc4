/**
 * What the user should know although the job goes on, one line each.
 *
 * @module
 */

import type { ImageError } from "../errors.ts";
import type { Notice } from "../image/options.ts";
import { EXIT_DONE, EXIT_INCOMPLETE } from "./exit_codes.ts";
import type { Output } from "./output.ts";

const INCOMPLETE: readonly Notice["kind"][] = ["omitted", "emptied", "changed"];

/** Shows notices and remembers whether some source could not be read as it was. */
export class Notices {
  /** Some source could not be read, or changed while it was read. */
  incomplete = false;
  readonly #output: Output;

  /** Shows notices where messages go. */
  constructor(output: Output) {
    this.#output = output;
  }

  /** Takes one notice; bound, so that it can be passed on as it is. */
  readonly take = (notice: Notice): void => {
    if (INCOMPLETE.includes(notice.kind)) this.incomplete = true;
    if (this.#output.quiet) return;
    if (this.#output.json) this.#output.event({ event: "notice", ...notice });
    else this.#output.message(`discglow: ${notice.message}`);
  };

  /** Takes one fault of an image that is read in spite of it; bound as well. */
  readonly fault = (fault: ImageError): void => {
    this.incomplete = true;
    if (this.#output.quiet) return;
    const { offset, structure, clause, message } = fault;
    if (this.#output.json) this.#output.event({ event: "fault", offset, structure, clause, message });
    else this.#output.message(`discglow: ${message} (${clause})`);
  };

  /** The exit code of a job that is done otherwise. */
  get exitCode(): number {
    return this.incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
  }
}
