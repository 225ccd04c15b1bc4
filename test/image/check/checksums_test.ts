import type { Plant } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

/** The data of the list of checksums. */
function list(image: Plant): number {
  return image.directory(image.record("sha256sums.txt"));
}

testFaults([
  {
    name: "a file whose data has another checksum",
    id: "checksum-mismatch",
    plant(image) {
      const at = image.directory(image.record("second.txt"));
      image.bytes[at + 4999]! ^= 1;
      return at;
    },
  },
  {
    name: "a checksum of a file that is not there",
    id: "checksum-file-missing",
    plant(image) {
      image.text(list(image) + 66, "X");
      return list(image);
    },
  },
  {
    name: "a line that holds no checksum",
    id: "checksum-line",
    plant(image) {
      image.text(list(image), "X");
      return list(image);
    },
  },
]);
