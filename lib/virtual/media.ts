/**
 * The media a virtual drive takes, with the sizes of real ones.
 *
 * @module
 */

/** What decides how a medium is recorded. */
export type MediumFamily = "cd" | "dvd-minus" | "dvd-plus-r" | "bd-r" | "rewritable" | "read-only";

/** Bytes of a logical block. */
export const BLOCK = 2048;

/** One kind of media. */
export interface MediumKind {
  /** The word users say: `bd-r`. */
  readonly id: string;
  /** Its name in sentences. */
  readonly title: string;
  /** Profile number while it can be recorded (MMC-6 5.3.1). */
  readonly profile: number;
  /** What decides how it is recorded. */
  readonly family: MediumFamily;
  /** Blocks of 2048 bytes without any spare area. */
  readonly capacity: number;
  /** Blocks after a format with the usual spare areas; absent where there are none. */
  readonly sparedCapacity?: number;
  /** It can be blanked or formatted again and again. */
  readonly erasable: boolean;
  /** Recording layers. */
  readonly layers: number;
  /** Blocks of an error correction block: what the drive records at least. */
  readonly eccBlocks: 1 | 16 | 32;
  /** Single speed in the kB/s that commands speak of: CD 176.4 (raw), DVD 1385, BD 4495.5. */
  readonly baseSpeed: number;
  /** Bytes of user data in a second at single speed. */
  readonly baseBytes: number;
  /** Multiples of the single speed at which it can be recorded, fastest first. */
  readonly speeds: readonly number[];
  /** Who made it, as discs carry it. */
  readonly mediaId: string;
}

type Size = Pick<MediumKind, "capacity" | "sparedCapacity">;

const CD = { eccBlocks: 1, baseSpeed: 176.4, baseBytes: 153_600, layers: 1, mediaId: "97m 26s 66f" } as const;
const DVD = { eccBlocks: 16, baseSpeed: 1385, baseBytes: 1_385_000, layers: 1 } as const;
const BD = { eccBlocks: 32, baseSpeed: 4495.5, baseBytes: 4_495_500 } as const;

// Blocks of BD by the number of layers (25, 50, 100, 128 GB), bare and with the spare areas of a usual format.
const BD_SIZES: Readonly<Record<number, Size>> = {
  1: { capacity: 12_219_392, sparedCapacity: 11_826_176 },
  2: { capacity: 24_438_784, sparedCapacity: 23_652_352 },
  3: { capacity: 48_878_592, sparedCapacity: 47_305_728 },
  4: { capacity: 62_500_864, sparedCapacity: 60_403_712 },
};

function bd(id: string, title: string, layers: number, rewritable: boolean): MediumKind {
  return {
    ...BD,
    ...BD_SIZES[layers]!,
    id,
    title,
    layers,
    profile: rewritable ? 0x43 : 0x41,
    family: rewritable ? "rewritable" : "bd-r",
    erasable: rewritable,
    speeds: rewritable ? [2, 1] : layers > 2 ? [4, 2] : [12, 8, 6, 4, 2],
    mediaId: rewritable ? "VIRTUAREW" : "VIRTUABDR",
  } as MediumKind;
}

