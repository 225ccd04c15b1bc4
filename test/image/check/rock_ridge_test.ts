import { BLOCK, type Plant } from "../../support/plant.ts";
import { testFaults } from "./fault_test_of.ts";

/** An entry of the record of a path. */
function entry(image: Plant, path: string, signature: string): number {
  return image.entry(image.record(path), signature);
}

/** The record that stands where a directory was moved away. */
function movedAway(image: Plant): number {
  return image.record("deep/2/3/4/5/6/7/8");
}

/** The directory that was moved from there. */
function movedTo(image: Plant): number {
  return image.get32(image.entry(movedAway(image), "CL") + 4) * BLOCK;
}

/** The record of that directory where it is now. */
function movedRecord(image: Plant): number {
  const parent = movedTo(image) + image.bytes[movedTo(image)]!;
  return image.records(image.directory(parent)).slice(2).find((at) =>
    image.directory(at) === movedTo(image)
  )!;
}

testFaults([
  {
    name: "a file without POSIX attributes",
    id: "px-missing",
    plant(image) {
      image.text(entry(image, "first.txt", "PX"), "XX");
      return image.record("first.txt");
    },
  },
  {
    name: "a PX entry of 40 bytes",
    id: "px-length",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.bytes[at + 2] = 40;
      return at;
    },
  },
  {
    name: "a mode whose byte orders differ",
    id: "both-endian-mismatch",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.bytes[at + 11]! ^= 1;
      return at;
    },
  },
  {
    name: "a file with the mode of a directory",
    id: "px-directory-mode",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.both32(at + 4, 0o040755);
      return at;
    },
  },
  {
    name: "a directory with the mode of a file",
    id: "px-directory-mode",
    plant(image) {
      const at = entry(image, "left", "PX");
      image.both32(at + 4, 0o100644);
      return at;
    },
  },
  {
    name: "a mode that is no kind of file",
    id: "px-mode",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.both32(at + 4, 0o030644);
      return at;
    },
  },
  {
    name: "a symbolic link without target",
    id: "sl-missing",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.both32(at + 4, 0o120777);
      return at;
    },
  },
  {
    name: "a target of what is not a symbolic link",
    id: "sl-unexpected",
    plant(image) {
      image.both32(entry(image, "link", "PX") + 4, 0o100644);
      return entry(image, "link", "SL");
    },
  },
  {
    name: "a device without number",
    id: "pn-missing",
    plant(image) {
      const at = entry(image, "first.txt", "PX");
      image.both32(at + 4, 0o020644);
      return at;
    },
  },
  {
    name: "a FIFO that has data",
    id: "special-file-data",
    plant(image) {
      image.both32(entry(image, "first.txt", "PX") + 4, 0o010644);
      return image.record("first.txt");
    },
  },
  {
    name: "a file with more links than records",
    id: "link-count",
    plant(image) {
      const at = entry(image, "second.txt", "PX");
      image.both32(at + 12, 5);
      return at;
    },
  },
  {
    name: "links of one file that count differently",
    id: "link-count",
    plant(image) {
      const at = entry(image, "hard.txt", "PX");
      image.both32(at + 12, 3);
      return at;
    },
  },
  {
    name: "two files with one serial number",
    id: "serial-shared",
    plant(image) {
      const at = entry(image, "twin-b.txt", "PX");
      image.both32(at + 36, image.get32(entry(image, "twin-a.txt", "PX") + 36));
      return at;
    },
  },
  {
    name: "a directory with too many links",
    id: "directory-link-count",
    plant(image) {
      const at = image.entry(image.directory(image.record("left")), "PX");
      image.both32(at + 12, 7);
      return at;
    },
  },
  {
    name: "a slash in a name",
    id: "nm-characters",
    plant(image) {
      const at = entry(image, "first.txt", "NM");
      image.text(at + 6, "/");
      return at;
    },
  },
  {
    name: "a NUL in a name",
    id: "nm-characters",
    plant(image) {
      const at = entry(image, "first.txt", "NM");
      image.text(at + 6, "\0");
      return at;
    },
  },
  {
    name: 'a file called ".."',
    id: "nm-dot",
    plant(image) {
      const at = entry(image, "left/ab", "NM");
      image.text(at + 5, "..");
      return at;
    },
  },
  {
    name: "a file with an empty name",
    id: "nm-empty",
    plant(image) {
      const at = entry(image, "left/abcd", "NM");
      image.bytes[at + 2] = 5;
      image.text(at + 5, "ZZ\x04\x01");
      return at;
    },
  },
  {
    name: "two files of one name",
    id: "nm-duplicate",
    plant(image) {
      const at = entry(image, "twin-b.txt", "NM");
      image.text(at + 5, "twin-a.txt");
      return at;
    },
  },
  {
    name: 'a file whose name says "this directory"',
    id: "nm-flags",
    plant(image) {
      const at = entry(image, "first.txt", "NM");
      image.bytes[at + 4] = 2;
      return at;
    },
  },
  {
    name: "a name that is to go on, but does not",
    id: "nm-unfinished",
    plant(image) {
      const at = entry(image, "first.txt", "NM");
      image.bytes[at + 4] = 1;
      return at;
    },
  },
  {
    name: "a component of a symbolic link that leaves its entry",
    id: "sl-component",
    plant(image) {
      const at = entry(image, "link", "SL");
      image.bytes[at + 6] = 200;
      return at;
    },
  },
  {
    name: "a component of a symbolic link that is two things at once",
    id: "sl-component",
    plant(image) {
      const at = entry(image, "link", "SL");
      image.bytes[at + 5] = 6;
      return at;
    },
  },
  {
    name: "a slash in a component of a symbolic link",
    id: "sl-characters",
    plant(image) {
      const at = entry(image, "link", "SL");
      image.text(at + 8, "/");
      return at;
    },
  },
  {
    name: "a symbolic link that is to go on, but does not",
    id: "sl-unfinished",
    plant(image) {
      const at = entry(image, "link", "SL");
      image.bytes[at + 4] = 1;
      return at;
    },
  },
  {
    name: "times that their flags do not announce",
    id: "tf-length",
    plant(image) {
      const at = entry(image, "first.txt", "TF");
      image.bytes[at + 4] = 0x7f;
      return at;
    },
  },
  {
    name: "a time at 25 o'clock",
    id: "tf-date",
    plant(image) {
      const at = entry(image, "first.txt", "TF");
      image.bytes[at + 5 + 3] = 25;
      return at;
    },
  },
  {
    name: "a moved directory that is not where it should be",
    id: "cl-target",
    plant(image) {
      const at = image.entry(movedAway(image), "CL");
      image.both32(at + 4, 18);
      return at;
    },
  },
  {
    name: "a moved directory with another parent",
    id: "pl-mismatch",
    plant(image) {
      const at = image.entry(movedTo(image) + image.bytes[movedTo(image)]!, "PL");
      image.both32(at + 4, image.root("primary") / BLOCK);
      return at;
    },
  },
  {
    name: "a moved directory that does not know its parent",
    id: "pl-missing",
    plant(image) {
      image.text(image.entry(movedTo(image) + image.bytes[movedTo(image)]!, "PL"), "XX");
      return movedAway(image);
    },
  },
  {
    name: "a moved directory that is not marked",
    id: "re-missing",
    plant(image) {
      image.text(image.entry(movedRecord(image), "RE"), "XX");
      return movedAway(image);
    },
  },
  {
    name: "a moved directory that is shown nowhere",
    id: "cl-missing",
    plant(image) {
      const directory = movedTo(image);
      image.text(image.entry(movedAway(image), "CL"), "XX");
      return image.entry(directory + image.bytes[directory]!, "PL");
    },
  },
]);
