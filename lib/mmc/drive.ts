/**
 * An optical drive: every command of it as a method that answers in typed values or throws a DeviceError.
 *
 * @module
 */

import { type Outcome, ScsiDevice, TIMEOUT } from "../scsi/device.ts";
import { decodeInquiry, encodeInquiry, type Inquiry, INQUIRY_LENGTH } from "../scsi/inquiry.ts";
import { encodePreventAllow } from "../scsi/prevent_allow.ts";
import type { Sense } from "../scsi/sense.ts";
import { encodeStartStop, type StartStop } from "../scsi/start_stop.ts";
import { encodeTestUnitReady } from "../scsi/test_unit_ready.ts";
import type { Transport } from "../scsi/transport.ts";
import { unlockAndClose } from "../scsi/unlock_and_close.ts";
import type { Atip } from "./atip.ts";
import { type BlankType, encodeBlank } from "./blank.ts";
import { BlockIo, type WriteChoice } from "./block_io.ts";
import type { BufferCapacity } from "./buffer_capacity.ts";
import { CLOSE, closeWords, encodeClose } from "./close_track.ts";
import { encodeSendCueSheet } from "./cue_sheet.ts";
import type { DiscInformation } from "./disc_information.ts";
import type { StructureMedia } from "./disc_structure.ts";
import type { DriveCapabilities } from "./drive_capabilities.ts";
import type { MediaEvent } from "./event_status.ts";
import type { FormatCapacity } from "./format_capacities.ts";
import { encodeFormatList, encodeFormatUnit, type FormatRequest } from "./format_unit.ts";
import type { Configuration } from "./get_configuration.ts";
import type { NominalSpeed, WriteSpeed } from "./get_performance.ts";
import * as queries from "./queries.ts";
import { ask, askConfiguration, askModePage, sendModePage } from "./query.ts";
import type { SessionToc, Toc } from "./read_toc.ts";
import { encodeReserveTrack } from "./reserve_track.ts";
import { encodeSendOpc } from "./send_opc.ts";
import { setDriveSpeed } from "./set_speed.ts";
import { encodeSynchronizeCache } from "./synchronize_cache.ts";
import type { TrackInformation } from "./track_information.ts";
import {
  decodeWriteParameters,
  encodeWriteParameters,
  WRITE_PARAMETERS_PAGE,
  type WriteParameters,
  type WriteParametersChange,
} from "./write_parameters.ts";
import { CAPABILITIES_PAGE, decodeDriveCapabilities } from "./drive_capabilities.ts";

/** Milliseconds for work on every block: drives that do not know `immediate` answer only then. */
const WHOLE_DISC_TIMEOUT = 4 * TIMEOUT.long;

/** Commands that last long answer at their end, or, with `immediate`, when they have begun. */
export class Drive implements Disposable {
  /** The SCSI device behind it. */
  readonly device: ScsiDevice;
  readonly #io: BlockIo;
  #locked = false;

  /** Takes over the transport and closes it in the end. */
  constructor(transport: Transport) {
    this.device = new ScsiDevice(transport);
    this.#io = new BlockIo(this.device);
  }

  /** The drive as the user named it. */
  get name(): string {
    return this.device.name;
  }

  /** Who made it. */
  inquiry(): Inquiry {
    const cdb = encodeInquiry();
    return ask(this.device, {
      attempted: "ask for the name of the drive",
      cdb,
      length: INQUIRY_LENGTH,
      decode: decodeInquiry,
    });
  }

  /** What the drive can do, now and with other media. */
  configuration(): Configuration {
    return askConfiguration(this.device);
  }

  /** Whether a feature works with the medium that is in the drive. */
  has(feature: number): boolean {
    return this.configuration().features.get(feature)?.current === true;
  }

  /** Why no medium can be used now; `undefined` when one can. */
  ready(): Sense | undefined {
    const outcome = this.device.try(encodeTestUnitReady(), "none", undefined, TIMEOUT.read);
    if (outcome.good) return undefined;
    // A device that is busy without sense data is as one that becomes ready.
    return outcome.sense ??
      { key: 2, asc: 4, ascq: 1, deferred: false, information: undefined, progress: undefined };
  }

  /** How full the disc is. */
  discInformation(): DiscInformation {
    return ask(this.device, queries.discInformation());
  }

  /** A track by its number, or the one that is written next. */
  trackInformation(track: number | "invisible"): TrackInformation {
    return ask(this.device, queries.trackInformation(track === "invisible" ? track : { track }));
  }

  /** The track that holds a block. */
  trackOfBlock(block: number): TrackInformation {
    return ask(this.device, queries.trackInformation({ block }));
  }

  /** The table of contents. */
  toc(): Toc {
    return ask(this.device, queries.toc());
  }

  /** Where the last complete session begins. */
  sessionToc(): SessionToc {
    return ask(this.device, queries.sessionToc());
  }

  /** What is in the groove of a CD-R or CD-RW. */
  atip(): Atip {
    return ask(this.device, queries.atip());
  }

  /** Blocks up to the last that can be read, from READ CAPACITY: trust it on media of the overwriteable family. */
  capacity(): number {
    return ask(this.device, queries.capacity()).blocks;
  }

  /** How the medium is formatted, and how it could be. */
  formatCapacities(): FormatCapacity[] {
    return ask(this.device, queries.formatCapacities());
  }

