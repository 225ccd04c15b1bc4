/**
 * Media that look like one complete track, whatever was recorded on them.
 *
 * @module
 */

import type { DiscView, TrackView } from "../family.ts";
import type { Machine } from "../machine.ts";

/** The only track. */
export function oneTrack(m: Machine, blocks: number): TrackView {
  return {
    number: 1,
    session: 1,
    first: 0,
    size: blocks,
    next: undefined,
    free: 0,
    lastRecorded: undefined,
    blank: blocks === 0,
    reserved: false,
    packet: true,
    fixedPacket: false,
    packetSize: m.kind.eccBlocks,
    damaged: false,
    audio: false,
    inToc: blocks > 0,
  };
}

/** One session, complete or not begun. */
export function oneSession(recorded: boolean, status: DiscView["status"] = recorded ? 2 : 0): DiscView {
  return {
    status,
    lastSession: recorded ? 3 : 0,
    sessions: 1,
    firstTrackInLast: 1,
    lastTrackInLast: 1,
  };
}
