/**
 * Runs in a guest: tries the ways to its drives that its kernel grants and refuses, and tells as JSON what came of
 * each.
 *
 * @module
 */

import { openSgIo } from "../../lib/scsi/sg_io.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";

/** What came of one attempt: words for what went well, or a refusal. */
export type Attempt =
  | { readonly words: string }
  | { readonly trouble: string; readonly message: string; readonly hint: string | undefined };

const INQUIRY = Uint8Array.of(0x12, 0, 0, 0, 36, 0);
const MECHANISM_STATUS = Uint8Array.of(0xbd, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0);
const EJECT = Uint8Array.of(0x1b, 0, 0, 0, 2, 0);

const ATTEMPTS: Readonly<Record<string, (path: string) => string>> = {
  /** Who answers. */
  inquiry(path) {
    using drive = openSgIo(path);
    const data = new Uint8Array(36);
    const { status, residual } = drive.execute(INQUIRY, "in", data, 5000);
    return `${status} ${residual} ${new TextDecoder().decode(data.subarray(8, 32))}`;
  },
  /** A command that few drives know, and that the kernel lets only root send through `/dev/srN`. */
  seldom(path) {
    using drive = openSgIo(path);
    const { status, sense } = drive.execute(MECHANISM_STATUS, "in", new Uint8Array(8), 5000);
    return status === 0 ? "0" : refusalWords(status, sense);
  },
  /** The tray is opened: a drive that somebody has left locked refuses it. */
  eject(path) {
    using drive = openSgIo(path);
    const { status, sense } = drive.execute(EJECT, "none", new Uint8Array(0), 5000);
    return status === 0 ? "0" : refusalWords(status, sense);
  },
  /** Two who both want it for themselves. */
  twice(path) {
    using _first = openSgIo(path);
    using _second = openSgIo(path);
    return "opened twice";
  },
  /** More than the kernel moves at once. */
  long: (path) => read(path, 2048),
  /** As much as it says that it moves at once, into memory that begins between two words. */
  longest: (path) => read(path, 0),
};

function refusalWords(status: number, sense: Uint8Array): string {
  return `${status} ${sense[2]! & 15}/${sense[12]!.toString(16)}`;
}

/** Reads from block 0 on as much as can be, and more; says how many bytes came and what some of them add up to. */
function read(path: string, more: number): string {
  using drive = openSgIo(path);
  const data = new Uint8Array(drive.maxTransfer + more + 3).subarray(3);
  const cdb = new Uint8Array(12);
  const view = new DataView(cdb.buffer);
  view.setUint8(0, 0xa8);
  view.setUint32(6, data.length / 2048);
  const { status, residual } = drive.execute(cdb, "in", data, 30_000);
  return `${status} ${data.length - residual} ${sumOf(data)}`;
}

/** What one byte in a thousand adds up to. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1021) sum += bytes[at]!;
  return sum;
}

function attempt(name: string, path: string): Attempt {
  try {
    return { words: ATTEMPTS[name]!(path) };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return { trouble: error.trouble, message: error.message, hint: error.hint };
  }
}

if (import.meta.main) {
  const attempts = Deno.args.map((word) => [word, attempt(...(word.split("=") as [string, string]))]);
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(Object.fromEntries(attempts))));
}
