/**
 * One initiator's connection to a target, from login to logout.
 *
 * @module
 */

import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { executeOn, type LogicalUnits } from "./logical_units.ts";
import { decodeKeys, defaultAgreement, encodeKeys, negotiate, type Wishes } from "./negotiation.ts";
import { FINAL, makeUnit, NO_TAG, OPCODE, type Unit, UnitReader } from "./pdu.ts";
import { type Numbers, Task } from "./task.ts";

/** How many commands an initiator may send before the first of them is answered. */
const WINDOW = 32;

/** In the second byte of a login: this side is ready for the next stage (RFC 7143 11.12.1). */
const TRANSIT = 0x80;
const FULL_FEATURE = 3;

/** What a target is. */
export interface Identity extends Wishes {
  /** Its name, an IQN. */
  readonly name: string;
  /** Where it listens, as `host:port`. */
  readonly address: string;
  readonly units: LogicalUnits;
}

/** Serves one connection until it ends. */
export async function serveConnection(conn: Deno.Conn, identity: Identity): Promise<void> {
  const connection = new Connection(conn, identity);
  try {
    const reader = new UnitReader(conn);
    for (let unit = await reader.next(); unit !== undefined; unit = await reader.next()) {
      if (!await connection.take(unit)) return;
    }
  } catch (error) {
    // an initiator that has gone away while it was answered
    if (!(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)) {
      throw error;
    }
  } finally {
    try {
      conn.close();
    } catch {
      // closed by the server
    }
  }
}

class Connection {
  readonly #conn: Deno.Conn;
  readonly #identity: Identity;
  readonly #agreement = defaultAgreement();
  readonly #tasks = new Map<number, Task>();
  #status = 1;
  #expected = 0;

  constructor(conn: Deno.Conn, identity: Identity) {
    this.#conn = conn;
    this.#identity = identity;
  }

  /** Handles a unit; says whether the connection goes on. */
  async take(unit: Unit): Promise<boolean> {
    const { opcode, header, immediate } = unit;
    if (opcode !== OPCODE.dataOut && opcode !== OPCODE.login) {
      if (!immediate) this.#expected = (header.getUint32(24) + 1) >>> 0;
    }
    switch (opcode) {
      case OPCODE.login:
        return await this.#login(unit);
      case OPCODE.text:
        await this.#text(unit);
        return true;
      case OPCODE.nopOut:
        await this.#nop(unit);
        return true;
      case OPCODE.command:
        await this.#command(unit);
        return true;
      case OPCODE.dataOut:
        await this.#dataOut(unit);
        return true;
      case OPCODE.taskManagement: // commands are answered before the next unit is read: there is nothing to end
        await this.#answer(OPCODE.taskManagementDone, unit);
        return true;
      case OPCODE.logout:
        await this.#answer(OPCODE.logoutDone, unit);
        return false;
      default:
        await this.#reject(unit);
        return true;
    }
  }

  async #login(unit: Unit): Promise<boolean> {
    const { header, flags, data } = unit;
    this.#expected = header.getUint32(24);
    const offered = decodeKeys(data);
    const wanted = offered.get("TargetName");
    const known = wanted === undefined || wanted === this.#identity.name;
    const keys = known ? negotiate(offered, this.#agreement, this.#identity) : [];
    if (wanted !== undefined && known) keys.push(["TargetPortalGroupTag", "1"]);
    // stages are taken as the initiator proposes them
    const reply = makeUnit(OPCODE.loginDone, known ? flags & 0x8f : 0, this.#common(unit), encodeKeys(keys));
    reply.set(new Uint8Array(header.buffer, header.byteOffset + 8, 6), 8);
    // a session gets its handle when it is complete
    if ((flags & TRANSIT) !== 0 && (flags & 3) === FULL_FEATURE) reply[15] = 1;
    if (!known) reply.set([2, 3], 36); // not found (RFC 7143 11.13.5)
    await this.#send(reply);
    return known;
  }

  async #text(unit: Unit): Promise<void> {
    const asked = decodeKeys(unit.data).has("SendTargets");
    const { name, address } = this.#identity;
    const keys: [string, string][] = asked ? [["TargetName", name], ["TargetAddress", `${address},1`]] : [];
    await this.#send(
      makeUnit(OPCODE.textDone, FINAL, { ...this.#common(unit), 20: NO_TAG }, encodeKeys(keys)),
    );
  }

  async #nop(unit: Unit): Promise<void> {
    if (unit.header.getUint32(16) === NO_TAG) return;
    await this.#send(makeUnit(OPCODE.nopIn, FINAL, { ...this.#common(unit), 20: NO_TAG }, unit.data));
  }

  async #command(unit: Unit): Promise<void> {
    const task = new Task(unit);
    if (task.complete) return await this.#execute(task);
    this.#tasks.set(task.tag, task);
    if (task.wants) await this.#ask(task);
  }

  async #dataOut(unit: Unit): Promise<void> {
    const task = this.#tasks.get(unit.header.getUint32(16));
    if (task === undefined) return;
    const more = task.accept(unit);
    if (more) return await this.#ask(task);
    if (!task.complete) return;
    this.#tasks.delete(task.tag);
    await this.#execute(task);
  }

  async #ask(task: Task): Promise<void> {
    // no answer yet: the number is that of the next one, and stays that
    await this.#send(task.ask(this.#agreement.maxBurst, this.#numbersNow()));
  }

  async #execute(task: Task): Promise<void> {
    const { lun, cdb, direction, data } = task;
    try {
      const answer = executeOn(this.#identity.units, lun, cdb, direction, data);
      const units = task.answers(answer, this.#agreement.mostData, this.#numbers());
      for (const unit of units) await this.#send(unit);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // a drive that hangs lets the initiator wait
      if (error.trouble !== "timeout") await this.#send(task.failure(this.#numbers()));
    }
  }

  async #reject(unit: Unit): Promise<void> {
    const { buffer, byteOffset, byteLength } = unit.header;
    const { status, expected, largest } = this.#numbers();
    const words = { 16: NO_TAG, 24: status, 28: expected, 32: largest };
    const reply = makeUnit(OPCODE.reject, FINAL, words, new Uint8Array(buffer, byteOffset, byteLength));
    reply[2] = 5; // not supported (RFC 7143 11.17.1)
    await this.#send(reply);
  }

  async #answer(opcode: number, unit: Unit): Promise<void> {
    await this.#send(makeUnit(opcode, FINAL, this.#common(unit)));
  }

  /** The words of the header that are the same in most answers. */
  #common(unit: Unit): { [byte: number]: number } {
    const { status, expected, largest } = this.#numbers();
    return { 16: unit.header.getUint32(16), 24: status, 28: expected, 32: largest };
  }

  /** The numbers of the next answer. */
  #numbers(): Numbers {
    const numbers = this.#numbersNow();
    this.#status = (this.#status + 1) >>> 0;
    return numbers;
  }

  #numbersNow(): Numbers {
    return { status: this.#status, expected: this.#expected, largest: (this.#expected + WINDOW) >>> 0 };
  }

  async #send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#conn.write(bytes.subarray(at));
  }
}
