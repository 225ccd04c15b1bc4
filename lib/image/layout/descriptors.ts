/**
 * The volume descriptor of each hierarchy (ECMA-119 8).
 *
 * @module
 */

import { BLOCK_SIZE } from "../../iso9660/block.ts";
import { encodeCharacters } from "../../iso9660/characters.ts";
import { nearestRecordDate } from "../../iso9660/dates.ts";
import { FLAG_DIRECTORY } from "../../iso9660/directory_record.ts";
import { encodeUcs2, jolietEscapeSequence } from "../../iso9660/joliet.ts";
import { encodeVolumeDescriptor } from "../../iso9660/volume_descriptor.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { VolumeNames } from "./volume_names.ts";

/** Encodes the descriptor of a hierarchy whose extents are placed; `date` is in seconds since 1970 UTC. */
export function hierarchyDescriptor(
  hierarchy: Hierarchy,
  names: VolumeNames,
  volumeSpaceSize: number,
  rootDate: number,
  date: number,
): Uint8Array {
  const joliet = hierarchy.kind === "joliet";
  // A UCS-2 field holds half as many characters.
  const text = (value: string, bytes: number) =>
    joliet ? encodeUcs2(value.slice(0, bytes >> 1)) : encodeCharacters(value);
  return encodeVolumeDescriptor({
    type: hierarchy.kind === "primary" ? 1 : 2,
    version: hierarchy.kind === "enhanced" ? 2 : 1,
    flags: 0,
    systemId: text(names.system, 32),
    volumeId: text(names.volume, 32),
    volumeSpaceSize,
    escapeSequences: joliet ? jolietEscapeSequence(3) : new Uint8Array(32),
    volumeSetSize: 1,
    volumeSequenceNumber: 1,
    logicalBlockSize: BLOCK_SIZE,
    pathTableSize: hierarchy.pathTableSize,
    pathTableL: hierarchy.pathTableL,
    optionalPathTableL: 0,
    pathTableM: hierarchy.pathTableM,
    optionalPathTableM: 0,
    root: {
      length: 34,
      extendedAttributeLength: 0,
      extent: hierarchy.extents[0]!,
      dataLength: hierarchy.lengths[0]!,
      date: nearestRecordDate(rootDate),
      flags: FLAG_DIRECTORY,
      fileUnitSize: 0,
      interleaveGap: 0,
      volumeSequenceNumber: 1,
      identifier: Uint8Array.of(0),
      systemUse: new Uint8Array(0),
    },
    volumeSetId: text(names.volumeSet, 128),
    publisherId: text(names.publisher, 128),
    preparerId: text(names.preparer, 128),
    applicationId: text(names.application, 128),
    copyrightFileId: text(names.copyright, 37),
    abstractFileId: text(names.abstract, 37),
    bibliographicFileId: text(names.bibliographic, 37),
    creation: date,
    modification: date,
    expiration: undefined,
    effective: date,
    fileStructureVersion: hierarchy.kind === "enhanced" ? 2 : 1,
    applicationUse: new Uint8Array(512),
  });
}
