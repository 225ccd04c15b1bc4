/**
 * Trees with things that are no files, and with odd modes, owners and times.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { ByteFolder } from "./byte_folder.ts";

/** FIFOs and sockets. */
function pipes(root: string): void {
  using folder = ByteFolder.open(root);
  folder.node("fifo", C.S_IFIFO);
  folder.node("socket", C.S_IFSOCK);
  folder.within("inside", (inner) => inner.node("another fifo", C.S_IFIFO));
  folder.file("file", "between them");
}

/** Device nodes. */
function devices(root: string): void {
  using folder = ByteFolder.open(root);
  folder.node("null", C.S_IFCHR, 1, 3);
  folder.node("sr0", C.S_IFBLK, 11, 0);
  folder.node("nvme", C.S_IFBLK, 259, 7);
  folder.node("minor 255", C.S_IFCHR, 4, 255);
  folder.file("file", "between them");
}

/** Device nodes whose minor number is larger than a byte. */
function largeDevices(root: string): void {
  using folder = ByteFolder.open(root);
  folder.node("minor 256", C.S_IFBLK, 8, 256);
  folder.node("minor 70000", C.S_IFBLK, 8, 70000);
  folder.node("major 511", C.S_IFCHR, 511, 1048575);
}

/** Modes from none at all to setuid, setgid and sticky. */
function modes(root: string): void {
  using folder = ByteFolder.open(root);
  for (
    const mode of [0, 0o1, 0o400, 0o222, 0o644, 0o755, 0o777, 0o4755, 0o2755, 0o1777, 0o7777, 0o4000, 0o2644]
  ) {
    const digits = mode.toString(8).padStart(4, "0");
    folder.file(`file ${digits}`, `mode ${digits}`);
    folder.mode(`file ${digits}`, mode);
    folder.within(`folder ${digits}`, (inner) => inner.file("inside", digits));
    folder.mode(`folder ${digits}`, mode);
  }
  folder.node("fifo 0600", C.S_IFIFO);
  folder.mode("fifo 0600", 0o600);
}

/** Owners and groups up to the largest number. */
function owners(root: string): void {
  using folder = ByteFolder.open(root);
  for (const id of [0, 1, 1000, 65534, 65536, 2147483647, 2147483648, 4294967294]) {
    folder.file(`file of ${id}`, `${id}`);
    folder.owner(`file of ${id}`, id, 4294967294 - id);
    folder.within(`folder of ${id}`, () => {});
    folder.owner(`folder of ${id}`, 4294967294 - id, id);
    folder.symlink(`link of ${id}`, `file of ${id}`);
    folder.owner(`link of ${id}`, id, id);
  }
}

/** Times from 1901 to 2100, with fractions of seconds. */
function times(root: string): void {
  using folder = ByteFolder.open(root);
  const moments = {
    "1901": -2147483000,
    "1950": -631152000,
    "before 1970": -2,
    "1970": 0,
    "1999": 946684799,
    "2000": 951782400,
    "2038": 2147483648,
    "2099": 4102444799,
  };
  for (const [name, seconds] of Object.entries(moments)) {
    folder.file(`file of ${name}`, name);
    folder.time(`file of ${name}`, seconds, 123456789);
    folder.symlink(`link of ${name}`, name);
    folder.time(`link of ${name}`, seconds, 999999999);
    folder.within(`folder of ${name}`, () => {});
    folder.time(`folder of ${name}`, seconds, 990000000);
  }
  folder.time(".", 1000000000);
}

/** Trees with things that are no files, and with odd modes, owners and times. */
export const specialTrees = {
  "FIFOs and sockets": { make: pipes },
  "device nodes": { make: devices, needsRoot: true },
  "large device numbers": { make: largeDevices, needsRoot: true },
  "odd modes": { make: modes, needsRoot: true },
  "odd owners": { make: owners, needsRoot: true },
  "odd times": { make: times },
};
