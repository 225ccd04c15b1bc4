/**
 * What the Rock Ridge entries of a record must be together, and together with the record (RRIP 4.1).
 *
 * @module
 */

import type { Attributes } from "./attributes.ts";
import type { Context } from "./context.ts";
import type { Severity } from "./findings.ts";
import type { RecordView } from "./record.ts";

const TYPE = 0o170000;
const FIFO = 0o010000;
const CHARACTER_DEVICE = 0o020000;
const DIRECTORY = 0o040000;
const BLOCK_DEVICE = 0o060000;
const FILE = 0o100000;
const LINK = 0o120000;
const SOCKET = 0o140000;
const KNOWN = [FIFO, CHARACTER_DEVICE, DIRECTORY, BLOCK_DEVICE, FILE, LINK, SOCKET];

/** Judges the POSIX attributes of a record. */
export function checkAttributes(
  context: Context,
  record: RecordView,
  attributes: Attributes,
  path: () => string,
): void {
  const { findings } = context;
  const { px, mode } = attributes;
  if (px < 0) {
    findings.error(
      "px-missing",
      record.position,
      "PX entry",
      "RRIP 4.1.1",
      () => `${path()} has no POSIX attributes`,
    );
    return;
  }
  const fault = (severity: Severity, id: string, message: () => string) =>
    findings.add(severity, id, px + 4, "PX entry", "RRIP 4.1.1", message);
  const type = mode & TYPE;
  if (!KNOWN.includes(type)) {
    // A common writer leaves the attributes of ".." empty in the directory it makes for moved ones.
    fault(
      record.isSpecial(1) ? "warning" : "error",
      "px-mode",
      () => `The mode of ${path()} is ${mode.toString(8)}, which is no kind of file`,
    );
    return;
  }
  // Where a directory was moved away, a record of a file with the attributes of the directory stands for it.
  const directory = record.isDirectory || attributes.cl >= 0;
  if (directory !== (type === DIRECTORY)) {
    const kind = directory ? "directory" : "file";
    fault(
      "error",
      "px-directory-mode",
      () => `The mode of ${path()} is ${mode.toString(8)}, its record is that of a ${kind}`,
    );
    return;
  }
  const device = type === CHARACTER_DEVICE || type === BLOCK_DEVICE;
  checkCompanion(context, px, attributes.link.at, type === LINK, LINK_ENTRY, path);
  checkCompanion(context, px, attributes.pn, device, DEVICE_ENTRY, path);
  if (type !== FILE && type !== DIRECTORY && record.size !== 0) {
    findings.warning(
      "special-file-data",
      record.position + 10,
      "directory record",
      "RRIP 4.1.1",
      () => `${path()} is not a regular file, but has ${record.size} bytes of data`,
    );
  }
}

/** Judges whether an entry is there if, and only if, the mode asks for it; `at` is where it stands, or -1. */
function checkCompanion(
  context: Context,
  px: number,
  at: number,
  wanted: boolean,
  entry: typeof LINK_ENTRY,
  path: () => string,
): void {
  if (wanted === at >= 0) return;
  const { name, clause, kind } = entry;
  const structure = `${name} entry`;
  const id = name.toLowerCase();
  if (wanted) {
    const message = () => `${path()} is a ${kind} without ${structure}`;
    context.findings.error(`${id}-missing`, px, structure, clause, message);
  } else {
    const message = () => `${path()} has an entry ${name}, but is not a ${kind}`;
    context.findings.error(`${id}-unexpected`, at, structure, clause, message);
  }
}

const LINK_ENTRY = { name: "SL", clause: "RRIP 4.1.3", kind: "symbolic link" };
const DEVICE_ENTRY = { name: "PN", clause: "RRIP 4.1.2", kind: "device" };

/** Judges the name of an entry that is neither "." nor "..", and remembers it among those of its directory. */
export function checkName(
  context: Context,
  attributes: Attributes,
  names: Set<string>,
  path: () => string,
): void {
  const { at, text: name, flags } = attributes.name;
  const fault = (id: string, message: () => string) =>
    context.findings.error(id, at, "NM entry", "RRIP 4.1.4", message);
  if ((flags & 0x06) !== 0) {
    fault("nm-flags", () => `The name of ${path()} says that it stands for "." or ".."`);
  } else if (name === "") {
    fault("nm-empty", () => `The name of ${path()} is empty`);
  } else if (name === "." || name === "..") {
    fault("nm-dot", () => `The name of ${path()} is "${name}"`);
  } else if (name.includes("/") || name.includes("\0")) {
    fault("nm-characters", () => `The name of ${path()} holds / or NUL`);
  } else if (attributes.re >= 0) {
    // Users do not see it here: the names of moved directories are those of their own places.
    return;
  } else if (names.has(name)) {
    fault("nm-duplicate", () => `A second entry of the directory has the name of ${path()}`);
  } else {
    names.add(name);
  }
  if (name.length > 255) {
    context.findings.warning(
      "nm-length",
      at,
      "NM entry",
      "RRIP 4.1.4",
      () => `The name of ${path()} has more than 255 bytes`,
    );
  }
}