  /** A structure of {@linkcode DISC_STRUCTURE}, without its header. */
  discStructure(media: StructureMedia, format: number): Uint8Array {
    return ask(this.device, queries.discStructure(media, format));
  }

  /** Write speeds that drive and medium offer, as the drive orders them. */
  performance(): WriteSpeed[] {
    return ask(this.device, queries.writeSpeeds());
  }

  /** Speeds of reading or writing as they are set. */
  nominalSpeeds(write: boolean): NominalSpeed[] {
    return ask(this.device, queries.nominalSpeeds(write));
  }

  /** Mode page 05. */
  writeParameters(): WriteParameters {
    return askModePage(
      this.device,
      "read the write parameters",
      WRITE_PARAMETERS_PAGE,
      decodeWriteParameters,
    );
  }

  /** Changes some of mode page 05. */
  setWriteParameters(change: WriteParametersChange): void {
    const page = encodeWriteParameters(this.writeParameters(), change);
    sendModePage(this.device, "set the write parameters", page);
  }

  /** Mode page 2A. */
  capabilities(): DriveCapabilities {
    return askModePage(
      this.device,
      "read the drive's capabilities",
      CAPABILITIES_PAGE,
      decodeDriveCapabilities,
    );
  }

  /** Sets the speeds, in kB/s as drives count them; {@linkcode FASTEST} for as fast as can be. */
  setSpeed(read: number, write: number): void {
    setDriveSpeed(this, read, write);
  }

  /** How full the drive's own buffer is. */
  bufferCapacity(): BufferCapacity {
    return ask(this.device, queries.bufferCapacity());
  }

  /** What has happened to the medium since the last question. */
  events(): MediaEvent | undefined {
    return ask(this.device, queries.mediaEvent()).event;
  }

  /** Keeps the disc in, or lets it out; a drive that is closed lets it out. */
  lock(on: boolean): void {
    this.device.command(on ? "lock the tray" : "unlock the tray", encodePreventAllow(on));
    this.#locked = on;
  }

  /** Draws the tray in; the disc is ready only some time later. */
  load(): void {
    this.#startStop("load the disc", "load");
  }

  /** Lets the disc out. */
  eject(): void {
    this.#startStop("eject the disc", "eject");
  }

  /** Has the drive find the laser's power for this medium. */
  calibrate(): void {
    this.#tell("calibrate the laser's power", encodeSendOpc(), TIMEOUT.write);
  }

  /** Fixes the length of the next track. */
  reserveTrack(blocks: number): void {
    this.#tell(`reserve a track of ${blocks} blocks`, encodeReserveTrack(blocks), TIMEOUT.write);
  }

  /** Tells the layout of a session that is recorded at once. */
  sendCueSheet(sheet: Uint8Array): void {
    this.device.command("send the cue sheet", encodeSendCueSheet(sheet.length), "out", sheet, TIMEOUT.write);
  }

  /** Reads as many blocks as fit into the buffer. */
  read(block: number, into: Uint8Array): void {
    this.#io.read(block, into);
  }

  /** The same in one command, and without an error: for the hot path. */
  tryRead(block: number, into: Uint8Array): Outcome {
    return this.#io.tryRead(block, into);
  }

  /** Writes all blocks of the buffer. */
  write(block: number, from: Uint8Array): void {
    this.#io.write(block, from);
  }

  /** The same in one command, and without an error: for the hot path. */
  tryWrite(block: number, from: Uint8Array, choice?: WriteChoice): Outcome {
    return this.#io.tryWrite(block, from, choice);
  }

  /** Has the drive write out its buffer. */
  synchronizeCache(immediate = false): void {
    const timeout = immediate ? TIMEOUT.write : TIMEOUT.long;
    this.#tell("write out the drive's buffer", encodeSynchronizeCache(immediate), timeout);
  }

  /** Closes a track, fragment or recording range. */
  closeTrack(track: number, immediate = false): void {
    this.#tell(`close track ${track}`, encodeClose(CLOSE.track, track, immediate), TIMEOUT.long);
  }

  /** Closes the session, or what else {@linkcode CLOSE} has. */
  closeSession(closeFunction: number = CLOSE.session, track = 0, immediate = false): void {
    this.#tell(closeWords(closeFunction), encodeClose(closeFunction, track, immediate), TIMEOUT.long);
  }

  /** Makes the disc, or a part of it, empty. */
  blank(type: BlankType, immediate = false, start = 0): void {
    this.#tell("blank the disc", encodeBlank(type, immediate, start), WHOLE_DISC_TIMEOUT);
  }

  /** Formats the disc. */
  format(request: FormatRequest, immediate = false): void {
    const list = encodeFormatList(request, immediate);
    this.device.command("format the disc", encodeFormatUnit(), "out", list, WHOLE_DISC_TIMEOUT);
  }

  /** Unlocks the tray where it was locked, and gives the device back. */
  close(): void {
    unlockAndClose(this.device, this.#locked);
    this.#locked = false;
  }

  /** The same, at the end of a scope. */
  [Symbol.dispose](): void {
    this.close();
  }

  #startStop(attempted: string, action: StartStop): void {
    this.#tell(attempted, encodeStartStop(action), TIMEOUT.write);
  }

  #tell(attempted: string, cdb: Uint8Array, timeout: number): void {
    this.device.command(attempted, cdb, "none", undefined, timeout);
  }
}
