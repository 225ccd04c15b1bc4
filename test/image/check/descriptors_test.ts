import { BLOCK } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

testFaults([
  {
    name: "an image that ends before its descriptors",
    id: "image-too-short",
    plant(image) {
      image.cut(10 * BLOCK);
      return 10 * BLOCK;
    },
  },
  {
    name: "an image whose end is missing",
    id: "image-truncated",
    plant(image) {
      image.cut(image.bytes.length - BLOCK);
      return image.descriptor(1);
    },
  },
  {
    name: "a wrong standard identifier",
    id: "descriptor-identifier",
    plant(image) {
      image.text(image.descriptor(1) + 1, "CD002");
      return image.descriptor(1);
    },
  },
  {
    name: "a descriptor of an unknown version",
    id: "descriptor-version",
    plant(image) {
      image.bytes[image.descriptor(1) + 6] = 3;
      return image.descriptor(1);
    },
  },
  {
    name: "a descriptor of a reserved type",
    id: "descriptor-type",
    plant(image) {
      const at = image.descriptor(0);
      image.bytes[at] = 77;
      return at;
    },
  },
  {
    name: "the loss of the primary volume descriptor",
    id: "primary-missing",
    plant(image) {
      image.bytes[image.descriptor(1)] = 3;
      return 16 * BLOCK;
    },
  },
  {
    name: "the loss of the terminator",
    id: "terminator-missing",
    plant(image) {
      const at = image.descriptor(255);
      image.bytes.fill(0, at, at + BLOCK);
      return at;
    },
  },
  {
    name: "a volume size whose byte orders differ",
    id: "both-endian-mismatch",
    plant(image) {
      image.bytes[image.descriptor(1) + 87]! ^= 1;
      return image.descriptor(1);
    },
  },
  {
    name: "blocks of 4096 bytes",
    id: "block-size",
    plant(image) {
      image.both16(image.descriptor(1) + 128, 4096);
      return image.descriptor(1);
    },
  },
  {
    name: "a volume of no blocks",
    id: "volume-size",
    plant(image) {
      image.both32(image.descriptor(1) + 80, 0);
      return image.descriptor(1);
    },
  },
  {
    name: "a volume that is the second of a set of one",
    id: "volume-set",
    plant(image) {
      image.both16(image.descriptor(1) + 124, 2);
      return image.descriptor(1);
    },
  },
  {
    name: "an unknown version of the file structure",
    id: "structure-version",
    plant(image) {
      image.bytes[image.descriptor(1) + 881] = 9;
      return image.descriptor(1);
    },
  },
  {
    name: "a volume made in the 13th month",
    id: "volume-date",
    plant(image) {
      image.text(image.descriptor(1) + 813 + 4, "13");
      return image.descriptor(1);
    },
  },
  {
    name: "a volume made 14 hours behind Greenwich",
    id: "volume-date",
    plant(image) {
      image.bytes[image.descriptor(1) + 813 + 16] = 0x100 - 56;
      return image.descriptor(1);
    },
  },
  {
    name: "a small letter in the volume identifier",
    id: "descriptor-characters",
    plant(image) {
      image.text(image.descriptor(1) + 40, "s");
      return image.descriptor(1);
    },
  },
  {
    name: "an unused field that is used",
    id: "descriptor-unused",
    plant(image) {
      image.bytes[image.descriptor(1) + 72] = 1;
      return image.descriptor(1);
    },
  },
  {
    name: "reserved bytes that are not zero",
    id: "descriptor-reserved",
    plant(image) {
      image.bytes[image.descriptor(1) + 1500] = 1;
      return image.descriptor(1);
    },
  },
  {
    name: "volume flags that do not exist",
    id: "descriptor-flags",
    plant(image) {
      image.bytes[image.descriptor(2) + 7] = 0x80;
      return image.descriptor(2);
    },
  },
  {
    name: "a character set that nobody knows",
    id: "escape-sequence",
    plant(image) {
      image.text(image.descriptor(2) + 88, "%/Z");
      return image.descriptor(2);
    },
  },
  {
    name: "a root that is not a directory",
    id: "root-record",
    plant(image) {
      image.bytes[image.descriptor(1) + 156 + 25] = 0;
      return image.descriptor(1);
    },
  },
  {
    name: "a root outside the image",
    id: "extent-outside-image",
    plant(image) {
      image.both32(image.descriptor(1) + 158, 0x7fffffff);
      return image.descriptor(1);
    },
  },
]);
