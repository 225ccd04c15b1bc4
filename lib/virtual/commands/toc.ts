/**
 * READ TOC/PMA/ATIP (MMC-6 6.25), formats 0 to 5.
 *
 * @module
 */

import { Answer, joined, toMsf, u16 } from "../bytes.ts";
import type { TrackView } from "../family.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

const LEAD_OUT = 0xaa;

/** READ TOC/PMA/ATIP. */
export const readToc: Command = {
  opcode: 0x43,
  mask: [0x02, 0x0f, 0, 0, 0, 0xff, 0xff, 0xff, 0],
  direction: "in",
  medium: true,
  run(m, cdb, data) {
    const msf = (cdb[1]! & 2) !== 0;
    return reply(answer(m, cdb[2]! & 0x0f, msf, cdb[6]!), data, u16(cdb, 7));
  },
};

function answer(m: Machine, format: number, msf: boolean, start: number): Uint8Array {
  const isCd = m.kind.family === "cd" || m.kind.profile === 0x08;
  if (format === 0) return toc(m, msf, start);
  if (format === 1) return sessionInfo(m, msf);
  if (!isCd) refuse(SENSE.invalidField, { field: 2 });
  if (format === 2) return withHeader(1, Math.max(1, m.disc.closedSessions), fullToc(m, start));
  if (format === 3) return withHeader(0, 0, pma(m));
  if (format === 4) return atip(m);
  if (format === 5) return withHeader(0, 0, []); // CD-Text: none
  return refuse(SENSE.invalidField, { field: 2 });
}

/** Tracks of complete sessions; without one there is no TOC. */
function complete(m: Machine): TrackView[] {
  const tracks = m.family.tracks(m).filter(({ inToc }) => inToc);
  return tracks.length > 0 ? tracks : refuse(SENSE.invalidField, { field: 2 });
}

function withHeader(first: number, last: number, descriptors: readonly Uint8Array[]): Uint8Array {
  const body = joined(...descriptors);
  return joined(new Answer(4).u16(0, 2 + body.length).u8(2, first).u8(3, last).bytes, body);
}

function toc(m: Machine, msf: boolean, start: number): Uint8Array {
  const tracks = complete(m);
  const last = tracks.at(-1)!;
  if (start > last.number && start !== LEAD_OUT) refuse(SENSE.invalidField, { field: 6 });
  const entries = tracks.filter(({ number }) => number >= start)
    .map((track) => entry(track, track.number, track.first, msf));
  return withHeader(tracks[0]!.number, last.number, [
    ...entries,
    entry(last, LEAD_OUT, last.first + last.size, msf),
  ]);
}

function sessionInfo(m: Machine, msf: boolean): Uint8Array {
  const tracks = complete(m);
  const { session } = tracks.at(-1)!;
  const first = tracks.find((track) => track.session === session)!;
  return withHeader(1, session, [entry(first, first.number, first.first, msf)]);
}

function entry(track: TrackView, number: number, block: number, msf: boolean): Uint8Array {
  const descriptor = new Answer(8).u8(1, control(track)).u8(2, number);
  return (msf ? descriptor.put(5, toMsf(block)) : descriptor.u32(4, block)).bytes;
}

/** ADR 1 and CONTROL: 4 for data, 0 for audio. */
function control(track: TrackView): number {
  return track.audio ? 0x10 : 0x14;
}

/** The lead-in's entries of every complete session: points A0, A1, A2 and the tracks. */
function fullToc(m: Machine, start: number): Uint8Array[] {
  const tracks = complete(m);
  const entries: Uint8Array[] = [];
  const last = tracks.at(-1)!.session;
  for (let session = Math.max(1, start); session <= last; session++) {
    const own = tracks.filter((track) => track.session === session);
    const [first, end] = [own[0]!, own.at(-1)!];
    const raw = (track: TrackView, point: number, time: readonly number[]) =>
      new Answer(11).u8(0, session).u8(1, control(track)).u8(3, point).put(8, time).bytes;
    entries.push(
      raw(first, 0xa0, [first.number, 0, 0]),
      raw(end, 0xa1, [end.number, 0, 0]),
      raw(end, 0xa2, toMsf(end.first + end.size)),
      ...own.map((track) => raw(track, track.number, toMsf(track.first))),
    );
  }
  return entries;
}

/** What the program memory area knows: the tracks that are closed. */
function pma(m: Machine): Uint8Array[] {
  return m.family.tracks(m).filter(({ next, blank }) => next === undefined && !blank).map((track) =>
    new Answer(11).u8(1, control(track)).u8(3, track.number)
      .put(4, toMsf(track.first + track.size)).put(8, toMsf(track.first)).bytes
  );
}

/** Lead-in and lead-out as pressed into the groove; the lead-in's start tells who made the disc. */
function atip(m: Machine): Uint8Array {
  if (m.kind.family !== "cd") refuse(SENSE.invalidField, { field: 2 });
  return new Answer(28)
    .u16(0, 26)
    .u8(4, 0x80 | 0x50) // indicative writing power
    .u8(5, 0x40) // unrestricted use
    .u8(6, 0x80 | (m.kind.erasable ? 0x44 : 0x00))
    .put(8, [97, 26, 66])
    .put(12, toMsf(m.kind.capacity)).bytes;
}
