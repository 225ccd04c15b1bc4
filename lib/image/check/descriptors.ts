/**
 * The volume descriptor set (ECMA-119 6.7.1), one descriptor after the other from block 16 on.
 *
 * @module
 */

import { BLOCK_SIZE, SYSTEM_AREA_BLOCKS } from "../../iso9660/block.ts";
import { get32L } from "../../iso9660/numbers.ts";
import type { Context } from "./context.ts";
import { USE } from "./extents.ts";
import { byteString, shown } from "./text.ts";
import { checkVolume, type FoundVolume } from "./volume.ts";

/** Descriptors that are looked at; no image has more than a few. */
const MOST_DESCRIPTORS = 64;
/** Where the set begins in the image. */
const SET_START = SYSTEM_AREA_BLOCKS * BLOCK_SIZE;
const STANDARD_IDENTIFIER = "CD001";

/** What stands in the descriptors. */
export interface FoundDescriptors {
  /** The trees, the primary one first. */
  readonly volumes: readonly FoundVolume[];
  /** Where the pointer to the El Torito boot catalog stands, or -1. */
  readonly bootRecord: number;
  /** First block of that catalog. */
  readonly bootCatalog: number;
}

/** Looks through the descriptors. */
export function checkDescriptors(context: Context): FoundDescriptors {
  const { window, extents } = context;
  const set = new DescriptorSet(context);
  extents.add(0, SET_START, USE.system, 0);
  let block = SYSTEM_AREA_BLOCKS;
  for (let more = true; more && block < SYSTEM_AREA_BLOCKS + MOST_DESCRIPTORS; block++) {
    const position = block * BLOCK_SIZE;
    const at = window.locate(position, BLOCK_SIZE);
    if (at < 0) break;
    const bytes = window.bytes.subarray(at, at + BLOCK_SIZE);
    if (!isDescriptor(context, bytes, position)) break;
    more = set.take(bytes, position);
  }
  extents.add(SYSTEM_AREA_BLOCKS, (block - SYSTEM_AREA_BLOCKS) * BLOCK_SIZE, USE.descriptor, SET_START);
  return set.finish(block * BLOCK_SIZE);
}

/** Whether a descriptor is at a place. What is almost one is damaged and reported, anything else the end of them. */
function isDescriptor({ findings }: Context, bytes: Uint8Array, position: number): boolean {
  const identifier = byteString(bytes, 1, 6);
  if (identifier === STANDARD_IDENTIFIER) return true;
  const same = [...STANDARD_IDENTIFIER].filter((character, i) => character === identifier[i]);
  const alike = same.length >= 3;
  if (alike || position === SET_START) {
    findings.error(
      "descriptor-identifier",
      position + 1,
      "volume descriptor",
      "ECMA-119 8.1.2",
      `The standard identifier is "${shown(identifier)}", not "${STANDARD_IDENTIFIER}"`,
    );
  }
  return alike;
}

const TYPES: Record<number, string> = {
  0: "boot record",
  1: "primary volume descriptor",
  2: "supplementary volume descriptor",
  3: "volume partition descriptor",
  255: "volume descriptor set terminator",
};

/** What the descriptors of a set are together. */
class DescriptorSet {
  readonly #context: Context;
  readonly #volumes: FoundVolume[] = [];
  #bootRecord = -1;
  #bootCatalog = 0;
  #primary = false;
  #terminated = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Judges a descriptor; returns whether others follow. */
  take(bytes: Uint8Array, position: number): boolean {
    const { findings } = this.#context;
    const type = bytes[0]!;
    const structure = TYPES[type] ?? "volume descriptor";
    const version = type === 2 && bytes[6] === 2 ? 2 : 1;
    if (bytes[6] !== version) {
      findings.error(
        "descriptor-version",
        position + 6,
        structure,
        "ECMA-119 8.1.3",
        `The version is ${bytes[6]}, not ${version}`,
      );
    }
    switch (type) {
      case 0:
        this.#takeBootRecord(bytes, position);
        break;
      case 1:
      case 2:
        this.#takeVolume(bytes, position, structure, type);
        break;
      case 3:
        break;
      case 255:
        this.#terminated = true;
        break;
      default:
        findings.warning(
          "descriptor-type",
          position,
          structure,
          "ECMA-119 8.1.1",
          `The type is ${type}, which is reserved`,
        );
    }
    return !this.#terminated;
  }

  /** Reports what is missing; `end` is the byte behind the last descriptor. */
  finish(end: number): FoundDescriptors {
    const missing = (id: string, offset: number, clause: string, message: string) =>
      this.#context.findings.error(id, offset, "volume descriptor set", `ECMA-119 ${clause}`, message);
    if (!this.#primary) {
      missing("primary-missing", SET_START, "6.7.1.1", "There is no primary volume descriptor");
    }
    if (!this.#terminated) {
      missing("terminator-missing", end, "6.7.1.5", "The volume descriptors have no terminator");
    }
    const volumes = this.#volumes.sort((a, b) => Number(a.kind !== "iso9660") - Number(b.kind !== "iso9660"));
    return { volumes, bootRecord: this.#bootRecord, bootCatalog: this.#bootCatalog };
  }

  #takeBootRecord(bytes: Uint8Array, position: number): void {
    if (this.#bootRecord >= 0 || byteString(bytes, 7, 30) !== "EL TORITO SPECIFICATION") return;
    this.#bootRecord = position + 71;
    this.#bootCatalog = get32L(bytes, 71);
  }

  #takeVolume(bytes: Uint8Array, position: number, structure: string, type: 1 | 2): void {
    this.#primary ||= type === 1;
    const volume = checkVolume(this.#context, bytes, position, structure, type);
    // Further copies of the primary descriptor are allowed.
    const isCopy = type === 1 && this.#volumes.some((other) => other.kind === "iso9660");
    if (volume && !isCopy) this.#volumes.push(volume);
  }
}
