/**
 * What initiator and target of iSCSI send each other: a header of 48 bytes and some data (RFC 7143 11.2).
 *
 * @module
 */

/** Bytes of a header. */
export const HEADER_BYTES = 48;

/** The most data of one unit that we take. */
export const MOST_DATA = 256 << 10;

/** What a unit is, as its first byte says (RFC 7143 11.2.1.2). */
export const OPCODE = {
  nopOut: 0x00,
  command: 0x01,
  taskManagement: 0x02,
  login: 0x03,
  text: 0x04,
  dataOut: 0x05,
  logout: 0x06,
  nopIn: 0x20,
  response: 0x21,
  taskManagementDone: 0x22,
  loginDone: 0x23,
  textDone: 0x24,
  dataIn: 0x25,
  logoutDone: 0x26,
  readyToTransfer: 0x31,
  reject: 0x3f,
} as const;

/** In the second byte of many units: the last of its kind. */
export const FINAL = 0x80;

/** A tag that stands for none. */
export const NO_TAG = 0xffff_ffff;

/** A unit that has come. It holds until the next one is asked for. */
export interface Unit {
  readonly opcode: number;
  /** Out of the order of numbered commands. */
  readonly immediate: boolean;
  readonly flags: number;
  /** The header; multi-byte fields are big-endian. */
  readonly header: DataView;
  readonly data: Uint8Array;
}

/** Takes units from a stream of bytes. */
export class UnitReader {
  readonly #conn: Deno.Conn;
  readonly #buffer = new Uint8Array(2 * (HEADER_BYTES + MOST_DATA));
  #start = 0;
  #end = 0;

  /** Reads from a connection. */
  constructor(conn: Deno.Conn) {
    this.#conn = conn;
  }

  /** The next unit; `undefined` when the other side is gone. */
  async next(): Promise<Unit | undefined> {
    if (!await this.#have(HEADER_BYTES)) return undefined;
    const additional = 4 * this.#buffer[this.#start + 4]!;
    const length = new DataView(this.#buffer.buffer, this.#start + 4).getUint32(0) & 0xff_ffff;
    if (length > MOST_DATA) return undefined;
    const whole = HEADER_BYTES + additional + length + (-length & 3);
    if (!await this.#have(whole)) return undefined;
    const from = this.#start;
    this.#start += whole;
    const first = this.#buffer[from]!;
    return {
      opcode: first & 0x3f,
      immediate: (first & 0x40) !== 0,
      flags: this.#buffer[from + 1]!,
      header: new DataView(this.#buffer.buffer, from, HEADER_BYTES),
      data: this.#buffer.subarray(
        from + HEADER_BYTES + additional,
        from + HEADER_BYTES + additional + length,
      ),
    };
  }

  async #have(bytes: number): Promise<boolean> {
    if (this.#start + bytes > this.#buffer.length) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    while (this.#end - this.#start < bytes) {
      const got = await this.#conn.read(this.#buffer.subarray(this.#end)).catch(() => null);
      if (got === null) return false;
      this.#end += got;
    }
    return true;
  }
}

/**
 * Makes a unit.
 *
 * @param words 32-bit words of the header by the number of their first byte
 */
export function makeUnit(
  opcode: number,
  flags: number,
  words: { readonly [byte: number]: number },
  data: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + data.length + (-data.length & 3));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, opcode << 24 | flags << 16);
  view.setUint32(4, data.length);
  for (const [byte, word] of Object.entries(words)) view.setUint32(Number(byte), word);
  bytes.set(data, HEADER_BYTES);
  return bytes;
}
