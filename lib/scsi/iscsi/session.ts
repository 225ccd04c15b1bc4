/**
 * One session with an iSCSI target. The library's asynchronous calls are driven from here, so that every wait
 * ends in time, a signal does not look like a failure, and nothing is repeated behind our back.
 *
 * @module
 */

import { cString, type Libc } from "../../../ffi/libc.ts";
import type { Libiscsi } from "../../../ffi/libiscsi.ts";
import type { IscsiAddress } from "./url.ts";
import { portalOf } from "./url.ts";
import type { Secret } from "./secret.ts";

/** How a wait ended. `lost`: there is no connection any more. */
export type Ending = "finished" | "late" | "lost";

/** Who we are where the target asks: RFC 7143 4.2.7.3. */
const INITIATOR = "iqn.2026-01.local.discglow:client";

// Constants of libiscsi's header.
const SESSION_NORMAL = 2;
const DIGEST_IF_TARGET_WANTS = 1;
const NO_LUN = -1;

/** The library looks at its own clock too, this much later than we do, in seconds. */
const GRACE = 5;

/** How long one poll lasts at most, in milliseconds: a signal may end any of them early. */
const POLL_MS = 1000;

/** A target that asks more often between two commands waits for the rest of its answers. */
const MOST_QUESTIONS = 100;

// Of poll(2).
const POLLIN = 1;
const POLLERR = 8;
const POLLHUP = 16;

/** The type of `iscsi_command_cb`. */
const CALLBACK = {
  parameters: [
    "pointer", // struct iscsi_context *iscsi
    "i32", // int status
    "pointer", // void *command_data
    "pointer", // void *private_data
  ],
  result: "void",
} as const;

/** A session; at most one command is under way in it. */
export class Session {
  /** Status of the last thing that finished: a SCSI status, or one of the library's above 255. */
  status = 0;
  /** The library's words about it. */
  words = "";
  readonly #library: Libiscsi;
  readonly #libc: Libc;
  readonly #context: Deno.PointerObject;
  readonly #callback: Deno.UnsafeCallback<typeof CALLBACK>;
  readonly #poll = new Uint8Array(8); // struct pollfd
  readonly #pollView = new DataView(this.#poll.buffer);
  #finished = false;
  #open = true;

  /** Makes a session that is not yet connected. */
  constructor(library: Libiscsi, libc: Libc, target: string, secret: Secret | undefined) {
    const { call } = library;
    const context = call.iscsi_create_context(cString(INITIATOR));
    if (context === null) throw new Error("libiscsi has no memory left");
    this.#library = library;
    this.#libc = libc;
    this.#context = context;
    this.#callback = new Deno.UnsafeCallback(CALLBACK, (_context, status) => {
      this.status = status;
      if (status !== 0) this.words = this.#libraryWords();
      this.#finished = true;
    });
    call.iscsi_set_targetname(context, cString(target));
    call.iscsi_set_session_type(context, SESSION_NORMAL);
    call.iscsi_set_header_digest(context, DIGEST_IF_TARGET_WANTS);
    call.iscsi_set_noautoreconnect(context, 1);
    if (secret !== undefined) {
      call.iscsi_set_initiator_username_pwd(context, cString(secret.user), cString(secret.secret));
    }
  }

  /** The socket's descriptor. */
  get descriptor(): number {
    return this.#library.call.iscsi_get_fd(this.#context);
  }

  /** Connects and logs in; `status` is 0 when that has worked. */
  login(address: IscsiAddress, timeout: number): Ending {
    return this.#run(timeout, (call) =>
      call.iscsi_full_connect_async(
        this.#context,
        cString(portalOf(address)),
        NO_LUN,
        this.#callback.pointer,
        null,
      ));
  }

  /** Sends a command and waits for its answer. */
  command(lun: number, task: Deno.PointerValue, timeout: number): Ending {
    return this.#run(
      timeout,
      (call) => call.iscsi_scsi_command_async(this.#context, lun, task, this.#callback.pointer, null, null),
    );
  }

  /** Answers what the target has asked meanwhile; false when the connection has ended. */
  settle(): boolean {
    for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
      const happened = this.#pollFor(POLLIN, 0);
      if (happened <= 0) break;
      if (this.#library.call.iscsi_service(this.#context, happened) < 0) return false;
    }
    return true;
  }

  /** Logs out where the target still listens, then gives everything back. */
  logout(timeout: number): void {
    if (!this.#open) return;
    if (this.settle()) {
      this.#run(timeout, (call) => call.iscsi_logout_async(this.#context, this.#callback.pointer, null));
    }
    this.drop();
  }

  /** Ends the connection at once. What is still under way is given up by the library here. */
  drop(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#library.call.iscsi_destroy_context(this.#context);
    this.#callback.close();
  }

  #run(timeout: number, start: (call: Libiscsi["call"]) => number): Ending {
    const { call } = this.#library;
    this.#finished = false;
    this.status = 0;
    call.iscsi_set_timeout(this.#context, Math.ceil(timeout / 1000) + GRACE);
    if (start(call) !== 0) {
      this.words = this.#libraryWords();
      return "lost";
    }
    return this.#wait(timeout);
  }

  #wait(timeout: number): Ending {
    const { call } = this.#library;
    const until = performance.now() + timeout;
    while (!this.#finished) {
      const left = until - performance.now();
      if (left <= 0) return "late";
      const wanted = call.iscsi_which_events(this.#context);
      const happened = this.#pollFor(wanted, Math.min(Math.ceil(left), POLL_MS));
      if (happened < 0) continue;
      if (call.iscsi_service(this.#context, happened) < 0) {
        if (this.#finished) break;
        this.words = this.#libraryWords();
        return "lost";
      }
    }
    return "finished";
  }

  /** Waits until something happens at the socket: 0 for nothing in that time, negative after a signal. */
  #pollFor(wanted: number, timeout: number): number {
    this.#pollView.setInt32(0, this.descriptor, true);
    this.#pollView.setInt16(4, wanted, true);
    const ready = this.#libc.poll(this.#poll, 1, timeout);
    if (ready <= 0) return ready;
    const happened = this.#pollView.getInt16(6, true);
    // Told only of an error the library gives up without looking which; asked to go on it finds out.
    return (happened & (POLLERR | POLLHUP)) === 0 ? happened : wanted;
  }

  #libraryWords(): string {
    const words = this.#library.call.iscsi_get_error(this.#context);
    return words === null ? "" : new Deno.UnsafePointerView(words).getCString();
  }
}
