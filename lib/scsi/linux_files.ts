/**
 * Small files by which Linux tells about its devices. Whatever cannot be read is unknown, not an error: the program
 * may lack the rights, and devices come and go.
 *
 * @module
 */

/** Where the kernel's and the system's own files are found; tests have others. */
export interface LinuxRoots {
  /**
   * The kernel's devices.
   * @default {"/sys"}
   */
  readonly sys?: string;
  /**
   * The kernel's processes and mounts.
   * @default {"/proc"}
   */
  readonly proc?: string;
  /**
   * Device nodes.
   * @default {"/dev"}
   */
  readonly dev?: string;
  /**
   * Groups.
   * @default {"/etc"}
   */
  readonly etc?: string;
}

/** A file's text without its last line feed; `undefined` when it cannot be read. */
export function readText(path: string): string | undefined {
  return attempt(() => Deno.readTextFileSync(path).trimEnd());
}

/** A file that holds one number of 0 or more; `undefined` when it holds no such thing. */
export function readNumber(path: string): number | undefined {
  const text = readText(path);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** The names in a folder in the order of their numbers; none when it cannot be read. */
export function listNames(path: string): string[] {
  const names = attempt(() => [...Deno.readDirSync(path)].map((entry) => entry.name)) ?? [];
  return names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** Where a symbolic link points to; `undefined` when it is none. */
export function linkTarget(path: string): string | undefined {
  return attempt(() => Deno.readLinkSync(path));
}

/** A path without symbolic links; `undefined` when nothing is there. */
export function realPath(path: string): string | undefined {
  return attempt(() => Deno.realPathSync(path));
}

/** What the system knows of a path; `undefined` when nothing is there. */
export function statOf(path: string): Deno.FileInfo | undefined {
  return attempt(() => Deno.statSync(path));
}

/** The last name of a path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch {
    return undefined;
  }
}
