/**
 * layout → bytes: any stretch of the image, asked for in any order. Asked for in order, every file is opened once.
 *
 * @module
 */

import { BLOCK_SIZE } from "../iso9660/block.ts";
import { FileReader } from "./file_reader.ts";
import { DirectoryWriter, pathTable } from "./layout/directory_writer.ts";
import type { Hierarchy } from "./layout/hierarchy.ts";
import type { ImageLayout } from "./layout/layout.ts";
import type { Notice } from "./options.ts";
import { SourceTree } from "./source_tree.ts";

/** One run of the image that is made in one way. */
interface Section {
  /** Byte offset of its first byte. */
  readonly from: number;
  /** Byte offset behind its last byte. */
  readonly to: number;
  /** Fills `into` with the bytes from `position` on, both within the section. */
  fill(position: number, into: Uint8Array): void;
}

/** The bytes of an image, made as they are asked for. Not for several threads: each has its own. */
export class ImageBytes implements Disposable {
  /** Length in bytes. */
  readonly size: number;
  readonly #sections: readonly Section[];
  readonly #reader: FileReader;
  #last = 0;

  /** `onNotice` is told of every file that is not what it was when the layout was made. */
  constructor(layout: ImageLayout, onNotice: (notice: Notice) => void) {
    const tree = SourceTree.of(layout.tree);
    this.size = layout.blocks * BLOCK_SIZE;
    this.#reader = new FileReader(tree, onNotice);
    this.#sections = sectionsOf(layout, tree, this.#reader).sort((a, b) => a.from - b.from);
  }

  /**
   * Fills a stretch of bytes.
   *
   * @param position byte offset in the image
   * @param into where the bytes go; filled whole, so it must not reach over the end
   */
  read(position: number, into: Uint8Array): void {
    let done = 0;
    while (done < into.length) {
      const at = position + done;
      const section = this.#sectionAt(at);
      const to = Math.min(into.length, section.to - position);
      section.fill(at, into.subarray(done, to));
      done = to;
    }
  }

  /** Closes what is held open. */
  [Symbol.dispose](): void {
    this.#reader.close();
  }

  #sectionAt(position: number): Section {
    if (position < this.#sections[this.#last]!.from) this.#last = 0;
    while (position >= this.#sections[this.#last]!.to) this.#last++;
    return this.#sections[this.#last]!;
  }
}

/** All sections of an image; what lies between them is zeros. */
function sectionsOf(layout: ImageLayout, tree: SourceTree, reader: FileReader): Section[] {
  const sections: Section[] = [];
  const bytes = (block: number, length: number, make: () => Uint8Array) => {
    let made: Uint8Array | undefined;
    const from = block * BLOCK_SIZE;
    sections.push({
      from,
      to: from + length,
      fill(position, into) {
        made ??= make();
        into.set(made.subarray(position - from, position - from + into.length));
      },
    });
  };
  for (const fixed of layout.fixed) bytes(fixed.block, fixed.bytes.length, () => fixed.bytes);
  for (const hierarchy of layout.hierarchies) {
    const size = Math.ceil(hierarchy.pathTableSize / BLOCK_SIZE) * BLOCK_SIZE;
    bytes(hierarchy.pathTableL, size, () => pathTable(hierarchy, size, "L"));
    bytes(hierarchy.pathTableM, size, () => pathTable(hierarchy, size, "M"));
    sections.push(directorySection(new DirectoryWriter(tree, hierarchy, layout.block), hierarchy));
  }
  if (layout.files.length > 0) sections.push(fileSection(layout, tree, reader));
  return withZeros(sections, layout.blocks * BLOCK_SIZE);
}

function directorySection(writer: DirectoryWriter, { extents, placed }: Hierarchy): Section {
  const starts = placed.map((directory) => extents[directory]!);
  const last = starts.length - 1;
  let made: { directory: number; bytes: Uint8Array } | undefined;
  let index = 0;
  return {
    from: starts[0]! * BLOCK_SIZE,
    to: starts[last]! * BLOCK_SIZE + writer.length(placed[last]!),
    fill(position, into) {
      index = indexAt(starts, position / BLOCK_SIZE, index);
      let done = 0;
      while (done < into.length) {
        const directory = placed[index]!;
        const inside = position + done - starts[index]! * BLOCK_SIZE;
        const length = writer.length(directory);
        const part = Math.min(length - inside, into.length - done);
        if (part === length) {
          writer.write(directory, into.subarray(done, done + part));
        } else {
          if (made?.directory !== directory) {
            made = { directory, bytes: new Uint8Array(length) };
            writer.write(directory, made.bytes);
          }
          into.set(made.bytes.subarray(inside, inside + part), done);
          // A directory of a whole folder of files is large: nobody asks for it again.
          if (inside + part === length) made = undefined;
        }
        done += part;
        if (done < into.length) index++;
      }
    },
  };
}

function fileSection(layout: ImageLayout, tree: SourceTree, reader: FileReader): Section {
  const { files, block, patched, checksumFile } = layout;
  const starts = files.map((entry) => block[entry]!);
  const last = files.length - 1;
  let index = 0;
  const end = starts[last]! * BLOCK_SIZE + Math.ceil(tree.size[files[last]!]! / BLOCK_SIZE) * BLOCK_SIZE;
  return {
    from: starts[0]! * BLOCK_SIZE,
    to: end,
    fill(position, into) {
      index = indexAt(starts, position / BLOCK_SIZE, index);
      let done = 0;
      while (done < into.length) {
        const entry = files[index]!;
        const inside = position + done - starts[index]! * BLOCK_SIZE;
        const next = index < last ? starts[index + 1]! * BLOCK_SIZE : end;
        const part = Math.min(next - position - done, into.length - done);
        const target = into.subarray(done, done + part);
        // The checksums are known to whoever sees the whole stream pass: here their place stays zero.
        if (entry === checksumFile) target.fill(0);
        else reader.read(entry, inside, target);
        const head = patched.get(entry);
        if (head !== undefined) target.set(head.subarray(inside, inside + target.length));
        done += part;
        if (done < into.length) index++;
      }
    },
  };
}

function withZeros(sections: Section[], size: number): Section[] {
  const fill = (_position: number, into: Uint8Array) => void into.fill(0);
  const filled: Section[] = [];
  let at = 0;
  for (const section of sections.sort((a, b) => a.from - b.from)) {
    if (section.from > at) filled.push({ from: at, to: section.from, fill });
    filled.push(section);
    at = section.to;
  }
  if (at < size) filled.push({ from: at, to: size, fill });
  return filled;
}

/** The last index whose start is not behind the block; `near` is where the search may be over at once. */
function indexAt(starts: Uint32Array, block: number, near: number): number {
  const holds = (i: number) => starts[i]! <= block && (i + 1 === starts.length || block < starts[i + 1]!);
  if (holds(near)) return near;
  if (near + 1 < starts.length && holds(near + 1)) return near + 1;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= block) low = middle;
    else high = middle - 1;
  }
  return low;
}
