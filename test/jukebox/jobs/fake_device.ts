/**
 * A device without a robot: slots and drives are numbers, discs are single virtual discs, and a drive's name is that
 * of the disc in it. Recording and comparing are real.
 *
 * @module
 */

import type { DiscFacts, Volumes } from "../../../lib/jukebox/database/volumes.ts";
import type { DeviceDescription } from "../../../lib/jukebox/description/description.ts";
import type {
  DriveLease,
  DriveWish,
  JukeboxDevice,
  RequestOptions,
  TestedSlot,
  TestOptions,
} from "../../../lib/jukebox/device/device.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import type { DeviceStatus, Disc, DriveStatus, Place, SlotStatus } from "../../../lib/jukebox/model.ts";
import { openTransport } from "../../../lib/devices/open.ts";
import { DeviceError, StoppedError } from "../../../lib/errors.ts";
import { Drive } from "../../../lib/mmc/drive.ts";
import { examineMedium } from "../../../lib/mmc/examine.ts";
import type { MediumSummary } from "../../../lib/mmc/medium.ts";
import { blankMedium } from "../../../lib/recorder/blank.ts";
import { formatMedium } from "../../../lib/recorder/format.ts";

/** A disc nobody has looked at. */
export const UNKNOWN: DiscFacts = {
  state: "unknown",
  medium: null,
  mediaId: null,
  erasable: false,
  volume: null,
  fingerprint: null,
  bytes: null,
  capacity: null,
  remark: null,
};

/** A drive of the fake. */
export interface FakeDrive {
  readonly recorder: boolean;
  duty: DriveStatus["duty"];
  /** Its disc's slot. */
  slot: number | null;
  /** Name that it is opened by instead of that of its disc. */
  path: string | undefined;
  /** It does not answer any more. */
  dead: boolean;
  /** Slots whose disc was ever in it. */
  readonly loads: number[];
}

/** What the fake is made of. */
export interface FakeParts {
  readonly volumes: Volumes;
  readonly slots: number;
  /** Whether each drive records. */
  readonly drives: readonly boolean[];
}

/** The device. */
export class FakeDevice implements JukeboxDevice {
  readonly description: DeviceDescription;
  readonly drives: FakeDrive[];
  /** Files of the discs, by slot. */
  readonly files = new Map<number, string>();
  /** Is called before a disc is loaded. */
  onLoad: (slot: number, drive: number) => void = () => {};
  /** Is called before a disc is taken out. */
  onUnload: (drive: number) => void = () => {};
  /** Is called before a drive tells what is in it. */
  onExamine: (slot: number, drive: number) => void = () => {};
  /** Most drives that were in use at the same time. */
  busiest = 0;
  /** As it is told by the status. */
  state: DeviceStatus["state"] = "attached";
  readonly #volumes: Volumes;
  readonly #slots: number;
  #leased = new Set<number>();
  #waiting: { readonly wish: DriveWish; readonly give: (drive: number) => void }[] = [];
  #mail: string | undefined;

  constructor({ volumes, slots, drives }: FakeParts) {
    this.#volumes = volumes;
    this.#slots = slots;
    this.drives = drives.map((recorder) => ({
      recorder,
      duty: "serving",
      slot: null,
      path: undefined,
      dead: false,
      loads: [],
    }));
    this.description = {
      name: "testing",
      file: "/testing.dev",
      type: "scsi2",
      drives: [],
      robot: "virtual:/",
      disks: undefined,
      save: undefined,
    };
    volumes.noteDevice({
      name: "testing",
      type: "scsi2",
      robot: null,
      model: null,
      serial: null,
      attached: true,
      seenAt: null,
    });
  }

  /** Puts a disc into a slot; the database knows no more of it than its state. */
  put(slot: number, file: string, state: Disc["state"] = "blank", erasable = false): void {
    this.files.set(slot, file);
    const place = this.#place(slot);
    const disc = this.#volumes.discs({ device: "testing", place })[0] ??
      this.#volumes.addDisc(place, place, `BC${String(slot).padStart(4, "0")}`);
    if (state !== "unknown") this.#note(disc.id, { state, erasable });
  }

  /** Puts a disc into the mail slot. */
  mail(file: string): void {
    this.#mail = file;
  }

