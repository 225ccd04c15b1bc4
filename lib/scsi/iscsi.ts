/**
 * Drives that are reached over the network: SCSI commands through libiscsi, without the kernel's help.
 *
 * @module
 */

import { libc } from "../../ffi/libc.ts";
import { type Libiscsi, libiscsi } from "../../ffi/libiscsi.ts";
import { decodeInquiry, encodeInquiry, INQUIRY_LENGTH } from "./inquiry.ts";
import { findSecret, type Secret } from "./iscsi/secret.ts";
import { type Ending, Session } from "./iscsi/session.ts";
import { Tasks } from "./iscsi/task.ts";
import { libraryError, loginError, loginLate, noSuchUnit } from "./iscsi/trouble.ts";
import { type IscsiAddress, parseIscsiUrl } from "./iscsi/url.ts";
import { commandName } from "./opcodes.ts";
import { decodeSense, SENSE_KEY, senseIs } from "./sense.ts";
import { STATUS } from "./status.ts";
import type { Direction, ScsiAnswer, Transport } from "./transport.ts";
import { TransportError, type TransportTrouble } from "./transport_error.ts";

/** A length that targets are known to take, and large enough to keep a network busy. */
const MAX_TRANSFER = 1 << 20;

// Milliseconds.
const LOGIN_TIMEOUT = 10_000;
const LOGOUT_TIMEOUT = 1_000;

/** The library's room for a command. */
const LONGEST_CDB = 16;

const NO_SENSE = new Uint8Array(0);
const LOST = "the connection to the target was lost";

/** How {@linkcode openIscsi} opens. */
export interface OpenIscsiOptions {
  /**
   * Milliseconds the login may take.
   * @default {10000}
   */
  readonly timeout?: number;
  /** Name and secret for CHAP; from the environment when absent. */
  readonly secret?: Secret;
}

/**
 * Logs in to a target.
 *
 * @param url `iscsi://host[:port]/target/lun`
 * @throws {UsageError} when the name or the secret's set-up cannot be meant
 * @throws {TransportError} when there is no such device, or it does not let us in
 */
export function openIscsi(url: string, options: OpenIscsiOptions = {}): Transport {
  const address = parseIscsiUrl(url);
  const secret = options.secret ?? findSecret();
  const transport = new IscsiTransport(url, address, secret, options.timeout ?? LOGIN_TIMEOUT);
  try {
    transport.findUnit();
    return transport;
  } catch (error) {
    transport.close();
    throw error;
  }
}

/** A logical unit behind a session of its own. */
class IscsiTransport implements Transport {
  readonly name: string;
  readonly maxTransfer: number = MAX_TRANSFER;
  readonly #address: IscsiAddress;
  readonly #secret: Secret | undefined;
  readonly #library: Libiscsi;
  readonly #tasks: Tasks;
  readonly #loginTimeout: number;
  #session: Session | undefined;
  /** Why there will be no session any more. */
  #over: "closed" | "gone" | undefined;

  constructor(name: string, address: IscsiAddress, secret: Secret | undefined, loginTimeout: number) {
    this.name = name;
    this.#address = address;
    this.#secret = secret;
    this.#loginTimeout = loginTimeout;
    const library = libiscsi();
    if (typeof library === "string") throw libraryError(name, library);
    this.#library = library;
    this.#tasks = new Tasks(library);
    this.#session = this.#login(loginTimeout);
  }

  get descriptor(): number | undefined {
    return this.#session?.descriptor;
  }

