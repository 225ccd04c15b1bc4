/**
 * Opens whatever a job reads from, by its name.
 *
 * @module
 */

import { parseDeviceName } from "../../devices/names.ts";
import type { RecordEvent } from "../events.ts";
import type { SideControl } from "../threads/side_control.ts";
import { openFileSource } from "./file_source.ts";
import type { Reading, Source } from "./source.ts";

/** Opens a drive by its name; anything else is a file, and `-` is standard input. */
export async function openSource(
  name: string,
  side: SideControl,
  reading: Reading,
  tell: (event: RecordEvent) => void,
): Promise<Source> {
  if (name === "-" || parseDeviceName(name) === undefined) return openFileSource(name, side, reading);
  const { openDriveSource } = await import("./drive_source.ts");
  return openDriveSource(name, side, reading, tell);
}
