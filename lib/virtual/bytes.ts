/**
 * Reading commands and making answers, byte by byte.
 *
 * @module
 */

/** Two bytes, the higher first. */
export function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 8 | bytes[at + 1]!;
}

/** Three bytes, the highest first. */
export function u24(bytes: Uint8Array, at: number): number {
  return bytes[at]! << 16 | u16(bytes, at + 1);
}

/** Four bytes, the highest first, without a sign. */
export function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24 | u24(bytes, at + 1)) >>> 0;
}

/** Four bytes as a signed number: logical block addresses of CD begin below 0. */
export function s32(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) | 0;
}

/** An answer under construction. */
export class Answer {
  /** Its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;

  /** So many zeros. */
  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** One byte. */
  u8(at: number, value: number): this {
    this.#view.setUint8(at, value);
    return this;
  }

  /** Two bytes. */
  u16(at: number, value: number): this {
    this.#view.setUint16(at, value);
    return this;
  }

  /** Three bytes. */
  u24(at: number, value: number): this {
    return this.u8(at, value >>> 16).u16(at + 1, value & 0xffff);
  }

  /** Four bytes; numbers below 0 as two's complement. */
  u32(at: number, value: number): this {
    this.#view.setUint32(at, value >>> 0);
    return this;
  }

  /** Text in ASCII, padded with spaces. */
  text(at: number, length: number, text: string): this {
    for (let i = 0; i < length; i++) this.u8(at + i, i < text.length ? text.charCodeAt(i) : 0x20);
    return this;
  }

  /** Other bytes. */
  put(at: number, bytes: ArrayLike<number>): this {
    this.bytes.set(bytes, at);
    return this;
  }
}

/** Several pieces as one. */
export function joined(...parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Minutes, seconds and frames of a block of a CD as the sub-channel of a CD has them: block 0 is 00:02:00. */
export function toMsf(block: number): [minute: number, second: number, frame: number] {
  const frames = block + (block < -150 ? 450_150 : 150);
  return [Math.floor(frames / 4500), Math.floor(frames / 75) % 60, frames % 75];
}

/** The block of a time on a CD. */
export function fromMsf(minute: number, second: number, frame: number): number {
  const block = (minute * 60 + second) * 75 + frame - 150;
  return minute >= 90 ? block - 450_000 : block;
}
