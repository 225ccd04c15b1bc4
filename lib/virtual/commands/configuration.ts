/**
 * GET CONFIGURATION (MMC-6 6.5).
 *
 * @module
 */

import { Answer, joined, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";
import { currentProfile, type DriveFeature, FEATURES } from "./features.ts";

const ALL = 0;
const ONE = 2;

/** GET CONFIGURATION: all features, those of use now, or one. */
export const getConfiguration: Command = {
  opcode: 0x46,
  mask: [0x03, 0xff, 0xff, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  pastAttention: true,
  run(m, cdb, data) {
    const requested = cdb[1]! & 3;
    if (requested > ONE) refuse(SENSE.invalidField, { field: 1 });
    return reply(configuration(m, requested, u16(cdb, 2)), data, u16(cdb, 7));
  },
};

function configuration(m: Machine, requested: number, start: number): Uint8Array {
  const profile = currentProfile(m);
  const chosen = FEATURES.filter((feature) => {
    if (requested === ONE) return feature.code === start;
    return feature.code >= start && (requested === ALL || feature.current(m, profile));
  });
  const descriptors = chosen.map((feature) => descriptor(m, profile, feature));
  const length = descriptors.reduce((sum, part) => sum + part.length, 0);
  return joined(new Answer(8).u32(0, 4 + length).u16(6, profile).bytes, ...descriptors);
}

function descriptor(m: Machine, profile: number, feature: DriveFeature): Uint8Array {
  const data = feature.data(m, profile);
  const flags = feature.version << 2 | (feature.persistent ? 2 : 0) | (feature.current(m, profile) ? 1 : 0);
  return new Answer(4 + data.length).u16(0, feature.code).u8(2, flags).u8(3, data.length).put(4, data).bytes;
}
