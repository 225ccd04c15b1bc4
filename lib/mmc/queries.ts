/**
 * The questions that a drive is asked, each with room for its answer.
 *
 * @module
 */

import { type Atip, ATIP_BYTES, decodeAtip } from "./atip.ts";
import {
  BUFFER_CAPACITY_BYTES,
  type BufferCapacity,
  decodeBufferCapacity,
  encodeReadBufferCapacity,
} from "./buffer_capacity.ts";
import {
  decodeDiscInformation,
  DISC_INFORMATION_BYTES,
  type DiscInformation,
  encodeReadDiscInformation,
} from "./disc_information.ts";
import {
  decodeDiscStructure,
  encodeReadDiscStructure,
  STRUCTURE_HEADER,
  type StructureMedia,
} from "./disc_structure.ts";
import {
  decodeMediaEvent,
  encodeGetEventStatus,
  EVENT_STATUS_BYTES,
  type MediaEvent,
} from "./event_status.ts";
import {
  decodeFormatCapacities,
  encodeReadFormatCapacities,
  FORMAT_CAPACITIES_BYTES,
  type FormatCapacity,
} from "./format_capacities.ts";
import {
  decodeNominalSpeeds,
  decodeWriteSpeeds,
  encodeGetNominalSpeeds,
  encodeGetWriteSpeeds,
  type NominalSpeed,
  PERFORMANCE_BYTES,
  type WriteSpeed,
} from "./get_performance.ts";
import type { Query } from "./query.ts";
import {
  decodeReadCapacity,
  encodeReadCapacity,
  READ_CAPACITY_BYTES,
  type ReadCapacity,
} from "./read_capacity.ts";
import {
  decodeSessionToc,
  decodeToc,
  encodeReadToc,
  type SessionToc,
  type Toc,
  TOC_BYTES,
  TOC_FORMAT,
} from "./read_toc.ts";
import {
  decodeTrackInformation,
  encodeReadTrackInformation,
  TRACK_INFORMATION_BYTES,
  type TrackAddress,
  type TrackInformation,
} from "./track_information.ts";

/** Bytes of the longest structure: one ECC block's control data. */
const STRUCTURE_BYTES = STRUCTURE_HEADER + 4096;

/** READ DISC INFORMATION. */
export function discInformation(): Query<DiscInformation> {
  return {
    attempted: "read the disc information",
    cdb: encodeReadDiscInformation(DISC_INFORMATION_BYTES),
    length: DISC_INFORMATION_BYTES,
    decode: decodeDiscInformation,
  };
}

/** READ TRACK INFORMATION. */
export function trackInformation(address: TrackAddress): Query<TrackInformation> {
  return {
    attempted: `read the track information of ${addressWords(address)}`,
    cdb: encodeReadTrackInformation(address, TRACK_INFORMATION_BYTES),
    length: TRACK_INFORMATION_BYTES,
    decode: decodeTrackInformation,
  };
}

function addressWords(address: TrackAddress): string {
  if (address === "invisible") return "the next track";
  const [[kind, number] = []] = Object.entries(address);
  return `${kind} ${number}`;
}

/** READ TOC/PMA/ATIP, format 0. */
export function toc(): Query<Toc> {
  return {
    attempted: "read the table of contents",
    cdb: encodeReadToc(TOC_FORMAT.toc, TOC_BYTES),
    length: TOC_BYTES,
    decode: decodeToc,
  };
}

/** READ TOC/PMA/ATIP, format 1. */
export function sessionToc(): Query<SessionToc> {
  return {
    attempted: "find the last session",
    cdb: encodeReadToc(TOC_FORMAT.session, 12),
    length: 12,
    decode: decodeSessionToc,
  };
}

/** READ TOC/PMA/ATIP, format 4. */
export function atip(): Query<Atip> {
  return {
    attempted: "read the ATIP",
    cdb: encodeReadToc(TOC_FORMAT.atip, ATIP_BYTES),
    length: ATIP_BYTES,
    decode: decodeAtip,
  };
}

/** READ CAPACITY. */
export function capacity(): Query<ReadCapacity> {
  return {
    attempted: "read the capacity",
    cdb: encodeReadCapacity(),
    length: READ_CAPACITY_BYTES,
    decode: decodeReadCapacity,
  };
}

/** READ FORMAT CAPACITIES. */
export function formatCapacities(): Query<FormatCapacity[]> {
  return {
    attempted: "read the format capacities",
    cdb: encodeReadFormatCapacities(FORMAT_CAPACITIES_BYTES),
    length: FORMAT_CAPACITIES_BYTES,
    decode: decodeFormatCapacities,
  };
}

/** READ DISC STRUCTURE. */
export function discStructure(media: StructureMedia, format: number): Query<Uint8Array> {
  return {
    attempted: `read disc structure ${format.toString(16).padStart(2, "0").toUpperCase()}h`,
    cdb: encodeReadDiscStructure(media, format, STRUCTURE_BYTES),
    length: STRUCTURE_BYTES,
    decode: decodeDiscStructure,
  };
}

/** GET PERFORMANCE, type 3. */
export function writeSpeeds(): Query<WriteSpeed[]> {
  return {
    attempted: "read the write speeds",
    cdb: encodeGetWriteSpeeds(),
    length: PERFORMANCE_BYTES,
    decode: decodeWriteSpeeds,
  };
}

/** GET PERFORMANCE, type 0. */
export function nominalSpeeds(write: boolean): Query<NominalSpeed[]> {
  return {
    attempted: `read the ${write ? "write" : "read"} speed`,
    cdb: encodeGetNominalSpeeds(write),
    length: PERFORMANCE_BYTES,
    decode: decodeNominalSpeeds,
  };
}

/** READ BUFFER CAPACITY. */
export function bufferCapacity(): Query<BufferCapacity> {
  return {
    attempted: "ask how full the drive's buffer is",
    cdb: encodeReadBufferCapacity(),
    length: BUFFER_CAPACITY_BYTES,
    decode: decodeBufferCapacity,
  };
}

/** GET EVENT STATUS NOTIFICATION; a drive may well have no event to tell. */
export function mediaEvent(): Query<{ readonly event: MediaEvent | undefined }> {
  return {
    attempted: "ask for events",
    cdb: encodeGetEventStatus(),
    length: EVENT_STATUS_BYTES,
    decode: (bytes) => ({ event: decodeMediaEvent(bytes) }),
  };
}
