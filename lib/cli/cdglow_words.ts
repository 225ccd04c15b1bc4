/**
 * The words of `discglow cdglow`.
 *
 * @module
 */

import { BYTES_UNIT, COMMON_WORDS, QUIET_WORDS, TRACE_WORDS } from "./shared_words.ts";
import type { Words } from "./words.ts";

const HOW = "How it is recorded";
const AFTER = "Afterwards";

/** Every word, in the order of the help. */
export const CDGLOW_WORDS = {
  source: {
    kind: "path",
    short: "s",
    placeholder: "SOURCE",
    default: "standard input, also written -",
    help: "an image, a partition, or a drive whose disc is copied",
  },
  target: {
    kind: "path",
    short: "t",
    placeholder: "DEVICE",
    help: "the recorder: /dev/sr0, \\\\.\\CdRom0, iscsi://HOST/TARGET/LUN, virtual:PATH; has to be given",
  },
  preview: {
    kind: "flag",
    short: "p",
    help: "rehearses the job, with the drive's test mode where it has one, and leaves the medium as it is",
    group: HOW,
  },
  factor: {
    kind: "choice",
    short: "f",
    placeholder: "1|2",
    choices: ["1", "2"],
    help: "records at the base speed (-f1) or twice it (-f2): CD 150 kB/s, DVD 1385, BD 4496",
    group: HOW,
  },
  speed: {
    kind: "decimal",
    placeholder: "N",
    min: 0.1,
    max: 1000,
    default: "the fastest that drive and medium offer",
    help: "records at N times the base speed, or what the drive grants instead",
    group: HOW,
  },
  mode: {
    kind: "choice",
    placeholder: "MODE",
    choices: ["auto", "track", "disc"],
    default: "auto",
    help: "track-at-once or incremental, or else session-at-once or disc-at-once",
    group: HOW,
  },
  multi: { kind: "flag", help: "leaves the disc open, so that more can be recorded on it", group: HOW },
  size: {
    kind: "bytes",
    placeholder: "BYTES",
    unit: BYTES_UNIT,
    min: 1,
    default: "what the source, or the ISO 9660 volume in its first blocks, tells",
    help: "how much of the source is recorded",
    group: HOW,
  },
  buffer: {
    kind: "bytes",
    short: "b",
    placeholder: "BYTES",
    unit: BYTES_UNIT,
    min: 2 ** 20,
    default: "64M",
    help: "size of the buffer between the thread that reads and the one that writes",
    group: HOW,
  },
  "keep-going": {
    kind: "flag",
    help: "records zeros for blocks of the source that cannot be read, and names them; exit status 3",
    group: HOW,
  },
  verify: {
    kind: "flag",
    short: "v",
    help: "reads every block back and compares it; exit status 4 when some differ",
    group: AFTER,
  },
  record: {
    kind: "path",
    placeholder: "FILE",
    help: "writes down what was recorded, with checksums, for discglow verify --record FILE",
    group: AFTER,
  },
  eject: { kind: "flag", help: "ejects the disc when all is done", group: AFTER },
  progress: {
    kind: "bytes",
    short: "a",
    placeholder: "BYTES",
    unit: BYTES_UNIT,
    default: "0x100000",
    help:
      "tells the progress every so many bytes, rounded up to whole MiB; 0 for never; on a terminal a bar " +
      "tells it",
    group: "Messages",
  },
  ...QUIET_WORDS,
  ...TRACE_WORDS,
  ...COMMON_WORDS,
} as const satisfies Words;
