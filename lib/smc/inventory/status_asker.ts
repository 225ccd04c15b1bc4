/**
 * Asks a changer for element status with all that is useful, and with less where it refuses.
 *
 * @module
 */

import type { ScsiDevice } from "../../scsi/device.ts";
import { SENSE_KEY, senseIs } from "../../scsi/sense.ts";
import type { DeviceError } from "../../errors.ts";
import { changerError } from "../changer_error.ts";
import { CHANGER_TIMEOUT } from "../changer_timeouts.ts";
import { ELEMENT_TYPE, type ElementKind } from "../element.ts";
import { decodeElementDescriptor, type ElementReport } from "../element_descriptor.ts";
import { decodeElementStatus, encodeReadElementStatus } from "../read_element_status.ts";
import type { Notices } from "./notices.ts";

/** Room for an answer, in bytes: some changers know only 16 bits of the length. */
const ROOM = 0xf000;

/** Bytes of the headers before the first descriptor. */
const HEADERS = 16;

/** Bytes that a descriptor with all it can have is taken to have. */
const DESCRIPTOR = 128;

/** What is asked for beside the plain status. */
interface Wish {
  readonly volumeTags: boolean;
  readonly identifiers: boolean;
  readonly still: boolean;
}

/** Additional sense codes of a refusal of what was asked for: INVALID FIELD IN CDB or in a parameter list. */
const REFUSAL_CODES = [0x24, 0x26];

/** INVALID ELEMENT ADDRESS: there is none from there on. */
const NO_SUCH_ADDRESS = 0x21;

/** Asks one changer. */
export class StatusAsker {
  readonly #device: ScsiDevice;
  readonly #notices: Notices;
  readonly #still: boolean;
  readonly #data: Uint8Array<ArrayBuffer>;
  readonly #taken = new Map<ElementKind, Wish>();
  /** The latest refusal of a type of elements, whatever was asked of them. */
  refusal: DeviceError | undefined;

  /** `still`: the changer is to move nothing only to find out. */
  constructor(device: ScsiDevice, notices: Notices, still: boolean) {
    this.#device = device;
    this.#notices = notices;
    this.#still = still;
    this.#data = new Uint8Array(Math.min(ROOM, device.maxTransfer));
  }

  /** As many elements are asked for at once. */
  get most(): number {
    return Math.max(1, Math.floor((this.#data.length - HEADERS) / DESCRIPTOR));
  }

  /**
   * Asks for elements of one type, from an address on.
   *
   * @returns what came, in its order; `undefined` when there is nothing from there on
   * @throws {DeviceError} when the changer fails
   */
  ask(kind: ElementKind, first: number, count: number): ElementReport[] | undefined {
    const known = this.#taken.get(kind);
    for (const wish of known === undefined ? this.#wishes(kind) : [known]) {
      const answer = this.#askWith(wish, kind, first, count);
      if (answer === "refused") continue;
      if (answer !== undefined && known === undefined) this.#keep(kind, wish);
      return answer;
    }
    return undefined;
  }

  #wishes(kind: ElementKind): Wish[] {
    const identifiers = kind === "drive";
    const wishes = [
      ...(this.#still ? [{ volumeTags: true, identifiers, still: true }] : []),
      { volumeTags: true, identifiers, still: false },
      ...(identifiers
        ? [
          { volumeTags: true, identifiers: false, still: false },
          { volumeTags: false, identifiers: true, still: false },
        ]
        : []),
      { volumeTags: false, identifiers: false, still: false },
    ];
    return wishes;
  }

  #keep(kind: ElementKind, wish: Wish): void {
    this.#taken.set(kind, wish);
    if (!wish.volumeTags) {
      this.#notices.add(`the changer tells no bar codes of elements of type ${kind} (VOLTAG)`);
    }
    if (kind === "drive" && !wish.identifiers) {
      this.#notices.add("the changer does not tell which drive stands where (DVCID)");
    }
  }

  #askWith(
    wish: Wish,
    kind: ElementKind,
    first: number,
    count: number,
  ): ElementReport[] | "refused" | undefined {
    const device = this.#device;
    const data = this.#data.fill(0);
    const type = ELEMENT_TYPE[kind];
    const cdb = encodeReadElementStatus({ ...wish, type, first, count, length: data.length });
    const outcome = device.try(cdb, "in", data, CHANGER_TIMEOUT.status);
    const { sense } = outcome;
    if (outcome.good) return this.#decode(data.subarray(0, outcome.transferred), kind, wish.identifiers);
    if (senseIs(sense, SENSE_KEY.illegalRequest, NO_SUCH_ADDRESS)) return undefined;
    const error = changerError(device, "ask for the status of elements", cdb, outcome);
    const refused = sense?.key === SENSE_KEY.illegalRequest && REFUSAL_CODES.includes(sense.asc);
    if (!refused) throw error;
    this.refusal = error;
    return "refused";
  }

  #decode(bytes: Uint8Array, kind: ElementKind, identifiers: boolean): ElementReport[] {
    const { pages, oddities } = decodeElementStatus(bytes);
    const type = ELEMENT_TYPE[kind];
    for (const oddity of oddities) this.#notices.add(`${oddity}, asked for type ${kind}`);
    const reports: ElementReport[] = [];
    for (const page of pages) {
      if (page.type !== type) {
        this.#notices.add(
          `asked for elements of type ${kind}, the changer told of type code ${page.type} too`,
        );
        continue;
      }
      for (const descriptor of page.descriptors) {
        reports.push(decodeElementDescriptor(descriptor, page, identifiers));
      }
    }
    return reports;
  }
}
