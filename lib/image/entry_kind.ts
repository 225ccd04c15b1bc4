/**
 * What an entry of a tree is, on the host and in an image.
 *
 * @module
 */

/** What an entry is. */
export type EntryKind = "file" | "directory" | "symlink" | "block" | "character" | "fifo" | "socket";

/** Bits of a mode that tell the kind (`S_IFMT` of POSIX). */
export const KIND_BITS = 0o170000;

/** The kind that a mode tells. */
export function kindOf(mode: number): EntryKind {
  switch (mode & KIND_BITS) {
    case 0o040000:
      return "directory";
    case 0o120000:
      return "symlink";
    case 0o060000:
      return "block";
    case 0o020000:
      return "character";
    case 0o010000:
      return "fifo";
    case 0o140000:
      return "socket";
    default:
      return "file";
  }
}
