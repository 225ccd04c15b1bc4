/**
 * Opens the volumes database.
 *
 * @module
 */

import { backUp } from "./backup.ts";
import { Connection } from "./connection.ts";
import { Contents } from "./contents.ts";
import { Devices } from "./devices.ts";
import { Discs } from "./discs.ts";
import { Finder } from "./find.ts";
import { JobRows } from "./jobs.ts";
import { Moves } from "./moves.ts";
import { keepParameter, keptParameters } from "./parameters.ts";
import { checkSchema, migrate } from "./schema/migrations.ts";
import { checkSoundness, wasLeftOpen } from "./soundness.ts";
import type { Volumes } from "./volumes.ts";

/** Options of {@linkcode openVolumes}. */
export interface VolumesOptions {
  /** The time, for tests that want to know it. */
  readonly now?: () => Date;
  /** Milliseconds that a call waits for another program that has locked the file. */
  readonly patience?: number;
  /** Nothing is written: for backups, wherever they lie. It must be there, and of this version. */
  readonly readOnly?: boolean;
}

/**
 * Opens the database in a file, or makes it.
 *
 * @throws {DiscglowError} when the file is no database, is damaged, of a newer version, or cannot be written
 */
export function openVolumes(path: string, options: VolumesOptions = {}): Volumes {
  const { readOnly = false } = options;
  const leftOpen = wasLeftOpen(path);
  const connection = new Connection(path, options);
  try {
    if (leftOpen) checkSoundness(connection);
    if (readOnly) checkSchema(connection);
    else migrate(connection);
    return assemble(connection, options.now ?? (() => new Date()), readOnly);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function assemble(connection: Connection, clock: () => Date, readOnly: boolean): Volumes {
  const now = () => clock().toISOString();
  const contents = new Contents(connection);
  if (!readOnly) contents.sweep();
  const finder = new Finder(connection);
  const closing = new AbortController();
  const close = () => {
    closing.abort();
    connection.close();
  };
  const devices = new Devices(connection);
  const discs = new Discs(connection, contents, now);
  const moves = new Moves(connection, discs, now);
  const jobs = new JobRows(connection, now);
  return {
    noteDevice: (device) => devices.note(device),
    devices: () => devices.all(),
    noteSlots: (device, slots) => devices.noteSlots(device, slots),
    slots: (device) => devices.slots(device),
    noteDrive: (device, drive) => devices.noteDrive(device, drive),
    reserve: (device, drive, holder) => devices.reserve(device, drive, holder),
    reservations: () => devices.reservations(),

    addDisc: (place, home, barcode) => discs.add(place, home, barcode),
    disc: (id) => discs.one(id),
    discs: (filter) => discs.all(filter),
    noteFacts: (id, facts) => discs.noteFacts(id, facts),
    noteSeen: (id, place, home, barcode) => discs.noteSeen(id, place, home, barcode),
    noteRecorded: (id, job) => discs.noteRecorded(id, job),
    noteVerified: (id, job, result) => discs.noteVerified(id, job, result),
    setAside: (id, remark) => discs.setAside(id, remark),
    rename: (id, which, name) => discs.rename(id, which, name),
    forget: (id) => discs.forget(id),
    files: (id) => contents.take(discs.known(id).id),

    beginMove: (device, disc, from, to) => moves.begin(device, disc, from, to),
    endMove: (id, at) => moves.end(id, at),
    openMoves: (device) => moves.open(device),

    addJob: (kind, device, request, client) => jobs.add(kind, device, request, client),
    job: (id) => jobs.one(id),
    jobs: (filter) => jobs.all(filter),
    changeJob: (id, change) => jobs.change(id, change),
    addJobDisc: (id, disc) => jobs.addDisc(id, disc),
    changeJobDisc: (id, ordinal, change) => jobs.changeDisc(id, ordinal, change),
    logJob: (id, level, text) => jobs.log(id, level, text),
    jobLog: (id, from = 0) => jobs.logOf(id, from),

    together: (work) => connection.transaction(work),
    find: (words, options) => finder.find(words, options),
    parameters: () => keptParameters(connection),
    keepParameter: (name, value) => keepParameter(connection, name, value),
    counts: () => ({ discs: discs.count(), files: contents.files(), jobs: jobs.counts() }),
    backup: (path) => backUp(connection.path, path, closing.signal),
    close,
    [Symbol.dispose]: close,
  };
}
