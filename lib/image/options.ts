/**
 * What a caller may ask of a new image: one field for every word of `discglow iso9660`.
 *
 * @module
 */

/** A file or tree put at a place in the image. */
export interface Graft {
  /** Absolute path inside the image, such as `/docs/manual`. */
  readonly to: string;
  /** Path on this host. */
  readonly from: string;
}

/** What becomes of a file or directory that cannot be read. */
export type Unreadable = "error" | "empty" | "omit";

/** ECMA-119 interchange level; 4 adds an ISO 9660:1999 tree. */
export type InterchangeLevel = 1 | 2 | 3 | 4;

/** Something the user should know although the job goes on. */
export interface Notice {
  /** What kind of notice: `mapped` names, `skipped` or `omitted` entries, `changed` sources, `note` for the rest. */
  readonly kind: "mapped" | "skipped" | "omitted" | "emptied" | "changed" | "note";
  /** Path in the image or on the host that the notice is about; empty when it is about the whole. */
  readonly path: string;
  /** The finished sentence, without a final period. */
  readonly message: string;
}

/** Options that decide which entries a scan finds and how they look. */
export interface ScanOptions {
  /** The trees to be merged, as host paths. @default {["."]} */
  readonly source?: string | readonly string[];
  /** Files and trees put at places in the image. */
  readonly graft?: readonly Graft[];
  /** Store what a symbolic link points to. @default {false} */
  readonly followLinks?: boolean;
  /** Shell patterns of names (`*.o`) or of paths (`/build/*`) that stay outside. */
  readonly exclude?: readonly string[];
  /** Do not descend into other file systems. @default {false} */
  readonly oneFileSystem?: boolean;
  /** What becomes of what cannot be read. @default {"error"} */
  readonly unreadable?: Unreadable;
  /** Owner of everything. */
  readonly uid?: number;
  /** Group of everything. */
  readonly gid?: number;
  /** Permission bits of every file that is not a directory or symbolic link, such as `0o444`. */
  readonly fileMode?: number;
  /** Permission bits of every directory. */
  readonly directoryMode?: number;
  /** One date for everything, in seconds since 1970 UTC. */
  readonly date?: number;
  /** File dates later than this many seconds since 1970 become it (`SOURCE_DATE_EPOCH`). */
  readonly latestDate?: number;
  /** Called for each notice. */
  readonly onNotice?: (notice: Notice) => void;
  /** Stops the work with `StoppedError`. */
  readonly signal?: AbortSignal;
}

/** Options of {@linkcode planImage}. */
export interface PlanOptions extends ScanOptions {
  /** Volume identifier; refused when the level forbids one of its characters. @default {made from the source's name} */
  readonly volumeId?: string;
  /** Add Rock Ridge (RRIP 1.12). @default {false} */
  readonly rockRidge?: boolean;
  /** Record times in the 17-byte form with hundredths of seconds, which Linux reads from 6.16 on. @default {false} */
  readonly fineTimes?: boolean;
  /** Add a Joliet tree. @default {false} */
  readonly joliet?: boolean;
  /** Interchange level. @default {1, with several extents a file where one has 4 GiB and more} */
  readonly level?: InterchangeLevel;
  /** Keep directories deeper than eight levels where they are. @default {false} */
  readonly noRelocation?: boolean;
  /** Refuse an image of more blocks of 2048 bytes than this. */
  readonly maxBlocks?: number;
  /** Publisher identifier, up to 128 characters. */
  readonly publisher?: string;
  /** Data preparer identifier, up to 128 characters. */
  readonly preparer?: string;
  /** Application identifier, up to 128 characters. @default {"DISCGLOW"} */
  readonly application?: string;
  /** System identifier, up to 32 characters. */
  readonly system?: string;
  /** Volume set identifier, up to 128 characters. */
  readonly volumeSet?: string;
  /** Copyright file identifier, up to 37 characters. */
  readonly copyright?: string;
  /** Abstract file identifier, up to 37 characters. */
  readonly abstract?: string;
  /** Bibliographic file identifier, up to 37 characters. */
  readonly bibliographic?: string;
  /** Path in the image of the El Torito boot image for BIOS. */
  readonly boot?: string;
  /** Write the boot information table into the BIOS boot image. @default {false} */
  readonly bootInfo?: boolean;
  /** Path in the image of the El Torito boot image for UEFI. */
  readonly efi?: string;
  /** Add `sha256sums.txt` to the root. @default {false} */
  readonly checksums?: boolean;
  /** Path of the file that the image will be written to; refused when it lies inside a source. */
  readonly output?: string;
  /** Leave out the 150 blocks of padding at the end. @default {false} */
  readonly noPad?: boolean;
}
