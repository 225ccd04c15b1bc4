/**
 * The calls of the C library that Deno's own file API has no equal for: names as bytes, one call a directory
 * entry, moving data inside the kernel. Linux with the GNU C library; opened on first use, never on import.
 *
 * @module
 */

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
  fcntl: {
    parameters: [
      "i32", // int fd
      "i32", // int cmd
      "i64", // long arg
    ],
    result: "i32",
  },
  posix_fadvise: {
    parameters: [
      "i32", // int fd
      "i64", // off_t offset
      "i64", // off_t len
      "i32", // int advice
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

/** Constants of Linux' headers, the same on x86-64 and arm64 unless a function says otherwise. */
export const C = {
  AT_FDCWD: -100,
  AT_SYMLINK_NOFOLLOW: 0x100,
  AT_REMOVEDIR: 0x200,
  AT_EACCESS: 0x200,
  AT_EMPTY_PATH: 0x1000,
  R_OK: 4,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_CLOEXEC: 0o2000000,
  O_DIRECTORY: Deno.build.arch === "aarch64" ? 0o40000 : 0o200000,
  O_NOFOLLOW: Deno.build.arch === "aarch64" ? 0o100000 : 0o400000,
  O_PATH: 0o10000000,
  S_IFMT: 0o170000,
  S_IFSOCK: 0o140000,
  S_IFLNK: 0o120000,
  S_IFREG: 0o100000,
  S_IFBLK: 0o060000,
  S_IFDIR: 0o040000,
  S_IFCHR: 0o020000,
  S_IFIFO: 0o010000,
  SEEK_SET: 0,
  SEEK_CUR: 1,
  SEEK_DATA: 3,
  SEEK_HOLE: 4,
  STATX_BASIC_STATS: 0x7ff,
  F_GETFL: 3,
  F_SETPIPE_SZ: 1031,
  SPLICE_F_MOVE: 1,
  SPLICE_F_MORE: 4,
  POSIX_FADV_SEQUENTIAL: 2,
  POSIX_FADV_WILLNEED: 3,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  EAGAIN: 11,
  EACCES: 13,
  EEXIST: 17,
  EXDEV: 18,
  ENOTDIR: 20,
  EINVAL: 22,
  EMFILE: 24,
  ENOSPC: 28,
  EPIPE: 32,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ELOOP: 40,
  EOPNOTSUPP: 95,
} as const;

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
