/**
 * The words of `discglow iso9660`.
 *
 * @module
 */

import { MEDIA_BLOCKS, type MediumName } from "./media_sizes.ts";
import {
  ATTRIBUTE_WORDS,
  BYTES_UNIT,
  COMMON_WORDS,
  QUIET_WORDS,
  SOURCE_WORDS,
  UNREADABLE_WORDS,
} from "./shared_words.ts";
import type { Word, Words } from "./words.ts";

const FORMAT = "Volume and trees";
const LIMITS = "Limits";
const IDENTIFIERS = "Identifiers";
const BOOT = "Boot images";
const RESULT = "Result";

function identifier(characters: number, help: string, value = "empty"): Word & { readonly kind: "text" } {
  const unit = `characters, at most ${characters}`;
  return { kind: "text", placeholder: "TEXT", default: value, unit, help, group: IDENTIFIERS };
}

/** Every word of `discglow iso9660`, in the order of its help. */
export const ISO9660_WORDS = {
  ...SOURCE_WORDS,

  name: {
    kind: "text",
    placeholder: "ID",
    default: "made from the name of the source",
    help: "volume name; characters that the level forbids are refused",
    group: FORMAT,
  },
  rr: {
    kind: "flag",
    help: "Rock Ridge: names as they are on disk, modes, owners, links, devices, times",
    group: FORMAT,
  },
  joliet: { kind: "flag", help: "a Joliet tree, for Windows", group: FORMAT },
  level: {
    kind: "choice",
    placeholder: "LEVEL",
    choices: ["1", "2", "3", "4"],
    default: "1, or 3 when a file of 4 GiB or more needs it",
    help: "interchange level: 1 has 8.3 names, 2 names of 30 characters, 3 files in several extents, 4 an " +
      "ISO 9660:1999 tree",
    group: FORMAT,
  },
  norelocation: {
    kind: "flag",
    help: "leaves directories deeper than 8 levels where they are instead of relocating them",
    group: FORMAT,
  },
  finetimes: {
    kind: "flag",
    help: "Rock Ridge times with hundredths of seconds; Linux reads them from 6.16 on",
    group: FORMAT,
  },
  checksums: {
    kind: "flag",
    help: "SHA-256 of every file in sha256sums.txt in the root, for sha256sum -c",
    group: FORMAT,
  },
  nopad: { kind: "flag", help: "leaves out the 150 blocks of padding at the end", group: FORMAT },

  ...ATTRIBUTE_WORDS,

  fitcd: {
    kind: "flag",
    help: "stops before the first byte if the image is larger than a 74-minute CD, 333000 blocks",
    group: LIMITS,
  },
  fit: {
    kind: "choice",
    placeholder: "MEDIUM",
    choices: Object.keys(MEDIA_BLOCKS) as MediumName[],
    help: "the same for a medium by its name",
    group: LIMITS,
  },
  maxsize: {
    kind: "bytes",
    placeholder: "BYTES",
    unit: BYTES_UNIT,
    min: 1,
    help: "the same for a size; wins over fitcd and fit",
    group: LIMITS,
  },
  ...UNREADABLE_WORDS,

  publisher: identifier(128, "who publishes the volume; _NAME means a file in the root that tells"),
  preparer: identifier(128, "who prepared the data; _NAME likewise"),
  application: identifier(128, "what the data are for; _NAME likewise", "DISCGLOW"),
  system: identifier(32, "system that can act upon the first 16 blocks"),
  volumeset: identifier(128, "name of the set of volumes"),
  copyright: identifier(37, "name of the copyright file in the root"),
  abstract: identifier(37, "name of the abstract file in the root"),
  bibliographic: identifier(37, "name of the bibliographic file in the root"),

  boot: {
    kind: "text",
    placeholder: "PATH",
    help: "El Torito boot image for BIOS, no emulation, by its path in the image",
    group: BOOT,
  },
  bootinfo: { kind: "flag", help: "writes the boot information table into the BIOS boot image", group: BOOT },
  efi: {
    kind: "text",
    placeholder: "PATH",
    help: "El Torito boot image for UEFI, by its path in the image",
    group: BOOT,
  },

  stdout: {
    kind: "path",
    placeholder: "FILE",
    default: "standard output, unless that is a terminal",
    help: "writes the image to a file; an unfinished one is removed",
    group: RESULT,
  },
  printsize: { kind: "flag", help: "prints the size in blocks and bytes, and makes no image", group: RESULT },
  list: {
    kind: "flag",
    help: "prints every path with its extent and its name in each tree, and makes no image",
    group: RESULT,
  },

  stderr: {
    kind: "path",
    placeholder: "FILE",
    default: "standard error",
    help: "writes the messages to a file",
    group: "Messages",
  },
  ...QUIET_WORDS,
  ...COMMON_WORDS,
} as const satisfies Words;
