import { BLOCK } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

testFaults([
  {
    name: "a boot catalog outside the image",
    id: "boot-catalog-outside-image",
    plant(image) {
      image.put32L(image.descriptor(0) + 71, image.bytes.length / BLOCK);
      return image.descriptor(0);
    },
  },
  {
    name: "a boot catalog that does not begin with a validation entry",
    id: "boot-catalog-header",
    plant(image) {
      image.bytes[image.bootCatalog()] = 2;
      return image.bootCatalog();
    },
  },
  {
    name: "a wrong checksum of the boot catalog",
    id: "boot-catalog-checksum",
    plant(image) {
      image.bytes[image.bootCatalog() + 28]! ^= 1;
      return image.bootCatalog();
    },
  },
  {
    name: "wrong key bytes of the boot catalog",
    id: "boot-catalog-key",
    plant(image) {
      image.bytes[image.bootCatalog() + 31] = 0;
      return image.bootCatalog();
    },
  },
  {
    name: "a boot entry that is neither bootable nor not",
    id: "boot-indicator",
    plant(image) {
      image.bytes[image.bootCatalog() + 32] = 0x77;
      return image.bootCatalog();
    },
  },
  {
    name: "a boot image on an unknown kind of medium",
    id: "boot-media",
    plant(image) {
      image.bytes[image.bootCatalog() + 33] = 9;
      return image.bootCatalog();
    },
  },
  {
    name: "a boot image outside the image",
    id: "boot-image-outside-image",
    plant(image) {
      image.put32L(image.bootCatalog() + 40, image.bytes.length / BLOCK);
      return image.bootCatalog();
    },
  },
  {
    name: "a boot image in the blocks of a directory",
    id: "extent-overlap",
    plant(image) {
      image.put32L(image.bootCatalog() + 40, image.root("primary") / BLOCK);
      return image.bootCatalog();
    },
  },
  {
    name: "an unknown section of the boot catalog",
    id: "boot-section-header",
    plant(image) {
      image.bytes[image.bootCatalog() + 64] = 0x55;
      return image.bootCatalog();
    },
  },
  {
    name: "a section of the boot catalog longer than the catalog",
    id: "boot-section-length",
    plant(image) {
      image.put16L(image.bootCatalog() + 66, 500);
      return image.bootCatalog() + BLOCK;
    },
  },
]);
