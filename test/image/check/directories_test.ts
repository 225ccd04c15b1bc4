import { BLOCK, type Plant } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

/** Exchanges two neighbouring records of the same length. */
function exchange(image: Plant, a: number, b: number): void {
  const length = image.bytes[a]!;
  if (length !== image.bytes[b] || b !== a + length) throw new Error("The records are not alike neighbours");
  const first = image.bytes.slice(a, b);
  image.bytes.copyWithin(a, b, b + length);
  image.bytes.set(first, b);
}

/** The last record in the first block of a directory that has several. */
function lastInBlock(image: Plant): number {
  const start = image.directory(image.record("many"));
  return image.records(start).findLast((at) => at < start + BLOCK)!;
}

testFaults([
  {
    name: "an extent whose byte orders differ",
    id: "both-endian-mismatch",
    plant(image) {
      image.bytes[image.record("first.txt") + 9]! ^= 1;
      return image.record("first.txt");
    },
  },
  {
    name: "a volume number whose byte orders differ",
    id: "both-endian-mismatch",
    plant(image) {
      image.bytes[image.record("first.txt") + 31]! ^= 2;
      return image.record("first.txt");
    },
  },
  {
    name: "data on another volume",
    id: "record-volume",
    plant(image) {
      image.both16(image.record("first.txt") + 28, 2);
      return image.record("first.txt");
    },
  },
  {
    name: "records out of order",
    id: "directory-order",
    plant(image) {
      const at = image.record("twin-a.txt");
      exchange(image, at, image.record("twin-b.txt"));
      return at;
    },
  },
  {
    name: "Joliet records out of order",
    id: "directory-order",
    plant(image) {
      const at = image.record("twin-a.txt", "joliet");
      exchange(image, at, image.record("twin-b.txt", "joliet"));
      return at;
    },
  },
  {
    name: "two records with the same identifier",
    id: "duplicate-identifier",
    plant(image) {
      const a = image.record("twin-a.txt"), b = image.record("twin-b.txt");
      image.bytes.copyWithin(b + 33, a + 33, a + 33 + image.bytes[a + 32]!);
      return b;
    },
  },
  {
    name: 'a "." of another directory',
    id: "dot-extent",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.both32(at + 2, image.directory(image.record("lime")) / BLOCK);
      return at;
    },
  },
  {
    name: 'a "." of another length',
    id: "dot-size",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.both32(at + 10, 2 * BLOCK);
      return at;
    },
  },
  {
    name: "a directory without record for itself",
    id: "dot-missing",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.bytes[at + 33] = 0x41;
      return at;
    },
  },
  {
    name: 'a "." that is a file',
    id: "dot-flags",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.bytes[at + 25] = 0;
      return at;
    },
  },
  {
    name: "a directory without record for its parent",
    id: "dotdot-missing",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.bytes[at + image.bytes[at]! + 33] = 0x41;
      return at;
    },
  },
  {
    name: 'a ".." of another directory than the parent',
    id: "dotdot-extent",
    plant(image) {
      const at = image.directory(image.record("left"));
      image.both32(at + image.bytes[at]! + 2, image.directory(image.record("lime")) / BLOCK);
      return at;
    },
  },
  {
    name: 'a second "." among the entries',
    id: "special-record-misplaced",
    plant(image) {
      const at = image.record("left/ab");
      image.bytes[at + 32] = 1;
      image.bytes[at + 33] = 0;
      return at;
    },
  },
  {
    name: "a record that crosses the end of a block",
    id: "record-crosses-block",
    plant(image) {
      const at = lastInBlock(image);
      image.bytes[at] = 254;
      return at;
    },
  },
  {
    name: "an identifier longer than its record",
    id: "record-length",
    plant(image) {
      const at = image.record("first.txt");
      image.bytes[at + 32] = 250;
      return at;
    },
  },
  {
    name: "bytes behind the last record of a block",
    id: "directory-padding",
    plant(image) {
      const end = image.directory(image.record("left")) + BLOCK;
      image.bytes[end - 1] = 1;
      return end - 1;
    },
  },
  {
    name: "a padding byte of a record that is not zero",
    id: "record-padding",
    plant(image) {
      const at = image.record("left");
      const length = image.bytes[at + 32]!;
      if (length % 2 !== 0) throw new Error("The record has no padding byte");
      image.bytes[at + 33 + length] = 1;
      return at;
    },
  },
  {
    name: "a file outside the image",
    id: "extent-outside-image",
    plant(image) {
      const at = image.record("first.txt");
      image.both32(at + 2, image.bytes.length / BLOCK - 1);
      return at;
    },
  },
  {
    name: "a file of four gigabytes in a small image",
    id: "extent-outside-image",
    plant(image) {
      const at = image.record("first.txt");
      image.both32(at + 10, 0xffffffff);
      return at;
    },
  },
  {
    name: "a file in the blocks of a directory",
    id: "extent-overlap",
    plant(image) {
      const at = image.record("twin-a.txt");
      image.both32(at + 2, image.get32(image.record("left") + 2));
      return at;
    },
  },
  {
    name: "a file in the system area",
    id: "extent-overlap",
    plant(image) {
      const at = image.record("twin-a.txt");
      image.both32(at + 2, 3);
      return at;
    },
  },
  {
    name: "a file that begins in the middle of another one",
    id: "extent-overlap",
    plant(image) {
      const at = image.record("twin-a.txt");
      image.both32(at + 2, image.get32(image.record("second.txt") + 2) + 1);
      return at;
    },
  },
  {
    name: "a directory that holds its own parent",
    id: "directory-cycle",
    plant(image) {
      const at = image.record("deep/2");
      image.both32(at + 2, image.root("primary") / BLOCK);
      return at;
    },
  },
  {
    name: "one directory in two places",
    id: "directory-cycle",
    plant(image) {
      const at = image.record("lime");
      image.both32(at + 2, image.get32(image.record("left") + 2));
      return at;
    },
  },
  {
    name: "a directory that is no whole number of blocks",
    id: "directory-size",
    plant(image) {
      const at = image.record("left");
      image.both32(at + 10, BLOCK - 1);
      return at;
    },
  },
  {
    name: "a file of the 13th month",
    id: "record-date",
    plant(image) {
      image.bytes[image.record("first.txt") + 19] = 13;
      return image.record("first.txt");
    },
  },
  {
    name: "a file dated in a zone that does not exist",
    id: "record-date",
    plant(image) {
      image.bytes[image.record("first.txt") + 24] = 53;
      return image.record("first.txt");
    },
  },
  {
    name: "reserved file flags",
    id: "record-flags",
    plant(image) {
      image.bytes[image.record("first.txt") + 25] = 0x40;
      return image.record("first.txt");
    },
  },
  {
    name: "interleaved data",
    id: "record-interleaved",
    plant(image) {
      image.bytes[image.record("first.txt") + 26] = 1;
      return image.record("first.txt");
    },
  },
  {
    name: "an extended attribute record",
    id: "record-attributes",
    plant(image) {
      image.bytes[image.record("first.txt") + 1] = 1;
      return image.record("first.txt");
    },
  },
  {
    name: "a small letter in an identifier",
    id: "identifier-characters",
    plant(image) {
      image.text(image.record("first.txt") + 33, "f");
      return image.record("first.txt");
    },
  },
  {
    name: "a slash in an identifier",
    id: "identifier-separator",
    plant(image) {
      image.text(image.record("first.txt") + 34, "/");
      return image.record("first.txt");
    },
  },
  {
    name: "an identifier with two full stops",
    id: "identifier-dots",
    plant(image) {
      image.text(image.record("first.txt") + 34, ".");
      return image.record("first.txt");
    },
  },
  {
    name: "the version 0 of a file",
    id: "version-number",
    plant(image) {
      const at = image.record("first.txt");
      image.text(at + 32 + image.bytes[at + 32]!, "0");
      return at;
    },
  },
  {
    name: "a file without version",
    id: "version-missing",
    plant(image) {
      const at = image.record("first.txt");
      image.text(at + 31 + image.bytes[at + 32]!, "_");
      return at;
    },
  },
  {
    name: "a file that is to go on, but does not",
    id: "multi-extent-unfinished",
    plant(image) {
      const a = image.record("twin-a.txt");
      image.bytes[a + 25]! |= 0x80;
      return a;
    },
  },
  {
    name: "a file that goes on after half a block",
    id: "multi-extent-length",
    plant(image) {
      const a = image.record("twin-a.txt");
      image.bytes[a + 25]! |= 0x80;
      return a;
    },
  },
  {
    name: "bytes behind the end of a file",
    id: "file-padding",
    plant(image) {
      const at = image.directory(image.record("first.txt")) + 3000;
      image.bytes[at] = 1;
      return at;
    },
  },
]);
