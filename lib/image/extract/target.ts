/**
 * The folder that an image is extracted to: what extraction asks of it, whichever calls carry it out.
 *
 * @module
 */

import type { ImageEntry } from "../reading/entry.ts";

/** What is set on an entry once it is there. */
export interface Attributes {
  /** Permission bits, or `undefined` to leave what the system gave. */
  readonly mode: number | undefined;
  /** Owner and group, or `undefined` to leave them. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Last modification, seconds since 1970 UTC, or `undefined` to leave it. */
  readonly mtime: number | undefined;
}

/** A call on the target folder that failed; the message is what came back, in the system's words. */
export class TargetError extends Error {
  override name = "TargetError";
  /** Whether the disk, or the user's share of it, is full. */
  readonly full: boolean;

  /** Makes an error from what came back. */
  constructor(message: string, full = false, options?: ErrorOptions) {
    super(message, options);
    this.full = full;
  }
}

/** A file that is being written. */
export interface TargetFile {
  /** Writes bytes at a place; places only grow. What is passed over reads as zeros. */
  write(bytes: Uint8Array, position: number): void;
  /**
   * Gives the file its length and attributes and closes it. If it throws, the file has been removed.
   *
   * @returns why an attribute could not be set
   */
  finish(size: number, attributes: Attributes): string | undefined;
  /** Closes and removes the file. */
  discard(): void;
}

/**
 * The target folder. Entries name places in it by the names of their parents; no call follows a symbolic link
 * on the way, and none replaces what is already there. Failures are {@linkcode TargetError}.
 */
export interface Target {
  /** Whether the folder itself was made for this extraction. */
  readonly made: boolean;
  /** Makes sure that a directory is there. Returns whether it was made now. */
  makeDirectory(entry: ImageEntry): boolean;
  /** Creates a file that was not there. */
  createFile(entry: ImageEntry): TargetFile;
  /** Makes another name for an entry that was extracted before. */
  link(entry: ImageEntry, first: ImageEntry): void;
  /** Makes a symbolic link. Returns why an attribute could not be set. */
  makeSymlink(entry: ImageEntry, attributes: Attributes): string | undefined;
  /** Makes a device node, FIFO or socket. Returns why an attribute could not be set. */
  makeNode(entry: ImageEntry, attributes: Attributes): string | undefined;
  /** Sets the attributes of a directory. Returns why one could not be set. */
  finishDirectory(entry: ImageEntry, attributes: Attributes): string | undefined;
  /** Closes what is held open. */
  close(): void;
}
