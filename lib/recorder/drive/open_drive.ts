/**
 * A drive on the thread of a job.
 *
 * @module
 */

import { openTransport } from "../../devices/open.ts";
import { Drive } from "../../mmc/drive.ts";
import { driveKind } from "../../mmc/drive_kind.ts";
import type { RecordEvent } from "../events.ts";
import type { SideControl } from "../threads/side_control.ts";
import { overseen } from "../threads/overseen.ts";

/** How long opening may take, in milliseconds: a login over the network has a timeout of its own. */
const OPEN_PATIENCE = 60_000;

/** Opens a drive for this thread alone, and tells who has answered. */
export function openDrive(
  name: string,
  role: "source" | "target",
  side: SideControl,
  tell: (event: RecordEvent) => void,
  { readOnly, trace }: { readonly readOnly: boolean; readonly trace: boolean },
): Drive {
  const onTrace = (line: string) => tell({ event: "trace", line });
  side.alive(OPEN_PATIENCE);
  const transport = openTransport(name, { readOnly, ...(trace ? { onTrace } : {}) });
  const drive = new Drive(overseen(transport, side));
  try {
    const { vendor, product, revision } = drive.inquiry();
    const kind = driveKind(drive.configuration().profiles);
    tell({ event: "device", role, name, vendor, product, revision, kind });
    return drive;
  } catch (error) {
    drive.close();
    throw error;
  }
}

/** Long waits of a drive: within this it has to be ready after it was opened, in milliseconds. */
export const SPIN_UP_MS = 60_000;
