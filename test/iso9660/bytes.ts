/**
 * Byte tables for the tests of the format, and nonsense for its decoders.
 *
 * @module
 */

import type { Fault, Report } from "../../lib/iso9660/fault.ts";
import { systemUseEntries, type SystemUseEntry } from "../../lib/iso9660/susp.ts";
import { assert, assertEquals } from "../support/assert.ts";

/** The bytes of fields in hexadecimal, one string a field; a field `=TEXT` stands for its characters. */
export function table(...fields: string[]): Uint8Array {
  const bytes: number[] = [];
  for (const field of fields) {
    if (field.startsWith("=")) {
      for (const character of field.slice(1)) bytes.push(character.charCodeAt(0));
    } else {
      for (const pair of field.split(" ")) bytes.push(parseInt(pair, 16));
    }
  }
  return Uint8Array.from(bytes);
}

/** The same bytes in hexadecimal, for failures that can be read. */
export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** The bytes of a text of one byte a character. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The text of bytes. */
export function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && String.fromCharCode(...bytes);
}

/** What a writer that returns the next offset writes; it must fill the given length and nothing beyond it. */
export function written(length: number, write: (into: Uint8Array, at: number) => number): Uint8Array {
  const into = new Uint8Array(length + 6).fill(0xEE);
  assertEquals(write(into, 3), 3 + length);
  assertEquals(hex(into.subarray(0, 3)), "ee ee ee");
  assertEquals(hex(into.subarray(3 + length)), "ee ee ee");
  return into.subarray(3, 3 + length);
}

/** A system use entry from its bytes. */
export function entry(bytes: Uint8Array, at = 0): SystemUseEntry {
  const found = [...systemUseEntries(bytes, at)][0];
  assert(found, `no entry in ${hex(bytes)}`);
  return found;
}

/** A callback and the faults it received. */
export function listener(): { faults: Fault[]; report: Report } {
  const faults: Fault[] = [];
  return { faults, report: (fault) => faults.push(fault) };
}

/** A generator of numbers from 0 up to `below`, the same for a seed on every machine. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = state + 0x6D2B79F5 >>> 0;
    let t = Math.imul(state ^ state >>> 15, state | 1);
    t = t + Math.imul(t ^ t >>> 7, t | 61) ^ t;
    return ((t ^ t >>> 14) >>> 0) % below;
  };
}

/**
 * Gives a decoder the sample cut off at every length, 2,000 mutations of it and 1,000 strings of random
 * bytes. It must not throw, and must not depend on what surrounds its view in memory.
 */
export function withstandsNonsense(
  sample: Uint8Array,
  decode: (bytes: Uint8Array, report: Report) => unknown,
): void {
  const next = random(0x9660);
  const surround = (bytes: Uint8Array, byte: number): Uint8Array => {
    const memory = new Uint8Array(bytes.length + 128).fill(byte);
    memory.set(bytes, 64);
    return memory.subarray(64, 64 + bytes.length);
  };
  const try_ = (bytes: Uint8Array): void => {
    const outcome = (byte: number): string => {
      const view = surround(bytes, byte);
      const { faults, report } = listener();
      const result = decode(view, report);
      for (const fault of faults) assert(fault.at >= 0, `fault at ${fault.at}`);
      decode(view, () => {});
      // Without a callback the result has to be the same.
      return JSON.stringify([result, faults], (_, value) => value instanceof Uint8Array ? hex(value) : value);
    };
    assertEquals(outcome(0x55), outcome(0xAA), `on ${hex(bytes)}`);
  };
  const step = Math.max(1, Math.floor(sample.length / 256));
  for (let length = 0; length <= sample.length; length += step) try_(sample.slice(0, length));
  for (let round = 0; round < 2000; round += step) {
    const bytes = sample.slice();
    for (let i = next(4); i >= 0 && bytes.length > 0; i--) bytes[next(bytes.length)] = next(256);
    try_(bytes);
  }
  for (let round = 0; round < 1000; round += step) {
    const bytes = new Uint8Array(next(sample.length + 40));
    for (let i = 0; i < bytes.length; i++) bytes[i] = next(256);
    try_(bytes);
  }
}
