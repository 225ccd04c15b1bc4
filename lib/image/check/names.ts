/**
 * The characters and the form of identifiers in directory records (ECMA-119 7.5 and 7.6, Joliet).
 *
 * @module
 */

import { isDCharacter, isJolietForbidden } from "../../iso9660/characters.ts";
import { MAX_JOLIET_IDENTIFIER_BYTES } from "../../iso9660/joliet.ts";
import type { Context } from "./context.ts";
import type { RecordView } from "./record.ts";
import type { TreeKind } from "./tree.ts";

const STRUCTURE = "directory record";

/**
 * Judges the identifier of a record that is neither "." nor "..".
 *
 * @param moved whether the record stands for a moved directory, and may have the form of a file or of a directory
 */
export function checkIdentifier(
  context: Context,
  record: RecordView,
  kind: TreeKind,
  moved: boolean,
  path: () => string,
): void {
  if (kind === "iso9660") checkPrimary(context, record, moved, path);
  else if (kind === "joliet") checkJoliet(context, record, path);
  else checkEnhanced(context, record, path);
}

function checkPrimary(context: Context, record: RecordView, moved: boolean, path: () => string): void {
  const { bytes, nameAt, nameLength, position, isDirectory } = record;
  const { findings } = context;
  const at = position + 33;
  let dots = 0, relaxed = false, separator = false;
  const end = checkVersion(context, record, moved, path);
  for (let i = nameAt; i < nameAt + end; i++) {
    const code = bytes[i]!;
    if (code === 0x2e) dots++;
    else if (!isDCharacter(code)) {
      relaxed = true;
      if (code === 0x2f || code === 0) separator = true;
    }
  }
  if (separator) {
    findings.error(
      "identifier-separator",
      at,
      STRUCTURE,
      "ECMA-119 7.5.1",
      () => `The identifier of ${path()} holds / or NUL`,
    );
  } else if (relaxed) {
    findings.warning(
      "identifier-characters",
      at,
      STRUCTURE,
      isDirectory ? "ECMA-119 7.6.1" : "ECMA-119 7.5.1",
      () => `The identifier of ${path()} holds other characters than A-Z 0-9 _`,
    );
  }
  if (isDirectory ? dots > 0 : moved ? dots > 1 : dots !== 1) {
    findings.warning(
      "identifier-dots",
      at,
      STRUCTURE,
      isDirectory ? "ECMA-119 7.6.1" : "ECMA-119 7.5.1",
      () => `The identifier of ${path()} has ${dots} full stops, ${isDirectory ? 0 : 1} expected`,
    );
  }
  const characters = end - (isDirectory ? 0 : Math.min(dots, 1));
  const most = isDirectory ? 31 : 30;
  if (characters > most) {
    findings.warning(
      "identifier-length",
      at,
      STRUCTURE,
      isDirectory ? "ECMA-119 7.6.3" : "ECMA-119 7.5.1",
      () =>
        `The identifier of ${path()} has ${characters} characters, more than ${most} (${nameLength} bytes)`,
    );
  }
}

/** Judges the version and returns how many bytes are in front of it. */
function checkVersion(context: Context, record: RecordView, moved: boolean, path: () => string): number {
  const { bytes, nameAt, nameLength, position, isDirectory } = record;
  let semicolon = nameLength - 1;
  while (semicolon >= 0 && bytes[nameAt + semicolon] !== 0x3b) semicolon--;
  if (semicolon < 0) {
    if (!isDirectory && !moved) {
      context.findings.warning(
        "version-missing",
        position + 33,
        STRUCTURE,
        "ECMA-119 7.5.1",
        () => `The identifier of ${path()} has no version number`,
      );
    }
    return nameLength;
  }
  let version = 0;
  for (let i = semicolon + 1; i < nameLength && version <= 0x7fff; i++) {
    const digit = bytes[nameAt + i]! - 0x30;
    version = digit >= 0 && digit <= 9 ? version * 10 + digit : Infinity;
  }
  if (isDirectory || version < 1 || version > 0x7fff) {
    context.findings.error(
      "version-number",
      position + 33 + semicolon,
      STRUCTURE,
      "ECMA-119 7.5.1",
      () =>
        isDirectory
          ? `The directory ${path()} has a version number`
          : `The version of ${path()} is not a number from 1 to 32767`,
    );
  }
  return semicolon;
}

function checkJoliet(context: Context, record: RecordView, path: () => string): void {
  const { bytes, nameAt, position, isDirectory } = record;
  const { findings } = context;
  const at = position + 33;
  let length = record.nameLength;
  if (length % 2 !== 0) {
    findings.error(
      "joliet-name-odd",
      at,
      STRUCTURE,
      "Joliet",
      () => `The identifier of ${path()} has ${length} bytes, an odd number`,
    );
    return;
  }
  // A version of one digit, as most writers append it to files.
  const unit = (back: number) => bytes[nameAt + length - back]! << 8 | bytes[nameAt + length - back + 1]!;
  if (!isDirectory && length > 4 && unit(4) === 0x3b && unit(2) >= 0x30 && unit(2) <= 0x39) length -= 4;
  let forbidden = -1;
  let bad = false;
  for (let i = nameAt; i < nameAt + length; i += 2) {
    const code = bytes[i]! << 8 | bytes[i + 1]!;
    if (code > 0xff || !isJolietForbidden(code)) continue;
    forbidden = code;
    if (code < 0x20 || code === 0x2f || code === 0x5c) bad = true;
  }
  if (forbidden >= 0) {
    findings.add(
      bad ? "error" : "warning",
      "joliet-name-characters",
      at,
      STRUCTURE,
      "Joliet",
      () =>
        `The identifier of ${path()} holds the character ${JSON.stringify(String.fromCharCode(forbidden))}`,
    );
  }
  if (length > MAX_JOLIET_IDENTIFIER_BYTES) {
    findings.warning(
      "joliet-name-length",
      at,
      STRUCTURE,
      "Joliet",
      () => `The identifier of ${path()} has ${length / 2} characters`,
    );
  }
}

function checkEnhanced(context: Context, record: RecordView, path: () => string): void {
  const { bytes, nameAt, nameLength, position } = record;
  for (let i = nameAt; i < nameAt + nameLength; i++) {
    if (bytes[i] !== 0x2f && bytes[i] !== 0) continue;
    context.findings.error(
      "identifier-separator",
      position + 33,
      STRUCTURE,
      "ECMA-119 7.5.1",
      () => `The identifier of ${path()} holds / or NUL`,
    );
    return;
  }
}
