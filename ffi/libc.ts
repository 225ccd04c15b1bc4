/**
 * The calls of the C library that Deno's own file API has no equal for: names as bytes, one call a directory
 * entry, moving data inside the kernel. Linux with the GNU C library; opened on first use, never on import.
 *
 * @module
 */

import { symbols } from "./libc_symbols.ts";

export { C } from "./linux.ts";

type Symbols = Deno.DynamicLibrary<typeof symbols>["symbols"];

// Deno takes a number for any 64-bit parameter; its types ask for a bigint, which would be an allocation a call.
type Numeric<Parameters> = {
  [Index in keyof Parameters]: bigint extends Parameters[Index] ? number | bigint : Parameters[Index];
};

type CFunctions = {
  [Name in keyof Symbols]: (...parameters: Numeric<Parameters<Symbols[Name]>>) => ReturnType<Symbols[Name]>;
};

/** The opened library: the C functions under their C names, and the last error. */
export type Libc =
  & CFunctions
  & {
    /** The calling thread's `errno`, as left by the last call. */
    errno(): number;
  };

let opened: Libc | null | undefined;

/**
 * Opens the C library once a thread.
 *
 * @returns the library, or `null` where there is none to use: another system than Linux, or no `--allow-ffi`.
 */
export function libc(): Libc | null {
  if (opened !== undefined) return opened;
  opened = null;
  if (Deno.build.os !== "linux") return null;
  // Asked for first, so that a run without the permission goes on without libc instead of prompting.
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return null;
  try {
    const library = Deno.dlopen("libc.so.6", symbols).symbols;
    const place = library.__errno_location();
    if (place === null) return null;
    const view = new Deno.UnsafePointerView(place);
    opened = { ...(library as unknown as CFunctions), errno: () => view.getInt32() };
  } catch (error) {
    if (!/library|symbol/.test(String(error))) throw error;
  }
  return opened ?? null;
}

/** What an error number means, in the C library's words with a small first letter. */
export function errorWords(errno: number): string {
  const place = libc()?.strerror(errno) ?? null;
  if (place === null) return `error ${errno}`;
  const words = new Deno.UnsafePointerView(place).getCString();
  return words.charAt(0).toLowerCase() + words.slice(1);
}

const encoder = new TextEncoder();

/** A string or name as the NUL-terminated bytes the C library takes. */
export function cString(text: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const terminated = new Uint8Array(bytes.length + 1);
  terminated.set(bytes);
  return terminated;
}
