/**
 * libiscsi, the client library of iSCSI in user space: opened under whichever name it has, and the places of
 * the fields of `struct scsi_task`, which differ between its versions, found by trying.
 *
 * @module
 */

import { symbols } from "./libiscsi_symbols.ts";

/** Names the library goes by, newest first: 1.20 to 1.18, Debian's numbering of 1.19, and what has no number. */
const NAMES = [
  "libiscsi.so.11",
  "libiscsi.so.10",
  "libiscsi.so.9",
  "libiscsi.so.8",
  "libiscsi.so.7",
  "libiscsi.so",
];

/** The C functions under their C names. */
export type LibiscsiFunctions = Deno.DynamicLibrary<typeof symbols>["symbols"];

/** Byte offsets in `struct scsi_task`. */
export interface TaskLayout {
  /** `enum scsi_residual residual_status`: 0 none, 1 underflow, 2 overflow. */
  readonly residualStatus: number;
  /** `size_t residual`. */
  readonly residual: number;
  /** `int datain.size`. */
  readonly dataSize: number;
  /** `unsigned char *datain.data`. */
  readonly data: number;
}

/** The opened library. */
export interface Libiscsi {
  /** Its functions. */
  readonly call: LibiscsiFunctions;
  /** Where fields stand in its tasks. */
  readonly layout: TaskLayout;
}

/** Why there is no library to use: it is not installed, may not be opened, or is of an unknown version. */
export type LibiscsiMissing = "not installed" | "not allowed" | "unknown version";

let opened: Libiscsi | undefined;

/** Opens the library once a thread, or says why it cannot. */
export function libiscsi(names: readonly string[] = NAMES): Libiscsi | LibiscsiMissing {
  if (opened !== undefined && names === NAMES) return opened;
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return "not allowed";
  let missing: LibiscsiMissing = "not installed";
  for (const name of names) {
    const library = openNamed(name);
    if (typeof library === "string") {
      if (library === "unknown version") missing = library;
      continue;
    }
    const layout = probeLayout(library.symbols);
    if (layout !== undefined) return opened = { call: library.symbols, layout };
    library.close();
    missing = "unknown version";
  }
  return missing;
}

function openNamed(name: string): Deno.DynamicLibrary<typeof symbols> | LibiscsiMissing {
  try {
    return Deno.dlopen(name, symbols);
  } catch (error) {
    const words = String(error);
    if (/symbol/.test(words)) return "unknown version";
    if (/library/.test(words)) return "not installed";
    throw error;
  }
}

// struct scsi_task up to 1.19, LP64. From 1.20 on the sense is 8 bytes longer and moves what follows.
const CDB_SIZE = 4;
const DIRECTION = 8;
const EXPECTED_LENGTH = 12;
const CDB = 16;
const RESIDUAL_STATUS = 32;
const RESIDUAL = 40;
const DATA_SIZE = 64;
const DATA = 72;
const IOVECTOR_IN_COUNT = 120;
const SHIFTS = [0, 8];

/** Makes a task with known contents and looks where they stand; `undefined` for a layout we do not know. */
function probeLayout(call: LibiscsiFunctions): TaskLayout | undefined {
  const cdb = Uint8Array.of(0x12, 0, 0, 0, 36, 0);
  const task = call.scsi_create_task(cdb.length, cdb, 1, 36);
  if (task === null) return undefined;
  try {
    const view = new Deno.UnsafePointerView(task);
    const before = SHIFTS.map((shift) => view.getInt32(IOVECTOR_IN_COUNT + shift));
    if (call.scsi_task_add_data_in_buffer(task, 36, new Uint8Array(36)) !== 0) return undefined;
    const known = view.getInt32(CDB_SIZE) === 6 && view.getInt32(DIRECTION) === 1 &&
      view.getInt32(EXPECTED_LENGTH) === 36 && view.getUint8(CDB) === 0x12 && view.getUint8(CDB + 4) === 36;
    if (!known) return undefined;
    // The number of buffers goes from 0 to 1 at one of the places, and at one only.
    const found = SHIFTS.filter((shift, index) =>
      before[index] === 0 && view.getInt32(IOVECTOR_IN_COUNT + shift) === 1
    );
    if (found.length !== 1) return undefined;
    const shift = found[0]!;
    return {
      residualStatus: RESIDUAL_STATUS,
      residual: RESIDUAL,
      dataSize: DATA_SIZE + shift,
      data: DATA + shift,
    };
  } finally {
    call.scsi_free_scsi_task(task);
  }
}
