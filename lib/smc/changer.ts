/**
 * A changer: every command of it as a method that answers in typed values or throws a DeviceError.
 *
 * @module
 */

import { ScsiDevice } from "../scsi/device.ts";
import { decodeInquiry, encodeInquiry, type Inquiry, INQUIRY_LENGTH } from "../scsi/inquiry.ts";
import { encodePreventAllow } from "../scsi/prevent_allow.ts";
import { ask } from "../scsi/query.ts";
import { type Sense, SENSE_KEY, senseIs, UNKNOWN_COMMAND } from "../scsi/sense.ts";
import { askSerialNumber } from "../scsi/serial_number.ts";
import { encodeTestUnitReady } from "../scsi/test_unit_ready.ts";
import type { Transport } from "../scsi/transport.ts";
import { unlockAndClose } from "../scsi/unlock_and_close.ts";
import { changerError } from "./changer_error.ts";
import { CHANGER_TIMEOUT } from "./changer_timeouts.ts";
import { askChangerPage } from "./changer_page.ts";
import { ChangerTransport } from "./changer_transport.ts";
import {
  CAPABILITIES_PAGE,
  type ChangerCapabilities,
  decodeDeviceCapabilities,
} from "./device_capabilities.ts";
import type { Inventory } from "./element.ts";
import { ASSIGNMENT_PAGE, decodeElementAssignment, type ElementAssignment } from "./element_assignment.ts";
import { encodeExchangeMedium, type Exchange } from "./exchange_medium.ts";
import { encodeInitializeElementStatus } from "./initialize_element_status.ts";
import { type ElementRange, encodeInitializeRange } from "./initialize_range.ts";
import { type InventoryOptions, readInventory } from "./inventory/read_inventory.ts";
import { encodeMoveMedium } from "./move_medium.ts";
import { encodePositionToElement } from "./position_to_element.ts";
import { decodeTransportGeometry, GEOMETRY_PAGE } from "./transport_geometry.ts";

/** The gripper that the changer chooses by itself. */
const ANY_GRIPPER = 0;

/** What is exchanged; nothing is turned over, and by any gripper, unless it is said. */
export type ExchangeWish =
  & Pick<Exchange, "from" | "to" | "back">
  & Partial<Pick<Exchange, "invert" | "invertBack" | "gripper">>;

/** Elements are named by their addresses. */
export class Changer implements Disposable {
  /** The SCSI device behind it. */
  readonly device: ScsiDevice;
  #locked = false;

  /** Takes over the transport and closes it in the end. */
  constructor(transport: Transport) {
    this.device = new ScsiDevice(new ChangerTransport(transport));
  }

  /** The changer as the user named it. */
  get name(): string {
    return this.device.name;
  }

  /** Who made it. */
  inquiry(): Inquiry {
    return ask(this.device, {
      attempted: "ask for the name of the changer",
      cdb: encodeInquiry(),
      length: INQUIRY_LENGTH,
      decode: decodeInquiry,
    });
  }

  /** Its serial number; `undefined` when it does not tell. */
  serial(): string | undefined {
    return askSerialNumber(this.device);
  }

  /** Why it cannot be used now; `undefined` when it can. */
  ready(): Sense | undefined {
    const outcome = this.device.try(encodeTestUnitReady(), "none", undefined, CHANGER_TIMEOUT.move);
    if (outcome.good) return undefined;
    // A device that is busy without sense data is as one that becomes ready.
    return outcome.sense ??
      { key: 2, asc: 4, ascq: 1, deferred: false, information: undefined, progress: undefined };
  }

  /** Mode page 1Dh. */
  assignment(): ElementAssignment {
    return askChangerPage(
      this.device,
      "read the element addresses",
      ASSIGNMENT_PAGE,
      decodeElementAssignment,
    );
  }

  /** Mode page 1Fh. */
  capabilities(): ChangerCapabilities {
    const attempted = "read the changer's capabilities";
    return askChangerPage(this.device, attempted, CAPABILITIES_PAGE, decodeDeviceCapabilities);
  }

  /** Mode page 1Eh: whether every gripper can turn discs over. */
  inverts(): boolean {
    const attempted = "read the changer's geometry";
    const grippers = askChangerPage(this.device, attempted, GEOMETRY_PAGE, decodeTransportGeometry);
    return grippers.length > 0 && grippers.every((turns) => turns);
  }

  /** What is in its elements, as it remembers. */
  inventory(options?: InventoryOptions): Inventory {
    return readInventory(this.device, () => this.assignment(), options);
  }

  /** Has it look at its elements, or at some of them if it can; `false` when it only does so by itself. */
  initialize(range?: ElementRange): boolean {
    const cdb = range === undefined ? encodeInitializeElementStatus() : encodeInitializeRange(range);
    const outcome = this.device.try(cdb, "none", undefined, CHANGER_TIMEOUT.initialize);
    if (outcome.good) return true;
    if (!senseIs(outcome.sense, SENSE_KEY.illegalRequest, UNKNOWN_COMMAND)) {
      throw changerError(this.device, "take inventory", cdb, outcome);
    }
    return range !== undefined && this.initialize();
  }

  /** Takes what is in an element to another. */
  move(from: number, to: number, invert = false, gripper: number = ANY_GRIPPER): void {
    const cdb = encodeMoveMedium({ gripper, from, to, invert });
    this.#tell(`move the disc of element ${from} to element ${to}`, cdb, CHANGER_TIMEOUT.move);
  }

  /** Takes what is in `from` to `to`, and what is there to `back`; each may be turned over on its way. */
  exchange(
    { from, to, back, invert = false, invertBack = false, gripper = ANY_GRIPPER }: ExchangeWish,
  ): void {
    const cdb = encodeExchangeMedium({ gripper, from, to, back, invert, invertBack });
    this.#tell(`exchange the disc of element ${to} for that of ${from}`, cdb, 2 * CHANGER_TIMEOUT.move);
  }

  /** Brings the gripper before an element, and turns it as for a disc that is to be turned over. */
  position(element: number, invert = false, gripper: number = ANY_GRIPPER): void {
    const cdb = encodePositionToElement(gripper, element, invert);
    this.#tell(`bring the gripper to element ${element}`, cdb, CHANGER_TIMEOUT.move);
  }

  /** Locks or unlocks doors and mail slots; `false` when the changer has no lock that can be told. */
  lock(on: boolean): boolean {
    const cdb = encodePreventAllow(on);
    const outcome = this.device.try(cdb);
    if (outcome.good) this.#locked = on;
    else if (!senseIs(outcome.sense, SENSE_KEY.illegalRequest, UNKNOWN_COMMAND)) {
      throw changerError(this.device, on ? "lock the doors" : "unlock the doors", cdb, outcome);
    }
    return outcome.good;
  }

  /** Unlocks the doors where they were locked, and gives the device back. */
  close(): void {
    unlockAndClose(this.device, this.#locked);
    this.#locked = false;
  }

  /** The same, at the end of a scope. */
  [Symbol.dispose](): void {
    this.close();
  }

  #tell(attempted: string, cdb: Uint8Array, timeout: number): void {
    const outcome = this.device.try(cdb, "none", undefined, timeout);
    if (!outcome.good) throw changerError(this.device, attempted, cdb, outcome);
  }
}
