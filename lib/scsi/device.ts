/**
 * A SCSI device as the command sets see it: commands go in, outcomes or errors in words come out.
 *
 * @module
 */

import { DeviceError } from "../errors.ts";
import { pause } from "./pause.ts";
import { decodeSense, type Sense, SENSE_KEY, senseWords } from "./sense.ts";
import { hintOf } from "./sense_hints.ts";
import { STATUS, statusWords } from "./status.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";

/** How a command ended. */
export interface Outcome {
  /** It did what it was to do, perhaps not at the first attempt of the device's (RECOVERED ERROR). */
  good: boolean;
  /** SCSI status (SAM-5 5.3.1). */
  status: number;
  /** Sense data, where there was any. */
  sense: Sense | undefined;
  /** Bytes of data that were moved. */
  transferred: number;
  /** Milliseconds. */
  duration: number;
}

/** How long commands may take, in milliseconds. */
export const TIMEOUT = {
  /** Commands that only ask. */
  short: 10_000,
  /** Reading: drives repeat a bad block for long. */
  read: 60_000,
  /** Writing: drives calibrate, and stop while their buffer is full. */
  write: 120_000,
  /** Blanking, formatting, closing. */
  long: 3_600_000,
} as const;

const NO_DATA = new Uint8Array(0);

/** How often a command is repeated because the device had news. */
const ATTENTION_RETRIES = 3;
/** How long a device may be busy, in milliseconds. */
const BUSY_FOR = 1000;
/** How many of the device's news are kept. */
const ATTENTIONS_KEPT = 32;

/** One logical unit. */
export class ScsiDevice implements Disposable {
  /** The way to it. */
  readonly transport: Transport;
  /** The UNIT ATTENTION conditions met so far, latest last: disc changed, drive reset, …; the last 32. */
  attentions: Sense[] = [];
  /** How many there have been altogether. */
  attentionCount = 0;
  // One for all commands, so that recording allocates nothing per block.
  readonly #outcome: Outcome = { good: true, status: 0, sense: undefined, transferred: 0, duration: 0 };

  /** Takes over the transport and closes it in the end. */
  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** The device as the user named it. */
  get name(): string {
    return this.transport.name;
  }

  /** The largest number of bytes one command may move. */
  get maxTransfer(): number {
    return this.transport.maxTransfer;
  }

  /**
   * Sends a command and tells how it ended. UNIT ATTENTION is noted and the command repeated; a busy device is
   * asked again for a second.
   *
   * @returns the outcome, valid until the next command: the same object every time
   * @throws {TransportError} when the device could not be asked or did not answer
   */
  try(
    cdb: Uint8Array,
    direction: Direction = "none",
    data: Uint8Array = NO_DATA,
    timeout: number = TIMEOUT.short,
  ): Outcome {
    let attentions = 0;
    let waited = 0;
    for (;;) {
      const outcome = this.#note(this.transport.execute(cdb, direction, data, timeout), data.length);
      if (outcome.good) return outcome;
      const { sense, status } = outcome;
      if (sense !== undefined && isNews(sense)) {
        this.#keep(sense);
        if (++attentions > ATTENTION_RETRIES) return outcome;
      } else if (status === STATUS.busy || status === STATUS.taskSetFull) {
        if (waited >= BUSY_FOR) return outcome;
        const wait = Math.max(10, waited);
        pause(wait);
        waited += wait;
      } else return outcome;
    }
  }

  /**
   * Sends a command that has to succeed.
   *
   * @param attempted what it is for, such as `read block 16`: the error says «Cannot read block 16 on NAME: …»
   * @returns bytes transferred
   * @throws {DeviceError} unless it did
   */
  command(
    attempted: string,
    cdb: Uint8Array,
    direction: Direction = "none",
    data: Uint8Array = NO_DATA,
    timeout: number = TIMEOUT.short,
  ): number {
    const outcome = this.try(cdb, direction, data, timeout);
    if (!outcome.good) throw this.errorOf(attempted, cdb, outcome);
    return outcome.transferred;
  }

  /** Makes the error that {@linkcode command} throws from an outcome of {@linkcode try}. */
  errorOf(attempted: string, cdb: Uint8Array, outcome: Outcome, hint?: string): DeviceError {
    const { sense, status } = outcome;
    const words = sense === undefined ? statusWords(status) : senseWords(sense);
    const advice = hint ?? (sense === undefined ? undefined : hintOf(sense));
    return new DeviceError(
      this.name,
      `Cannot ${attempted} on ${this.name}: ${words}`,
      {
        cdb: cdb.slice(),
        status,
        ...(sense === undefined ? {} : { key: sense.key, asc: sense.asc, ascq: sense.ascq }),
      },
      { hint: advice },
    );
  }

  /** Gives the device back. */
  close(): void {
    this.transport.close();
  }

  /** The same, at the end of a scope. */
  [Symbol.dispose](): void {
    this.close();
  }

  #note(answer: ScsiAnswer, length: number): Outcome {
    const outcome = this.#outcome;
    const { status } = answer;
    const sense = status === STATUS.checkCondition ? decodeSense(answer.sense) : undefined;
    outcome.status = status;
    outcome.sense = sense;
    outcome.good = status === STATUS.good || status === STATUS.conditionMet ||
      (sense !== undefined && sense.key === SENSE_KEY.recovered && !sense.deferred);
    outcome.transferred = Math.max(0, length - Math.max(0, answer.residual));
    outcome.duration = answer.duration;
    return outcome;
  }

  #keep(sense: Sense): void {
    this.attentionCount++;
    this.attentions.push(sense);
    if (this.attentions.length > ATTENTIONS_KEPT) this.attentions.shift();
  }
}

/** The command was not carried out only because the device had something to tell first (SPC-4 4.5.5, 4.5.6). */
function isNews(sense: Sense): boolean {
  return sense.key === SENSE_KEY.unitAttention || (sense.key === SENSE_KEY.recovered && sense.deferred);
}
