/**
 * The identifiers of a volume, checked against what their fields hold (ECMA-119 8.4).
 *
 * @module
 */

import { UsageError } from "../../errors.ts";
import { A_CHARACTERS, areACharacters, areDCharacters, D_CHARACTERS } from "../../iso9660/characters.ts";
import type { PlanOptions } from "../options.ts";

/** The identifiers of a volume descriptor as text. */
export interface VolumeNames {
  readonly volume: string;
  readonly system: string;
  readonly volumeSet: string;
  readonly publisher: string;
  readonly preparer: string;
  readonly application: string;
  readonly copyright: string;
  readonly abstract: string;
  readonly bibliographic: string;
}

const VOLUME_ID_BYTES = 32;
const FILE_ID = /^[A-Z0-9_]*(\.[A-Z0-9_]*)?(;1)?$/;

/** Checks the words of the caller and fills in what was not said. */
export function volumeNames(options: PlanOptions): VolumeNames {
  return {
    volume: options.volumeId === undefined
      ? defaultVolumeId(options)
      : exact("name", options.volumeId, VOLUME_ID_BYTES, areDCharacters, D_CHARACTERS),
    system: exact("system", options.system ?? "", 32, areACharacters, A_CHARACTERS),
    volumeSet: exact("volumeset", options.volumeSet ?? "", 128, areDCharacters, D_CHARACTERS),
    publisher: exact("publisher", options.publisher ?? "", 128, areACharacters, A_CHARACTERS),
    preparer: exact("preparer", options.preparer ?? "", 128, areACharacters, A_CHARACTERS),
    application: exact("application", options.application ?? "DISCGLOW", 128, areACharacters, A_CHARACTERS),
    copyright: fileIdentifier("copyright", options.copyright),
    abstract: fileIdentifier("abstract", options.abstract),
    bibliographic: fileIdentifier("bibliographic", options.bibliographic),
  };
}

function exact(
  word: string,
  value: string,
  longest: number,
  allowed: (text: string) => boolean,
  set: string,
): string {
  if (value.length > longest) {
    throw new UsageError(
      `Cannot use ${word}=${value}: it has ${value.length} characters, the field holds ${longest}`,
    );
  }
  if (!allowed(value)) {
    throw new UsageError(`Cannot use ${word}=${value}: only these characters are allowed: ${set}`);
  }
  return value;
}

function fileIdentifier(word: string, value = ""): string {
  const whole = value === "" || value.includes(";")
    ? value
    : `${value.includes(".") ? value : `${value}.`};1`;
  return exact(word, whole, 37, (text) => FILE_ID.test(text), "A-Z 0-9 _ and one dot");
}

/** Made from the last name of the first source's real path, mapped to d-characters. */
function defaultVolumeId(options: PlanOptions): string {
  const source = typeof options.source === "string" ? options.source : options.source?.[0];
  const path = source ?? options.graft?.[0]?.from ?? ".";
  let name = "";
  try {
    name = Deno.realPathSync(path).split(/[\\/]/).pop() ?? "";
  } catch {
    // The scan will tell what is wrong with the source.
  }
  return name.toUpperCase().replace(/[^A-Z0-9_]/gu, "_").slice(0, VOLUME_ID_BYTES) || "DISCGLOW";
}