  status(): DeviceStatus {
    const drives = this.drives.map(({ recorder, duty, slot }, i): DriveStatus => ({
      number: i + 1,
      path: `fake-drive-${i + 1}`,
      serial: `SERIAL${i + 1}`,
      recorder,
      duty: duty !== "failed" && this.#leased.has(i + 1) ? "job" : duty,
      activity: null,
      holder: null,
      holderGone: false,
      disc: slot === null ? null : this.#disc(slot),
      slot,
      waiting: 0,
      trouble: null,
    }));
    return {
      name: "testing",
      type: "scsi2",
      state: this.state,
      robot: null,
      model: null,
      serial: null,
      slots: this.#slots,
      mailSlots: 1,
      drives,
      trouble: null,
    };
  }

  slots(): SlotStatus[] {
    return Array.from({ length: this.#slots }, (_, i): SlotStatus => {
      const number = i + 1;
      const drive = this.drives.findIndex(({ slot }) => slot === number);
      const here = this.files.has(number);
      return {
        kind: "slot",
        number,
        full: here && drive < 0,
        barcode: here ? `BC${String(number).padStart(4, "0")}` : null,
        disc: here ? this.#disc(number) : null,
        inDrive: drive < 0 ? null : drive + 1,
      };
    });
  }

  async lease(wish: DriveWish, { signal }: RequestOptions = {}): Promise<DriveLease> {
    const drive = await new Promise<number>((resolve, reject) => {
      const give = (drive: number) => {
        this.#leased.add(drive);
        this.busiest = Math.max(this.busiest, this.#leased.size);
        resolve(drive);
      };
      const waiting = { wish, give };
      signal?.addEventListener("abort", () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(new StoppedError("Stopped while waiting for a drive"));
      });
      if (signal?.aborted) return reject(new StoppedError("Stopped while waiting for a drive"));
      this.#waiting.push(waiting);
      this.#serve();
    });
    return new FakeLease(this, drive);
  }

  async test(slots: readonly number[] | undefined, { onSlot }: TestOptions = {}): Promise<TestedSlot[]> {
    const tested: TestedSlot[] = [];
    for (const slot of slots ?? this.slots().map(({ number }) => number)) {
      const file = this.files.get(slot);
      const disc = file === undefined ? null : await this.look(slot);
      const one = { slot, disc, trouble: null };
      tested.push(one);
      onSlot?.(one);
    }
    return tested;
  }

  insert(slots: readonly number[] | undefined): Promise<number> {
    const empty = this.slots().find(({ number, disc }) => disc === null && (slots?.includes(number) ?? true));
    if (empty === undefined || this.#mail === undefined) {
      return Promise.reject(new JukeboxError("state", "No good slot found"));
    }
    this.put(empty.number, this.#mail, "unknown");
    return Promise.resolve(empty.number);
  }

  remove(slot: number): Promise<Disc> {
    const disc = this.#disc(slot)!;
    this.files.delete(slot);
    this.#volumes.noteSeen(disc.id, { kind: "shelf", device: null, number: 0 });
    return Promise.resolve(disc);
  }

  /** Gives a drive back. */
  release(drive: number): void {
    this.#leased.delete(drive);
    this.#serve();
  }

  /** Whether a lease is out. */
  get leases(): number {
    return this.#leased.size;
  }

  /** Inspects the disc of a slot. */
  async look(slot: number): Promise<Disc> {
    const medium = await this.examine(slot);
    const disc = this.#disc(slot)!;
    if (medium === undefined) return this.#note(disc.id, { state: "bad", remark: "no medium" });
    const head = new Uint8Array(2048);
    const bytes = Deno.readFileSync(this.files.get(slot)!);
    head.set(bytes.subarray(16 * 2048, 17 * 2048));
    const empty = medium.state === "blank" || medium.state === "unformatted" ||
      (medium.state === "overwriteable" && bytes.every((byte) => byte === 0));
    const isVolume = new TextDecoder().decode(head.subarray(1, 6)) === "CD001";
    const volume = isVolume ? new TextDecoder().decode(head.subarray(40, 72)).trim() : null;
    const state = empty ? "blank" : isVolume ? "recorded" : "foreign";
    return this.#note(disc.id, { state, volume, medium: medium.name, erasable: medium.erasable });
  }

  /** What the disc of a slot is. */
  examine(slot: number): Promise<MediumSummary | undefined> {
    const drive = new Drive(openTransport(`virtual:${this.files.get(slot)}`, { readOnly: true }));
    try {
      return Promise.resolve(examineMedium(drive));
    } finally {
      drive.close();
    }
  }

  /** Blanks or formats it. */
  erase(slot: number): Promise<void> {
    const drive = new Drive(openTransport(`virtual:${this.files.get(slot)}`));
    try {
      const medium = examineMedium(drive);
      if (medium?.family === "overwriteable") formatMedium(drive, {}, () => {});
      else blankMedium(drive, { fast: true }, () => {});
    } finally {
      drive.close();
    }
    const bytes = Deno.readFileSync(this.files.get(slot)!);
    Deno.writeFileSync(this.files.get(slot)!, new Uint8Array(bytes.length));
    return Promise.resolve();
  }

  attach = (): Promise<number[]> => Promise.resolve([]);
  detach = (): Promise<void> => Promise.resolve();
  detachDrive = (): Promise<void> => Promise.reject(new Error("not in the fake"));
  attachDrive = (): Promise<Disc | null> => Promise.reject(new Error("not in the fake"));
  moveToDrive = (): Promise<void> => Promise.reject(new Error("not in the fake"));
  moveBack = (): Promise<Place> => Promise.reject(new Error("not in the fake"));
  rescan = (): Promise<void> => Promise.reject(new Error("not in the fake"));
  read = (): Promise<ReadableStream<Uint8Array>> => Promise.reject(new Error("not in the fake"));

  #serve(): void {
    for (const waiting of [...this.#waiting]) {
      const { recorder, among, except } = waiting.wish;
      const drive = this.drives.findIndex((drive, i) =>
        drive.duty === "serving" && !this.#leased.has(i + 1) && (drive.recorder || !recorder) &&
        (among?.includes(i + 1) ?? true) && !except?.includes(i + 1)
      );
      if (drive < 0) continue;
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      waiting.give(drive + 1);
    }
  }

  #disc(slot: number): Disc | null {
    return this.#volumes.discs({ device: "testing", place: this.#place(slot) })[0] ?? null;
  }

