/**
 * The calls of the C library that Deno's own file API has no equal for: names as bytes, one call a directory
 * entry, moving data inside the kernel. Linux with the GNU C library; opened on first use, never on import.
 *
 * @module
 */

export { C } from "./linux.ts";

const symbols = {
  open: {
    parameters: [
      "buffer", // const char *pathname
      "i32", // int flags
      "u32", // mode_t mode
    ],
    result: "i32",
  },
  openat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "i32", // int flags
      "u32", // mode_t mode
    ],
    result: "i32",
  },
  close: {
    parameters: ["i32"], // int fd
    result: "i32",
  },
  read: {
    parameters: [
      "i32", // int fd
      "buffer", // void *buf
      "usize", // size_t count
    ],
    result: "isize",
  },
  pread: {
    parameters: [
      "i32", // int fd
      "buffer", // void *buf
      "usize", // size_t count
      "i64", // off_t offset
    ],
    result: "isize",
  },
  write: {
    parameters: [
      "i32", // int fd
      "buffer", // const void *buf
      "usize", // size_t count
    ],
    result: "isize",
  },
  pwrite: {
    parameters: [
      "i32", // int fd
      "buffer", // const void *buf
      "usize", // size_t count
      "i64", // off_t offset
    ],
    result: "isize",
  },
  lseek: {
    parameters: [
      "i32", // int fd
      "i64", // off_t offset
      "i32", // int whence
    ],
    result: "i64",
  },
  ftruncate: {
    parameters: [
      "i32", // int fd
      "i64", // off_t length
    ],
    result: "i32",
  },
  getdents64: {
    parameters: [
      "i32", // int fd
      "buffer", // void *dirp
      "usize", // size_t count
    ],
    result: "isize",
  },
  statx: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "i32", // int flags
      "u32", // unsigned int mask
      "buffer", // struct statx *statxbuf
    ],
    result: "i32",
  },
  faccessat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "i32", // int mode
      "i32", // int flags
    ],
    result: "i32",
  },
  fstatfs: {
    parameters: [
      "i32", // int fd
      "buffer", // struct statfs *buf
    ],
    result: "i32",
  },
  readlinkat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "buffer", // char *buf
      "usize", // size_t bufsiz
    ],
    result: "isize",
  },
  mkdirat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "u32", // mode_t mode
    ],
    result: "i32",
  },
  mknodat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "u32", // mode_t mode
      "u64", // dev_t dev
    ],
    result: "i32",
  },
  symlinkat: {
    parameters: [
      "buffer", // const char *target
      "i32", // int newdirfd
      "buffer", // const char *linkpath
    ],
    result: "i32",
  },
  linkat: {
    parameters: [
      "i32", // int olddirfd
      "buffer", // const char *oldpath
      "i32", // int newdirfd
      "buffer", // const char *newpath
      "i32", // int flags
    ],
    result: "i32",
  },
  unlinkat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "i32", // int flags
    ],
    result: "i32",
  },
  fchmod: {
    parameters: [
      "i32", // int fd
      "u32", // mode_t mode
    ],
    result: "i32",
  },
  fchmodat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "u32", // mode_t mode
      "i32", // int flags
    ],
    result: "i32",
  },
  fchownat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "u32", // uid_t owner
      "u32", // gid_t group
      "i32", // int flags
    ],
    result: "i32",
  },
  utimensat: {
    parameters: [
      "i32", // int dirfd
      "buffer", // const char *pathname
      "buffer", // const struct timespec times[2]
      "i32", // int flags
    ],
    result: "i32",
  },
  copy_file_range: {
    parameters: [
      "i32", // int fd_in
      "buffer", // off64_t *off_in
      "i32", // int fd_out
      "buffer", // off64_t *off_out
      "usize", // size_t len
      "u32", // unsigned int flags
    ],
    result: "isize",
  },
  splice: {
    parameters: [
      "i32", // int fd_in
      "buffer", // off64_t *off_in
      "i32", // int fd_out
      "buffer", // off64_t *off_out
      "usize", // size_t len
      "u32", // unsigned int flags
    ],
    result: "isize",
  },
  poll: {
    parameters: [
      "buffer", // struct pollfd *fds
      "u64", // nfds_t nfds
      "i32", // int timeout
    ],
    result: "i32",
  },
  fcntl: {
    parameters: [
      "i32", // int fd
      "i32", // int cmd
      "i64", // long arg
    ],
    result: "i32",
  },
  geteuid: {
    parameters: [],
    result: "u32",
  },
  strerror: {
    parameters: ["i32"], // int errnum
    result: "pointer",
  },
  __errno_location: {
    parameters: [],
    result: "pointer",
  },
} as const satisfies Deno.ForeignLibraryInterface;

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
