import { BLOCK, type Plant } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

/** The record of a directory in a path table. */
function pathRecord(image: Plant, order: "L" | "M", name: string): number {
  for (const at of image.pathRecords(order)) {
    const text = String.fromCharCode(...image.bytes.subarray(at + 8, at + 8 + image.bytes[at]!));
    if (text === name) return at;
  }
  throw new Error(`The path table has no ${name}`);
}

/** Exchanges so many bytes at two places. */
function exchange(image: Plant, a: number, b: number, length: number): void {
  const bytes = image.bytes.slice(a, a + length);
  image.bytes.copyWithin(a, b, b + length);
  image.bytes.set(bytes, b);
}

testFaults([
  {
    name: "a descriptor that names no path table",
    id: "path-table-missing",
    plant(image) {
      image.put32L(image.descriptor(1) + 140, 0);
      return image.descriptor(1);
    },
  },
  {
    name: "a path table outside the image",
    id: "path-table-outside-image",
    plant(image) {
      image.put32L(image.descriptor(1) + 140, image.bytes.length / BLOCK);
      return image.descriptor(1);
    },
  },
  {
    name: "an M path table that differs from the L one",
    id: "path-table-mismatch",
    plant(image) {
      const at = pathRecord(image, "M", "LEFT");
      image.bytes[at + 5]! ^= 1;
      return at;
    },
  },
  {
    name: "a path table record of a block where no directory is",
    id: "path-table-extent",
    plant(image) {
      const at = pathRecord(image, "L", "LEFT");
      image.put32L(at + 2, 17);
      return at;
    },
  },
  {
    name: "a path table record with another parent",
    id: "path-table-parent",
    plant(image) {
      const at = pathRecord(image, "L", "LIME");
      image.put16L(at + 6, 2);
      return at;
    },
  },
  {
    name: "a path table record that calls a directory by another name",
    id: "path-table-identifier",
    plant(image) {
      const at = pathRecord(image, "L", "LIME");
      image.text(at + 8, "LIMO");
      return at;
    },
  },
  {
    name: "path table records out of order",
    id: "path-table-order",
    plant(image) {
      for (const order of ["M", "L"] as const) {
        exchange(image, pathRecord(image, order, "LEFT"), pathRecord(image, order, "LIME"), 12);
      }
      return pathRecord(image, "L", "LEFT");
    },
  },
  {
    name: "a path table longer than its records",
    id: "path-table-size",
    plant(image) {
      const at = image.descriptor(1) + 132;
      image.both32(at, image.get32(at) + 2);
      return at;
    },
  },
  {
    name: "a directory that the path table leaves out",
    id: "path-table-incomplete",
    plant(image) {
      image.put32L(pathRecord(image, "L", "LIME") + 2, 17);
      return image.record("lime");
    },
  },
  {
    name: "a padding byte of the path table that is not zero",
    id: "path-table-padding",
    plant(image) {
      const at = image.pathTable("L");
      image.bytes[at + 9] = 1;
      return at;
    },
  },
]);