  #place(slot: number): Place {
    return { kind: "slot", device: "testing", number: slot };
  }

  #note(id: number, facts: Partial<Disc> & Pick<Disc, "state">): Disc {
    return this.#volumes.noteFacts(id, { ...UNKNOWN, ...facts });
  }
}

class FakeLease implements DriveLease {
  readonly drive: number;
  activity: string | null = null;
  readonly #device: FakeDevice;
  #released = false;

  constructor(device: FakeDevice, drive: number) {
    this.#device = device;
    this.drive = drive;
  }

  get path(): string {
    return this.#own().path ?? `virtual:${this.#file()}`;
  }

  load(slot: number): Promise<void> {
    const drive = this.#own();
    this.#device.onLoad(slot, this.drive);
    if (!this.#device.files.has(slot)) {
      return Promise.reject(new JukeboxError("state", `There is no disc in slot ${slot}`));
    }
    if (this.#device.drives.some((other) => other.slot === slot)) {
      throw new Error(`slot ${slot} is in a drive`);
    }
    drive.slot = slot;
    drive.loads.push(slot);
    return Promise.resolve();
  }

  // deno-lint-ignore require-await -- what the hook throws is a rejection
  async unload(): Promise<Place> {
    const drive = this.#own();
    const number = drive.slot ?? 0;
    this.#device.onUnload(this.drive);
    drive.slot = null;
    return { kind: "slot", device: "testing", number };
  }

  async examine(): Promise<MediumSummary | undefined> {
    if (this.#own().dead) throw new DeviceError("fake", "Cannot examine the disc: the drive is gone");
    this.#device.onExamine(this.#own().slot!, this.drive);
    return await this.#device.examine(this.#own().slot!);
  }

  async inspect(): Promise<Disc> {
    if (this.#own().dead) throw new DeviceError("fake", "Cannot inspect the disc: the drive is gone");
    return await this.#device.look(this.#own().slot!);
  }

  async erase(): Promise<void> {
    await this.#device.erase(this.#own().slot!);
  }

  release(): Promise<void> {
    if (!this.#released) this.#device.release(this.drive);
    this.#released = true;
    return Promise.resolve();
  }

  #own(): FakeDrive {
    if (this.#released) throw new Error("the lease was given back");
    return this.#device.drives[this.drive - 1]!;
  }

  #file(): string {
    return this.#device.files.get(this.#own().slot!)!;
  }
}
