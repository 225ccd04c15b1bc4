/**
 * Questions to a drive whose answers are decoded, or are an error.
 *
 * @module
 */

import type { ScsiDevice } from "../scsi/device.ts";
import { ask } from "../scsi/query.ts";
import {
  type Configuration,
  CONFIGURATION_HEADER,
  configurationLength,
  decodeConfiguration,
  encodeGetConfiguration,
} from "./get_configuration.ts";

export { ask, askModePage, type Query, sendModePage } from "../scsi/query.ts";

/** The longest answer the field of the command can ask for, in even bytes. */
const MOST_BYTES = 0xfffe;

/** Asks for all features: first how many bytes they are, then for them. */
export function askConfiguration(device: ScsiDevice): Configuration {
  const attempted = "read the configuration";
  const most = Math.min(MOST_BYTES, device.maxTransfer);
  const whole = ask(device, {
    attempted,
    cdb: encodeGetConfiguration(CONFIGURATION_HEADER),
    length: CONFIGURATION_HEADER,
    decode: configurationLength,
  });
  const length = Math.min(most, Math.max(CONFIGURATION_HEADER, whole + whole % 2));
  return ask(device, { attempted, cdb: encodeGetConfiguration(length), length, decode: decodeConfiguration });
}
