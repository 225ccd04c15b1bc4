/**
 * What a request to produce discs holds.
 *
 * @module
 */

import { JukeboxError } from "../../errors.ts";
import type { ProduceRequest } from "../../model.ts";
import { parseSlotList } from "../../slot_list.ts";
import { Fields, MOST_LIST } from "./fields.ts";

const NAMES = [
  "slots",
  "copies",
  "source",
  "verify",
  "verifyDrive",
  "drives",
  "speed",
  "erase",
  "volume",
] as const;

/** More than any device has slots. */
const MOST_COPIES = 65535;
/** No drive is so fast. */
const MOST_SPEED = 1000;
/** Characters of a volume identifier (ECMA-119 8.4.7). */
const MOST_VOLUME = 32;

/** Reads the request as it came from a client or from the database. */
export function readProduceRequest(request: Readonly<Record<string, unknown>>): ProduceRequest {
  const fields = new Fields("produce", request, NAMES);
  const slots = fields.text("slots", MOST_LIST) || null;
  const copies = fields.count("copies", 1, MOST_COPIES);
  const source = fields.text("source");
  const erase = fields.flag("erase", false);
  const volume = fields.text("volume") || null;
  if (!source) throw new JukeboxError("usage", "Cannot produce discs: there is no source");
  const listed = parseSlotList(slots)?.length;
  if (listed === undefined && copies === null) {
    throw new JukeboxError("usage", "Cannot produce discs: neither slots nor a number of copies are given");
  }
  if (listed === 0) throw new JukeboxError("usage", "Cannot produce discs: the list holds no slot");
  if (copies !== null && listed !== undefined && copies > listed) {
    throw new JukeboxError("usage", `Cannot produce ${copies} discs from the ${listed} slots of the list`);
  }
  if (erase && listed === undefined) {
    throw new JukeboxError("usage", "Cannot erase whatever disc comes: no slots are named", {
      hint: "name the slots whose discs may be erased",
    });
  }
  if (volume !== null && volume.length > MOST_VOLUME) {
    throw fields.wrong("volume", `a name of at most ${MOST_VOLUME} characters`);
  }
  return {
    slots,
    copies,
    source,
    verify: fields.flag("verify", false),
    verifyDrive: verifyDrive(fields),
    drives: fields.drives("drives"),
    speed: fields.amount("speed", MOST_SPEED),
    erase,
    volume,
  };
}

function verifyDrive(fields: Fields): ProduceRequest["verifyDrive"] {
  const value = fields.raw("verifyDrive") ?? "same";
  if (value === "same" || value === "other") return value;
  if (Number.isInteger(value) && (value as number) >= 1) return value as number;
  throw fields.wrong("verifyDrive", "same, other or the number of a drive");
}
