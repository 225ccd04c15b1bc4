/**
 * Devices, discs and jobs for tests: every field that may be known is known in one of them and `null` in another.
 *
 * @module
 */

import type {
  DeviceStatus,
  Disc,
  DriveStatus,
  Job,
  JobDisc,
  SlotStatus,
} from "../../../lib/jukebox/model.ts";

/** A disc of which everything is known. */
export function disc(id: number, change: Partial<Disc> = {}): Disc {
  return {
    id,
    name: `REPORTS_${id}`,
    pcName: `reports.${id}`,
    hsName: `REPORTS_${id}`,
    barcode: `DG${String(id).padStart(6, "0")}`,
    state: "recorded",
    medium: "BD-R",
    mediaId: "VENDOR/M01",
    erasable: false,
    volume: `REPORTS_${id}`,
    fingerprint: "0f".repeat(32),
    bytes: 25_000_000_000,
    capacity: 25_025_314_816,
    files: 12_345,
    place: { kind: "slot", device: "jb", number: id },
    home: { kind: "slot", device: "jb", number: id },
    seenAt: "2026-03-01T10:00:00.000Z",
    testedAt: "2026-03-01T10:00:01.000Z",
    recordedAt: "2026-03-01T10:00:02.000Z",
    recordedJob: 1,
    verifiedAt: "2026-03-01T10:00:03.000Z",
    verifiedJob: 1,
    verified: "good",
    remark: null,
    ...change,
  };
}

/** A disc that nobody has looked at, on the shelf. */
export function unknownDisc(id: number): Disc {
  const nothing = Object.fromEntries(
    Object.keys(disc(id)).filter((name) => !KEPT.includes(name)).map((name) => [name, null]),
  );
  const place = { kind: "shelf", device: null, number: 0 } as const;
  return { ...disc(id), ...nothing, state: "unknown", place };
}

const KEPT = ["id", "name", "pcName", "hsName", "state", "erasable", "place"];

/** A drive. */
export function drive(number: number, change: Partial<DriveStatus> = {}): DriveStatus {
  return {
    number,
    path: `virtual:/jukebox/drives/${number}`,
    serial: `D${number}`,
    recorder: number === 1,
    duty: "serving",
    activity: null,
    holder: null,
    holderGone: false,
    disc: null,
    slot: null,
    waiting: 0,
    trouble: null,
    ...change,
  };
}

/** A device of four drives, one in each duty. */
export function device(name = "jb", change: Partial<DeviceStatus> = {}): DeviceStatus {
  const holder = {
    ...{
      who: "archive@host1",
      host: "host1",
      pid: 4711,
      pidStarted: 123456,
      since: "2026-03-01T09:00:00.000Z",
    },
  };
  return {
    name,
    type: "scsi2",
    state: "attached",
    robot: "virtual:/jukebox",
    model: "DISCGLOW CHANGER 1.0",
    serial: "C1",
    slots: 60,
    mailSlots: 2,
    drives: [
      drive(1, { disc: disc(7), slot: 7, duty: "job", activity: "verify disc 7", waiting: 3 }),
      drive(2, { duty: "reserved", holder, holderGone: true }),
      drive(3, { duty: "failed", trouble: "it does not answer" }),
      drive(4),
    ],
    trouble: null,
    ...change,
  };
}

/** Slots of all sorts. */
export function slots(): SlotStatus[] {
  const empty = { full: false, barcode: null, disc: null, inDrive: null };
  return [
    { kind: "slot", number: 1, full: true, barcode: "DG000001", disc: disc(1), inDrive: null },
    { ...empty, kind: "slot", number: 2 },
    { ...empty, kind: "slot", number: 7, disc: disc(7), inDrive: 1 },
    { kind: "mail", number: 1, full: true, barcode: null, disc: unknownDisc(8), inDrive: null },
  ];
}

/** A disc of a job. */
export function jobDisc(ordinal: number, change: Partial<JobDisc> = {}): JobDisc {
  return {
    ...{ ordinal, slot: ordinal, disc: ordinal, barcode: null, drive: 1, step: "good" as const },
    words: "recorded and compared",
    protocol: { blocks: 1000 },
    ...change,
  };
}

/** A job. */
export function job(id: number, change: Partial<Job> = {}): Job {
  return {
    id,
    kind: "produce",
    device: "jb",
    state: "running",
    request: { slots: "7-9", source: "/images/a.iso" },
    progress: 0.25,
    activity: "records disc 7",
    words: null,
    report: null,
    client: "archive@host1",
    createdAt: "2026-03-01T10:00:00.000Z",
    startedAt: "2026-03-01T10:00:01.000Z",
    endedAt: null,
    discs: [
      jobDisc(1),
      jobDisc(2, { step: "waiting", disc: null, drive: null, words: null, protocol: null }),
    ],
    ...change,
  };
}
