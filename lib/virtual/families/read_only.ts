/**
 * Pressed discs: CD-ROM, DVD-ROM, BD-ROM.
 *
 * @module
 */

import { type Family, nothing } from "../family.ts";
import { refuse, SENSE } from "../sense.ts";
import { viewDisc, viewTracks } from "./space.ts";
import { endOf } from "../track.ts";

const gaps = { track: 0, firstSession: 0, session: 0 };

/** The rules of pressed discs. */
export const readOnly: Family = {
  ...nothing,
  profile: (m) => m.kind.profile,
  tracks: (m) => viewTracks(m, gaps).map((view) => ({ ...view, packet: false })),
  disc: (m) => viewDisc(m, gaps),
  readable: (m) => Math.max(1, m.kind.capacity),
  checkRead(m, block, count) {
    const { tracks } = m.disc;
    if (block < 0 || block + count > m.kind.capacity) {
      refuse(SENSE.outOfRange, { information: m.kind.capacity });
    }
    for (let i = 0; i < tracks.length; i++) {
      const track = tracks[i]!;
      const touched = block < endOf(track) && block + count > track.first;
      if (touched && track.kind === "audio") {
        refuse(SENSE.illegalMode, { information: Math.max(block, track.first) });
      }
    }
  },
  prepareWrite: () => refuse(SENSE.closedDisc),
  wrote() {},
};