const KINDS: readonly MediumKind[] = [
  {
    ...CD,
    id: "cd-r",
    title: "CD-R (80 min)",
    profile: 0x09,
    family: "cd",
    capacity: 359_844,
    erasable: false,
    speeds: [48, 40, 32, 24, 16, 8, 4],
  },
  {
    ...CD,
    id: "cd-r-74",
    title: "CD-R (74 min)",
    profile: 0x09,
    family: "cd",
    capacity: 333_000,
    erasable: false,
    speeds: [32, 24, 16, 8, 4],
  },
  {
    ...CD,
    id: "cd-rw",
    title: "CD-RW (80 min)",
    profile: 0x0a,
    family: "cd",
    capacity: 359_844,
    erasable: true,
    speeds: [10, 8, 4],
  },
  {
    ...CD,
    id: "cd-rw-74",
    title: "CD-RW (74 min)",
    profile: 0x0a,
    family: "cd",
    capacity: 333_000,
    erasable: true,
    speeds: [4, 2],
  },
  {
    ...DVD,
    id: "dvd-r",
    title: "DVD-R",
    profile: 0x11,
    family: "dvd-minus",
    capacity: 2_298_496,
    erasable: false,
    speeds: [16, 12, 8, 4, 2],
    mediaId: "VIRTUALR16",
  },
  {
    ...DVD,
    id: "dvd-r-dl",
    title: "DVD-R DL",
    profile: 0x15,
    family: "dvd-minus",
    capacity: 4_171_712,
    erasable: false,
    layers: 2,
    speeds: [8, 6, 4, 2],
    mediaId: "VIRTUALR08",
  },
  {
    ...DVD,
    id: "dvd-rw",
    title: "DVD-RW",
    profile: 0x14,
    family: "dvd-minus",
    capacity: 2_297_888,
    erasable: true,
    speeds: [6, 4, 2, 1],
    mediaId: "VIRTUALRW6",
  },
  {
    ...DVD,
    id: "dvd+r",
    title: "DVD+R",
    profile: 0x1b,
    family: "dvd-plus-r",
    capacity: 2_295_104,
    erasable: false,
    speeds: [16, 12, 8, 4, 2.4],
    mediaId: "VIRTUAL R16",
  },
  {
    ...DVD,
    id: "dvd+r-dl",
    title: "DVD+R DL",
    profile: 0x2b,
    family: "dvd-plus-r",
    capacity: 4_173_824,
    erasable: false,
    layers: 2,
    speeds: [8, 6, 4, 2.4],
    mediaId: "VIRTUAL D08",
  },
  {
    ...DVD,
    id: "dvd+rw",
    title: "DVD+RW",
    profile: 0x1a,
    family: "rewritable",
    capacity: 2_295_104,
    erasable: true,
    speeds: [8, 6, 4, 2.4],
    mediaId: "VIRTUAL W08",
  },
  {
    ...DVD,
    id: "dvd-ram",
    title: "DVD-RAM",
    profile: 0x12,
    family: "rewritable",
    capacity: 2_295_072,
    sparedCapacity: 2_236_704,
    erasable: true,
    speeds: [5, 3, 2],
    mediaId: "VIRTUAL-RAM",
  },
  bd("bd-r", "BD-R", 1, false),
  bd("bd-r-dl", "BD-R DL", 2, false),
  bd("bdxl-tl", "BD-R TL (BDXL)", 3, false),
  bd("bdxl-ql", "BD-R QL (BDXL)", 4, false),
  bd("bd-re", "BD-RE", 1, true),
  bd("bd-re-dl", "BD-RE DL", 2, true),
  bd("bd-re-tl", "BD-RE TL (BDXL)", 3, true),
];

/** Every medium that can be made, by its word. */
export const VIRTUAL_MEDIA: ReadonlyMap<string, MediumKind> = new Map(KINDS.map((kind) => [kind.id, kind]));

const LARGEST_CD = 405_000;
const LARGEST_DVD = 4_173_824;

/** The pressed disc that an image of so many blocks is. */
export function readOnlyKind(blocks: number): MediumKind {
  const rest = { family: "read-only", capacity: blocks, erasable: false, mediaId: "" } as const;
  if (blocks <= LARGEST_CD) {
    return { ...CD, ...rest, id: "cd-rom", title: "CD-ROM", profile: 0x08, speeds: [48] };
  }
  if (blocks <= LARGEST_DVD) {
    return { ...DVD, ...rest, id: "dvd-rom", title: "DVD-ROM", profile: 0x10, speeds: [16] };
  }
  const layers = blocks <= BD_SIZES[1]!.capacity ? 1 : 2;
  return { ...BD, ...rest, id: "bd-rom", title: "BD-ROM", profile: 0x40, layers, speeds: [12] };
}