  execute(cdb: Uint8Array, direction: Direction, data: Uint8Array, timeout: number): ScsiAnswer {
    this.#check(cdb, data);
    const started = performance.now();
    const session = this.#readySession(cdb, timeout);
    const task = this.#tasks.make(cdb, direction, data);
    if (task === null) throw this.#error("failed", cdb, "the library has no memory left");
    try {
      const ending = session.command(this.#address.lun, task, timeout);
      const { status } = session;
      if (ending !== "finished" || status > 0xff) throw this.#lose(session, ending, cdb, timeout);
      return {
        status,
        sense: status === STATUS.checkCondition ? this.#tasks.sense(task) : NO_SENSE,
        residual: this.#tasks.residual(task, status, direction, data),
        duration: Math.round(performance.now() - started),
      };
    } finally {
      // After the session has been dropped, where it was: until then the library may still use the task.
      this.#tasks.free(task);
    }
  }

  /** Makes sure that the logical unit is there: targets let one in without it. */
  findUnit(): void {
    const data = new Uint8Array(INQUIRY_LENGTH);
    const { status, sense, residual } = this.execute(encodeInquiry(), "in", data, this.#loginTimeout);
    const inquiry = decodeInquiry(data.subarray(0, data.length - residual));
    // Qualifier 3 and LOGICAL UNIT NOT SUPPORTED (SPC-4 6.6.2, SAM-5 5.11).
    const missing = status === STATUS.good
      ? inquiry?.qualifier === 3
      : senseIs(decodeSense(sense), SENSE_KEY.illegalRequest, 0x25);
    if (missing) throw noSuchUnit(this.name, this.#address);
  }

  close(): void {
    this.#over = "closed";
    this.#session?.logout(LOGOUT_TIMEOUT);
    this.#session = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #check(cdb: Uint8Array, data: Uint8Array): void {
    if (this.#over === "closed") throw this.#error("gone", cdb, "it has been closed");
    if (this.#over === "gone") throw this.#error("gone", cdb, LOST);
    if (cdb.length === 0 || cdb.length > LONGEST_CDB) {
      throw this.#error("failed", cdb, `a command of ${cdb.length} bytes cannot be sent`);
    }
    if (data.length > this.maxTransfer) {
      throw this.#error("too long", cdb, `${data.length} bytes of data are more than ${this.maxTransfer}`);
    }
  }

  /**
   * The session; a new one where a late command or the target's end has closed the last. Nothing is repeated by
   * that, and the device tells by UNIT ATTENTION that it has happened.
   */
  #readySession(cdb: Uint8Array, timeout: number): Session {
    if (this.#session !== undefined && !this.#session.settle()) {
      this.#session.drop();
      this.#session = undefined;
    }
    try {
      return this.#session ??= this.#login(Math.min(timeout, this.#loginTimeout));
    } catch (error) {
      this.#over = "gone";
      throw this.#error("gone", cdb, LOST, error);
    }
  }

  #login(timeout: number): Session {
    const c = libc();
    if (c === null) throw libraryError(this.name, "no libc");
    const session = new Session(this.#library, c, this.#address.target, this.#secret);
    const ending = session.login(this.#address, timeout);
    if (ending === "finished" && session.status === 0) return session;
    const { words } = session;
    session.drop();
    if (ending === "late") throw loginLate(this.name, this.#address);
    throw loginError(this.name, this.#address, words, this.#secret !== undefined);
  }

  /** Drops a session whose command did not end as commands do, and makes the error that says so. */
  #lose(session: Session, ending: Ending, cdb: Uint8Array, timeout: number): TransportError {
    session.drop();
    this.#session = undefined;
    if (ending === "late") {
      return this.#error("timeout", cdb, `no answer came within ${timeout / 1000} s`);
    }
    return this.#error("gone", cdb, LOST);
  }

  #error(trouble: TransportTrouble, cdb: Uint8Array, words: string, cause?: unknown): TransportError {
    return new TransportError(
      this.name,
      trouble,
      `Cannot send ${commandName(cdb)} to ${this.name}: ${words}`,
      {
        answer: { cdb: cdb.slice() },
        ...(words === LOST ? { hint: "look at the target and at the network to it" } : {}),
        ...(cause === undefined ? {} : { cause }),
      },
    );
  }
}
