import { BLOCK, type Plant } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

const LONG = "n".repeat(240);

/** The record of the file with the long name, found by its continuation area. */
function longRecord(image: Plant): number {
  for (const at of image.records(image.root("primary")).slice(2)) {
    try {
      image.entry(at, "CE");
    } catch {
      continue;
    }
    const nm = image.entry(at, "NM");
    if (image.bytes[nm + 5] === LONG.charCodeAt(0)) return at;
  }
  throw new Error("No record goes on in a continuation area");
}

testFaults([
  {
    name: "an SP entry without its check bytes",
    id: "sp-invalid",
    plant(image) {
      const at = image.entry(image.root("primary"), "SP");
      image.bytes[at + 4] = 0;
      return at;
    },
  },
  {
    name: "the loss of the SP entry",
    id: "sp-missing",
    plant(image) {
      const at = image.entry(image.root("primary"), "SP");
      image.text(at, "XX");
      return at;
    },
  },
  {
    name: "an entry longer than its record",
    id: "susp-length",
    plant(image) {
      const at = image.entry(image.record("first.txt"), "TF");
      image.bytes[at + 2] = 250;
      return at;
    },
  },
  {
    name: "an entry shorter than an entry",
    id: "susp-length",
    plant(image) {
      const at = image.entry(image.record("first.txt"), "TF");
      image.bytes[at + 2] = 3;
      return at;
    },
  },
  {
    name: "an entry of an unknown version",
    id: "susp-version",
    plant(image) {
      const at = image.entry(image.record("first.txt"), "PX");
      image.bytes[at + 3] = 2;
      return at;
    },
  },
  {
    name: "a continuation area outside the image",
    id: "continuation-outside-image",
    plant(image) {
      const at = image.entry(longRecord(image), "CE");
      image.both32(at + 4, image.bytes.length / BLOCK);
      return at;
    },
  },
  {
    name: "a continuation area that goes on in itself",
    id: "continuation-cycle",
    plant(image) {
      const ce = image.entry(longRecord(image), "CE");
      const area = image.get32(ce + 4) * BLOCK + image.get32(ce + 12);
      image.bytes.copyWithin(area, ce, ce + 28);
      return area;
    },
  },
  {
    name: "a continuation area that crosses the end of its block",
    id: "continuation-crosses-block",
    plant(image) {
      const at = image.entry(longRecord(image), "CE");
      image.both32(at + 12, BLOCK - 5);
      return at;
    },
  },
  {
    name: "a continuation area in the blocks of a file",
    id: "extent-overlap",
    plant(image) {
      const at = image.entry(longRecord(image), "CE");
      image.both32(at + 4, image.get32(image.record("first.txt") + 2));
      image.both32(at + 12, 0);
      return image.record("first.txt");
    },
  },
  {
    name: "a continuation area that begins in another one",
    id: "continuation-overlap",
    plant(image) {
      const er = image.entry(image.root("primary"), "CE");
      const at = image.entry(longRecord(image), "CE");
      const first = image.get32(er + 4) * BLOCK + image.get32(er + 12);
      const second = image.get32(at + 4) * BLOCK + image.get32(at + 12);
      const [lower, pointer] = first < second ? [first, at] : [second, er];
      image.both32(pointer + 4, Math.floor((lower + 5) / BLOCK));
      image.both32(pointer + 12, (lower + 5) % BLOCK);
      return pointer;
    },
  },
  {
    name: "a CE entry of a wrong length",
    id: "ce-length",
    plant(image) {
      const at = image.entry(longRecord(image), "CE");
      image.bytes[at + 2] = 27;
      return at;
    },
  },
  {
    name: "a continuation area whose byte orders differ",
    id: "both-endian-mismatch",
    plant(image) {
      const at = image.entry(longRecord(image), "CE");
      image.bytes[at + 11]! ^= 1;
      return at;
    },
  },
  {
    name: "the loss of the ER entry",
    id: "er-missing",
    plant(image) {
      image.text(image.entry(image.root("primary"), "ER"), "XX");
      return image.root("primary");
    },
  },
  {
    name: "an ER entry whose texts do not fill it",
    id: "er-length",
    plant(image) {
      const at = image.entry(image.root("primary"), "ER");
      image.bytes[at + 4]! -= 1;
      return at;
    },
  },
]);
