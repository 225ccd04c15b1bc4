/**
 * Reads a tree on this host, by its bytes and without any of the code under test, into a map that can be
 * compared.
 *
 * @module
 */

import { C } from "../../ffi/libc.ts";
import { ByteFolder, cName, theLibc, unwrap } from "./byte_folder.ts";
import { byteString, shown } from "./bytes.ts";
import { digestAt } from "./digest.ts";

/** What kind of thing an entry is. */
export type Kind = "file" | "folder" | "link" | "fifo" | "socket" | "character" | "block";

/** One entry of a tree. */
export interface Seen {
  readonly kind: Kind;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of a file, otherwise 0. */
  readonly size: number;
  /** Time of modification: whole seconds since 1970, rounded down, and the rest. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** How many names the host counts. */
  readonly links: number;
  /** Of a symbolic link: where it points, as a byte string. */
  readonly target?: string;
  /** Of a device node: `major:minor`. */
  readonly device?: string;
  /** Of something that has several names in this tree: the first of them. */
  group?: string;
  /** Of a file: a checksum of its contents, read when it is asked for; otherwise empty. */
  digest(): string;
}

/** The entries of a tree by their paths, byte strings without a slash in front; the root is the empty path. */
export type Tree = Map<string, Seen>;

const KINDS: Record<number, Kind> = {
  [C.S_IFREG]: "file",
  [C.S_IFDIR]: "folder",
  [C.S_IFLNK]: "link",
  [C.S_IFIFO]: "fifo",
  [C.S_IFSOCK]: "socket",
  [C.S_IFCHR]: "character",
  [C.S_IFBLK]: "block",
};

/** Reads the tree below a folder. */
export function observe(root: string): Tree {
  const tree: Tree = new Map();
  const byInode = new Map<string, string[]>();
  const enter = (folder: ByteFolder, path: string) => {
    const [seen] = look(folder, ".", root, path);
    tree.set(path, seen);
    for (const name of namesIn(folder)) {
      const inside = path === "" ? name : `${path}/${name}`;
      const [entry, inode] = look(folder, name, root, inside);
      if (entry.kind === "folder") {
        using next = folder.into(name);
        enter(next, inside);
        continue;
      }
      tree.set(inside, entry);
      if (entry.links > 1) byInode.set(inode, [...byInode.get(inode) ?? [], inside]);
    }
  };
  using folder = ByteFolder.open(root);
  enter(folder, "");
  for (const paths of byInode.values()) {
    if (paths.length < 2) continue;
    paths.sort();
    for (const path of paths) tree.get(path)!.group = paths[0]!;
  }
  return tree;
}

/** Where the system puts what it knows of an entry: `struct statx`. */
const facts = new Uint8Array(256);
const factsView = new DataView(facts.buffer);

function look(folder: ByteFolder, name: string, root: string, path: string): [Seen, string] {
  const result = theLibc().statx(folder.fd, cName(name), C.AT_SYMLINK_NOFOLLOW, C.STATX_BASIC_STATS, facts);
  unwrap(result, "look at", path);
  const view = factsView;
  const fullMode = view.getUint16(28, true);
  const kind = KINDS[fullMode & C.S_IFMT]!;
  const isNode = kind === "character" || kind === "block";
  const seen: Seen = {
    kind,
    mode: fullMode & 0o7777,
    uid: view.getUint32(20, true),
    gid: view.getUint32(24, true),
    size: kind === "file" ? Number(view.getBigUint64(40, true)) : 0,
    seconds: Number(view.getBigInt64(112, true)),
    nanoseconds: view.getUint32(120, true),
    links: view.getUint32(16, true),
    ...(kind === "link" ? { target: targetOf(folder, name) } : {}),
    ...(isNode ? { device: `${view.getUint32(128, true)}:${view.getUint32(132, true)}` } : {}),
    digest: () => kind === "file" ? digestAt(root, path) : "",
  };
  const device = view.getUint32(136, true) + ":" + view.getUint32(140, true);
  return [seen, `${device}:${view.getBigUint64(32, true)}`];
}

function targetOf(folder: ByteFolder, name: string): string {
  const buffer = new Uint8Array(8192);
  const length = theLibc().readlinkat(folder.fd, cName(name), buffer, BigInt(buffer.length));
  return byteString(buffer.subarray(0, unwrap(length, "read symbolic link", name)));
}

function namesIn(folder: ByteFolder): string[] {
  const names: string[] = [];
  const buffer = new Uint8Array(1 << 16);
  const view = new DataView(buffer.buffer);
  while (true) {
    const got = theLibc().getdents64(folder.fd, buffer, BigInt(buffer.length));
    const end = unwrap(got, "list", shown("."));
    if (end === 0) return names.filter((name) => name !== "." && name !== "..").sort();
    for (let at = 0; at < end; at += view.getUint16(at + 16, true)) {
      names.push(byteString(buffer.subarray(at + 19, buffer.indexOf(0, at + 19))));
    }
  }
}
