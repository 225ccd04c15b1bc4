/**
 * BLANK (MMC-6 6.2) on CD-RW and DVD-RW.
 *
 * @module
 */

import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { openTracks } from "./space.ts";
import { endOf } from "../track.ts";

/** Blanks what the type says: disc (0, 1), last track (2), reservation (3), session end (5), last session (6). */
export function blank(m: Machine, type: number): void {
  if (!m.kind.erasable) refuse(SENSE.incompatibleMedium);
  m.endTest();
  m.current = undefined;
  m.announced = undefined;
  if (type === 0 || type === 1) blankAll(m, type === 1);
  else if (type === 2 || type === 3) removeLastTrack(m, type === 3);
  else if (type === 5) uncloseSession(m);
  else if (type === 6) blankLastSession(m);
  else refuse(SENSE.invalidField, { field: 1 });
  m.settledTracks = Math.min(m.settledTracks, m.disc.tracks.length);
  m.save();
}

function blankAll(m: Machine, minimally: boolean): void {
  m.store.erase();
  m.disc.tracks = [];
  m.disc.closedSessions = 0;
  m.disc.finalised = false;
  m.disc.formatted = 0;
  m.disc.restricted = false;
  m.disc.growing = false;
  m.disc.atOnceOnly = minimally && m.kind.family === "dvd-minus";
}

function removeLastTrack(m: Machine, reservation: boolean): void {
  const last = openTracks(m).at(-1);
  if (last === undefined) return refuse(SENSE.sequence);
  if (reservation && (last.reserved === undefined || last.recorded > 0)) refuse(SENSE.sequence);
  m.disc.tracks.pop();
  eraseBehind(m);
}

function uncloseSession(m: Machine): void {
  if (m.disc.closedSessions === 0 || openTracks(m).length > 0) refuse(SENSE.sequence);
  m.disc.closedSessions--;
  m.disc.finalised = false;
}

function blankLastSession(m: Machine): void {
  if (openTracks(m).length === 0) uncloseSession(m);
  m.disc.tracks = m.disc.tracks.filter((track) => track.session <= m.disc.closedSessions);
  eraseBehind(m);
}

function eraseBehind(m: Machine): void {
  const last = m.disc.tracks.at(-1);
  m.store.erase(last === undefined ? 0 : endOf(last));
}
