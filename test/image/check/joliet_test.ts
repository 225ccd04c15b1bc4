import { BLOCK } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

testFaults([
  {
    name: "a backslash in a Joliet name",
    id: "joliet-name-characters",
    plant(image) {
      const at = image.record("first.txt", "joliet");
      image.text(at + 33, "\0\\");
      return at;
    },
  },
  {
    name: "a Joliet name of half a character",
    id: "joliet-name-odd",
    plant(image) {
      const at = image.record("first.txt", "joliet");
      image.bytes[at + 32]! -= 1;
      return at;
    },
  },
  {
    name: "data that only the Joliet tree knows",
    id: "joliet-extent-extra",
    plant(image) {
      const at = image.record("twin-a.txt", "joliet");
      image.both32(at + 2, image.get32(image.record("second.txt") + 2) + 1);
      return at;
    },
  },
  {
    name: "data that the Joliet tree does not know",
    id: "joliet-extent-missing",
    plant(image) {
      image.both32(image.record("twin-a.txt", "joliet") + 10, 0);
      return image.record("twin-a.txt");
    },
  },
  {
    name: "a file whose length in the Joliet tree is another one",
    id: "extent-overlap",
    plant(image) {
      const at = image.record("twin-a.txt", "joliet");
      image.both32(at + 10, 5);
      return at;
    },
  },
  {
    name: "a Joliet path table that differs from the directories",
    id: "path-table-extent",
    plant(image) {
      const at = image.pathRecords("L", "joliet")[1]!;
      image.put32L(at + 2, image.bytes.length / BLOCK - 1);
      return at;
    },
  },
]);
