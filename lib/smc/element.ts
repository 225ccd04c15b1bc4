/**
 * The elements of a changer: everything that can hold a disc (SMC-3).
 *
 * @module
 */

/** Types of elements. */
export type ElementKind =
  /** Medium transport element: the gripper. */
  | "gripper"
  /** Storage element: a slot. */
  | "slot"
  /** Import/export element: a mail slot. */
  | "mail"
  /** Data transfer element: a drive. */
  | "drive";

/** Element type codes (SMC-3). */
export const ELEMENT_TYPE: Readonly<Record<ElementKind, number>> = { gripper: 1, slot: 2, mail: 3, drive: 4 };

/** One element as READ ELEMENT STATUS describes it (SMC-3). */
export interface Element {
  /** What it is. */
  readonly kind: ElementKind;
  /** Element address, 16 bits. */
  readonly address: number;
  /** From 1, in the order of addresses within its kind; the first that mode page 1Dh names is 1. */
  readonly number: number;
  /** Something is in it. */
  readonly full: boolean;
  /** The gripper can reach it; `undefined` where that is not told. */
  readonly accessible: boolean | undefined;
  /** Address of the element its medium was moved from last, where that is valid. */
  readonly source: number | undefined;
  /** The medium was turned over. */
  readonly inverted: boolean;
  /** Primary volume tag without trailing blanks; `undefined` without one or when it is not readable. */
  readonly barcode: string | undefined;
  /** What is wrong with it: additional sense code and qualifier in words. */
  readonly exception: string | undefined;
  /** A mail slot whose medium an operator has put in. */
  readonly byOperator: boolean;
  /** Identification of the drive in it (DVCID): vendor, product and serial number, or its serial number alone. */
  readonly identifier: string | undefined;
}

/** What a changer holds. */
export interface Inventory {
  /** By kind and address. */
  readonly elements: readonly Element[];
  /** What was odd in the answers, each one sentence without a final period. */
  readonly notices: readonly string[];
}
