/**
 * Discs and their files.
 *
 * @module
 */

import {
  flag,
  type JsonSchema,
  named,
  object,
  oneOf,
  orNull,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from "../json_schema.ts";

/** Schemas of `Disc` and `FoundFile`. */
export const DISC_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Disc: object({
    id: whole(1),
    name: text("full name of the volume, or a generated one such as x0000327"),
    pcName: text("8.3 form"),
    hsName: text("exactly as on the medium"),
    barcode: textOrNull(),
    state: oneOf("unknown", "blank", "bad", "foreign", "recorded"),
    medium: textOrNull("such as BD-R"),
    mediaId: textOrNull("of the medium's manufacturer"),
    erasable: flag(),
    volume: textOrNull("volume identifier as recorded"),
    fingerprint: textOrNull("the same for all copies"),
    bytes: wholeOrNull(0, "of the recorded data"),
    capacity: wholeOrNull(0, "bytes that fit altogether"),
    files: wholeOrNull(),
    place: named("Place"),
    home: orNull(named("Place")),
    seenAt: textOrNull(),
    testedAt: textOrNull(),
    recordedAt: textOrNull(),
    recordedJob: wholeOrNull(1),
    verifiedAt: textOrNull(),
    verifiedJob: wholeOrNull(1),
    verified: { type: ["string", "null"], enum: ["good", "different", "failed", null] },
    remark: textOrNull("why it is bad or foreign"),
  }, { description: "A disc. Times are ISO 8601 in UTC." }),
  FoundFile: object({ path: text(), size: wholeOrNull(), disc: named("Disc") }),
};
