/**
 * READ ELEMENT STATUS (SMC-3 6.11).
 *
 * @module
 */

import { Answer, joined, u16, u24 } from "../../bytes.ts";
import { type Command, reply } from "../../commands/command.ts";
import { refuse, SENSE } from "../../sense.ts";
import type { ChangerMachine } from "../machine.ts";
import { addressOf, allPlaces, type Place, PLACE_KINDS } from "../places.ts";
import { descriptor } from "./descriptor.ts";
import { lied } from "./lies.ts";
import { OPCODE } from "./targets.ts";

/** Bytes before all pages, and before the descriptors of each. */
const HEADER = 8;
const VOLTAG = 0x10;
const DVCID = 0x01;
const DRIVE = PLACE_KINDS.drive.code;

/** What is asked for. */
export interface StatusRequest {
  /** Volume tags too. */
  readonly tags: boolean;
  /** Identifiers of the drives too. */
  readonly identifiers: boolean;
}

/** READ ELEMENT STATUS: never moves anything, whatever CURDATA says. */
export const readElementStatus: Command<ChangerMachine> = {
  opcode: OPCODE.readStatus,
  mask: [0x1f, 0xff, 0xff, 0xff, 0xff, 0x03, 0xff, 0xff, 0xff, 0, 0],
  direction: "in",
  medium: false,
  run(m, cdb, data) {
    const type = cdb[1]! & 0x0f;
    if (type > DRIVE) refuse(SENSE.invalidField, { field: 1 });
    const request = { tags: (cdb[1]! & VOLTAG) !== 0, identifiers: (cdb[6]! & DVCID) !== 0 };
    if (request.identifiers && m.jukebox.behaviour.identifiers === "none") {
      refuse(SENSE.invalidField, { field: 6 });
    }
    const first = u16(cdb, 2);
    const chosen = allPlaces(m.counts).filter((place) =>
      (type === 0 || PLACE_KINDS[place.kind].code === type) && addressOf(place) >= first
    ).slice(0, u16(cdb, 4));
    const allocation = Math.min(u24(cdb, 7), data.length);
    const answer = lied(m, statusData(m, chosen, request, allocation));
    return reply(answer, data, allocation);
  },
};

/** Only whole descriptors, as many as there is room for; the counts speak of all. */
function statusData(
  m: ChangerMachine,
  places: readonly Place[],
  request: StatusRequest,
  room: number,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let available = 0;
  let used = HEADER;
  for (const [kind, { code }] of Object.entries(PLACE_KINDS)) {
    const ofKind = places.filter((place) => place.kind === kind);
    if (ofKind.length === 0) continue;
    const length = descriptor(m, ofKind[0]!, request).length;
    available += HEADER + ofKind.length * length;
    const fitting = Math.max(0, Math.min(ofKind.length, Math.floor((room - used - HEADER) / length)));
    if (used >= room || fitting === 0) {
      used = room;
      continue;
    }
    const tagged = request.tags && m.jukebox.behaviour.barcodes ? 0x80 : 0;
    parts.push(
      new Answer(HEADER).u8(0, code).u8(1, tagged).u16(2, length).u24(5, ofKind.length * length).bytes,
    );
    for (const place of ofKind.slice(0, fitting)) parts.push(descriptor(m, place, request));
    used = fitting < ofKind.length ? room : used + HEADER + fitting * length;
  }
  const head = new Answer(HEADER).u16(0, places[0] === undefined ? 0 : addressOf(places[0]))
    .u16(2, places.length).u24(5, available).bytes;
  return joined(head, ...parts);
}
