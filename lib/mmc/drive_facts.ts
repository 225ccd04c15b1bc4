/**
 * What a drive can do, in words for people.
 *
 * @module
 */

import { attempt } from "../scsi/attempt.ts";
import { askSerialNumber } from "../scsi/serial_number.ts";
import type { Drive } from "./drive.ts";
import type { LoadingMechanism } from "./drive_capabilities.ts";
import { driveKind, writtenProfiles } from "./drive_kind.ts";
import { featureName } from "./features.ts";
import { isKnownProfile, profileName } from "./profiles.ts";

/** What `devices` and `media` show of a drive. */
export interface DriveFacts {
  readonly vendor: string;
  readonly product: string;
  readonly revision: string;
  /** `undefined` when the drive does not tell. */
  readonly serial: string | undefined;
  /** Such as `BD-drive`. */
  readonly kind: string;
  /** Names of the media it knows, those it can only read among them. */
  readonly media: readonly string[];
  /** Names of the media it records. */
  readonly records: readonly string[];
  /** Names of all its features. */
  readonly features: readonly string[];
  /** Bytes of its own buffer; `undefined` when it does not tell. */
  readonly buffer: number | undefined;
  readonly loading: LoadingMechanism;
}

/** Asks a drive what it can do. Drives that know no features are still named. */
export function driveFacts(drive: Drive): DriveFacts {
  const { vendor, product, revision } = drive.inquiry();
  const configuration = attempt(() => drive.configuration());
  const page = attempt(() => drive.capabilities());
  const profiles = (configuration?.profiles ?? []).filter(isKnownProfile);
  return {
    vendor,
    product,
    revision,
    serial: askSerialNumber(drive.device),
    kind: driveKind(profiles),
    media: profiles.map(profileName),
    records: writtenProfiles(profiles).map(profileName),
    features: [...(configuration?.features.keys() ?? [])].map(featureName),
    buffer: page === undefined || page.bufferSize === 0 ? undefined : page.bufferSize * 1024,
    loading: page?.loading ?? "unknown",
  };
}
