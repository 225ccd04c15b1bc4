/**
 * Archives in the form that Linux takes as its first file system: cpio, «newc».
 *
 * @module
 */

/** Something in an archive; the folders above it come before it. */
export type Member =
  | { readonly path: string; readonly kind: "folder" }
  | { readonly path: string; readonly kind: "file"; readonly contents: Uint8Array | string };

const HEADER = 110;
const FOLDER = 0o040755;
const FILE = 0o100755;

/** Writes an archive into a file. */
export function writeCpio(to: string, members: Iterable<Member>): void {
  using file = Deno.openSync(to, { write: true, createNew: true });
  let inode = 1;
  for (const member of members) {
    const contents = member.kind === "folder" ? new Uint8Array(0) : bytesOf(member.contents);
    writeMember(file, inode++, member.kind === "folder" ? FOLDER : FILE, member.path, contents);
  }
  writeMember(file, 0, 0, "TRAILER!!!", new Uint8Array(0));
}

function writeMember(
  file: Deno.FsFile,
  inode: number,
  mode: number,
  path: string,
  contents: Uint8Array,
): void {
  const name = bytesOf(`${path}\0`);
  // magic; inode, mode, owner, group, links, time, size, device (2), the device that it is (2), length of the name, sum
  const numbers = [inode, mode, 0, 0, 1, 0, contents.length, 0, 0, 0, 0, name.length, 0];
  const header = bytesOf("070701" + numbers.map((n) => n.toString(16).padStart(8, "0")).join(""));
  const parts = [header, name, padding(HEADER + name.length), contents, padding(contents.length)];
  for (const part of parts) writeAll(file, part);
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

function padding(length: number): Uint8Array {
  return new Uint8Array(-length & 3);
}

function bytesOf(contents: Uint8Array | string): Uint8Array {
  return typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
}
