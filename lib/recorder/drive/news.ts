/**
 * News of a drive after which nothing is as it was, even if the drive goes on taking commands: the disc is another
 * one, or what was set in the drive is forgotten.
 *
 * @module
 */

import { DeviceError } from "../../errors.ts";
import type { ScsiDevice } from "../../scsi/device.ts";
import { senseWords } from "../../scsi/sense.ts";

/** Additional sense codes of such news (SPC-4 annex F), and what to do. */
const UNSETTLING: Readonly<Record<number, string>> = {
  0x28: "the disc was taken out or changed: leave the drive closed while the job lasts",
  0x29: "the drive was reset: see to its cable, its power, and others on the same bus",
};

/** Watches one drive, beginning with what it has told already. */
export class News {
  readonly #device: ScsiDevice;
  readonly #codes: readonly number[];
  #heard: number;

  /** `codes` are additional sense codes: 28 for another disc, 29 for a reset. */
  constructor(device: ScsiDevice, codes: readonly number[]) {
    this.#device = device;
    this.#codes = codes;
    this.#heard = device.attentionCount;
  }

  /**
   * To be called after every command.
   *
   * @param attempted what is going on, such as `go on writing`
   * @throws {DeviceError} when there is unsettling news
   */
  check(attempted: string): void {
    const { attentions, attentionCount, name } = this.#device;
    if (attentionCount === this.#heard) return;
    const fresh = attentions.slice(this.#heard - attentionCount);
    this.#heard = attentionCount;
    const news = fresh.find(({ asc }) => this.#codes.includes(asc));
    if (news === undefined) return;
    const hint = UNSETTLING[news.asc];
    throw new DeviceError(
      name,
      `Cannot ${attempted} on ${name}: ${senseWords(news)}`,
      { key: news.key, asc: news.asc, ascq: news.ascq },
      { hint },
    );
  }
}
