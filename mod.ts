/**
 * discglow as a library: plan an image of a directory tree and stream it, open an image and read, check,
 * verify or extract it, record it on a disc and compare, ask a jukebox server to produce many. Importing it opens
 * nothing.
 *
 * ```ts
 * import { connect, openImage, planImage, record } from "./mod.ts";
 *
 * const plan = await planImage({ source: "lib", rockRidge: true, volumeId: "ARCHIVE" });
 * console.log(plan.size); // bytes, known before the first one is made
 * for await (const chunk of plan.stream()) console.log(chunk.length);
 *
 * using image = await openImage("archive.iso");
 * for (const entry of image.walk()) console.log(entry.path, entry.size);
 *
 * const report = await record({ source: "archive.iso", target: "/dev/sr0", verify: true });
 * console.log(report.words, report.different);
 *
 * using jukebox = connect("unix:/run/discglow/discglow.sock");
 * const job = await jukebox.submit("produce", "jb", { slots: "7-12", source: "/data/archive.iso", verify: true });
 * console.log((await jukebox.waitForJob(job.id)).words);
 * ```
 *
 * @module
 */

export {
  BrokenPipeError,
  type DeviceAnswer,
  DeviceError,
  DiscglowError,
  type DiscglowErrorOptions,
  ImageError,
  SourceError,
  StoppedError,
  UsageError,
} from "./lib/errors.ts";
export type {
  Graft,
  InterchangeLevel,
  Notice,
  PlanOptions,
  ScanOptions,
  Unreadable,
} from "./lib/image/options.ts";
export { type ImagePlan, planImage, type PlannedEntry } from "./lib/image/plan.ts";
export type { StreamOptions } from "./lib/image/stream.ts";
export { type ImageTarget, writeImage, type WriteOptions, type WriteReport } from "./lib/image/write.ts";
export {
  type EntryKind,
  type Extent,
  type Image,
  type ImageEntry,
  openImage,
  type OpenOptions,
  type TreeKind,
} from "./lib/image/open.ts";
export { extractImage, type ExtractOptions, type ExtractResult } from "./lib/image/extract.ts";
export { type Difference, verifyImage, type VerifyOptions, type VerifyResult } from "./lib/image/verify.ts";
export {
  checkImage,
  type CheckOptions,
  type CheckReport,
  type Finding,
  type Severity,
} from "./lib/image/check.ts";
export { type BlockRun, type FilesOfBlocks, filesOfBlocks } from "./lib/image/files_of_blocks.ts";
export { isoImageBytes } from "./lib/image/volume_bytes.ts";
export { openRandomAccess, type RandomAccess, randomAccessOf } from "./lib/image/random_access.ts";
export type { BlockRange } from "./lib/mmc/block_range.ts";
export type { MediaFamily, MediumState, MediumSummary, TrackSummary } from "./lib/mmc/medium.ts";
export { record } from "./lib/recorder/record.ts";
export type { RecordOptions, StreamSource, WriteMode } from "./lib/recorder/options.ts";
export type * from "./lib/recorder/events.ts";
export { type ReasonAbout, RecordError, type RecordReport } from "./lib/recorder/report.ts";
export { type VerifiedDisc, verifyDisc, type VerifyDiscOptions } from "./lib/recorder/verify_disc.ts";
export { openDisc } from "./lib/recorder/disc_access.ts";
export { type DeviceListing, listDevices } from "./lib/devices/list.ts";
export type { LinuxRoots } from "./lib/scsi/linux_files.ts";
export type { DriveBehaviour } from "./lib/virtual/behaviour.ts";
export { type OpenDeviceOptions, openTransport } from "./lib/devices/open.ts";
export type { Direction, ScsiAnswer, Transport } from "./lib/scsi/transport.ts";
export { TransportError, type TransportTrouble } from "./lib/scsi/transport_error.ts";
export { createVirtualDisc, type VirtualDiscOptions } from "./lib/virtual/create.ts";
export {
  type ChangerBehaviour,
  createVirtualJukebox,
  insertVirtualDisc,
  type Place as VirtualPlace,
  type PlaceKind as VirtualPlaceKind,
  takeVirtualDisc,
  type VirtualInsert,
  type VirtualInsertOptions,
  type VirtualJukeboxOptions,
} from "./lib/virtual/changer/create.ts";
export { readChanger } from "./lib/smc/read_changer.ts";
export type { Element, ElementKind, Inventory } from "./lib/smc/element.ts";
export { connect, type ConnectOptions } from "./lib/jukebox/client/connect.ts";
export type * from "./lib/jukebox/client/client.ts";
export type {
  DeviceStatus,
  DeviceType,
  Disc,
  DiscState,
  DiscStep,
  DriveDuty,
  DriveStatus,
  FoundFile,
  Holder,
  Job,
  JobDisc,
  JobKind,
  JobState,
  LogLine,
  Place,
  PlaceKind,
  ProduceRequest,
  SlotStatus,
  VerifyResult as DiscComparison,
} from "./lib/jukebox/model.ts";
export type { JukeboxEvent } from "./lib/jukebox/events.ts";
export { JukeboxError, REFUSAL, type RefusalKind } from "./lib/jukebox/errors.ts";
export type { ParameterStatus, ServerStatus } from "./lib/jukebox/service.ts";
export { type ParameterFacts, type ParameterName, PARAMETERS } from "./lib/jukebox/parameters.ts";
