/**
 * What peers cannot keep, found by experiment with peers only, so that our images are judged by what they can.
 *
 * @module
 */

import type { CompareOptions } from "./compare.ts";
import type { Kind } from "./observe.ts";
import type { Maker } from "./peer_makers.ts";
import type { Extractor } from "./peer_readers.ts";
import type { TreeName } from "./trees.ts";

/** What a peer cannot keep. */
export interface Limits {
  /** What a comparison with the original leaves out. */
  readonly compare: CompareOptions;
  /** Trees whose Rock Ridge names and links the peer cannot do at all, and why. */
  readonly cannot: Partial<Record<TreeName, string>>;
  /** The same for Joliet. */
  readonly cannotJoliet?: Partial<Record<TreeName, string>>;
  /** The same for the plain tree. */
  readonly cannotPlain?: Partial<Record<TreeName, string>>;
  /** Trees of which it makes an image that is against the letter, and how. */
  readonly unsound?: Partial<Record<TreeName, string>>;
}

const notRoot = (path: string) => path !== "";

/** What peers cannot restore when they extract a Rock Ridge tree. */
export const extractorLimits: Record<Extractor, Limits> = {
  xorriso: {
    compare: {
      timed: notRoot, // the folder it extracts into keeps its time
      owner: "not links", // symbolic links belong to who extracts
      time: "not links", // and are new
      without: ["socket"], // left out
    },
    cannot: {
      "long symbolic links": "libisofs refuses the image: «Rock Ridge path too long»",
      "depth 20 beyond PATH_MAX": "«Path given for file in ISO image is much too long»",
      "large device numbers": "takes the halves of PN for one dev_t, where Linux takes major and minor",
    },
    cannotJoliet: {
      "odd names": "takes a dot off the end of “...” and refuses “..”",
      "depth 20 beyond PATH_MAX": "«Path given for file in ISO image is much too long»",
    },
    cannotPlain: { "depth 20 beyond PATH_MAX": "«Path given for file in ISO image is much too long»" },
  },
  bsdtar: {
    compare: {
      timed: (path) => path !== "" && path !== "rr_moved", // keeps the time of neither
      without: ["socket"], // become empty files
      hardLinks: (seen) => seen.kind === "file" && seen.size > 0, // it goes by shared extents
    },
    cannot: {
      "control characters": "takes a backslash in front of a name for a root, as Windows does",
      "odd names": "takes the “a:” of a:b for a drive",
      "depth 20 beyond PATH_MAX": "«Pathname is too long»",
      "large device numbers": "takes the halves of PN for one dev_t, where Linux takes major and minor",
    },
    cannotJoliet: {
      "unicode names": "composes what is decomposed",
      "depth 20 with long names": "«Pathname is too long»",
      "depth 20 beyond PATH_MAX": "the same",
    },
  },
  "7z": {
    compare: {
      timed: notRoot,
      owner: "none",
      mode: "user", // the umask is applied, without setuid, setgid and sticky
      hardLinks: false,
      without: ["fifo", "socket", "character", "block"], // become empty files
    },
    cannot: {
      "255-byte names": "does not follow continuation areas: long names are read from the plain tree",
      "depth 20 with long names": "the same",
      "depth 20 beyond PATH_MAX": "the same",
      "symbolic links": "the same, for targets",
      "long symbolic links": "the same, for targets",
      "odd names": "takes a version off names that end in ;1, and dots off their ends",
      "Latin-1 names": "takes names for UTF-8",
      "depth 8 and 9": "does not follow relocation",
      "depth 20": "the same",
      "control characters": "replaces them",
      "odd modes": "makes all folders so that it can enter them",
    },
    cannotJoliet: { "odd names": "takes a version off names that end in ;1, and dots off their ends" },
  },
};

/** What peers cannot put into a Rock Ridge tree. */
export const makerLimits: Record<Maker, Limits> = {
  xorriso: {
    compare: { timed: notRoot }, // the root is new
    cannot: {
      "symbolic links": "drops slashes at the end of targets",
      "long symbolic links": "libisofs: «Rock Ridge path too long»",
      "depth 20 beyond PATH_MAX": "«Path given for file in ISO image is much too long»",
      "large device numbers": "writes them as one dev_t, where Linux takes major and minor",
    },
  },
  genisoimage: {
    compare: {
      hardLinks: (seen) => seen.kind === "file" && seen.size > 0, // RRIP 1.10: no file serial numbers
    },
    cannot: {
      "symbolic links": "never ends",
      "long symbolic links": "never ends",
      "device nodes": "writes numbers that nobody can read back",
      "large device numbers": "the same",
      "odd times": "from 2038 on it is a day late",
      "depth 8 and 9": "a folder named rr_moved in the source: «Unable to locate directory parent»",
      "depth 20 beyond PATH_MAX": "path too long",
    },
  },
  bsdtar: {
    compare: {
      mode: "none", // all is made readable and nothing writable
      timed: notRoot,
      without: ["socket"], // become empty files
      hardLinks: (seen) => seen.kind === "file",
    },
    cannot: {
      "depth 20": "crashes",
      "large device numbers": "writes them as one dev_t, where Linux takes major and minor",
      "depth 20 with long names": "crashes",
      "depth 20 beyond PATH_MAX": "crashes",
      "symbolic links": "loses one of two slashes in front",
      "long symbolic links": "writes other targets",
    },
    unsound: { "hard links to symbolic links": "counts links that are not there" },
  },
};

/** What a Joliet tree cannot keep, whoever makes or reads it. */
export const jolietCompare: CompareOptions = {
  owner: "none",
  mode: "none",
  timed: notRoot,
  hardLinks: false,
  without: ["link", "fifo", "socket", "character", "block"] satisfies Kind[],
};
