import { dryRun } from "../../lib/scsi/dry_run.ts";
import { withFaults } from "../../lib/scsi/fault_injection.ts";
import { openSpti } from "../../lib/scsi/spti.ts";
import { traced } from "../../lib/scsi/trace.ts";
import { conformance, type Ways } from "./conformance.ts";
import { fakeWindows } from "./fake_windows.ts";
import { virtualWays } from "./virtual_ways.ts";

conformance("virtual drive", () => virtualWays());
conformance("virtual drive, traced", () => virtualWays((drive) => traced(drive, () => {})));
conformance("virtual drive with no fault planned", () => virtualWays((drive) => withFaults(drive, [])));

/** A dry run keeps what it is to record. */
async function dryWays(): Promise<Ways & AsyncDisposable> {
  const { openRecorder: _none, ...ways } = await virtualWays((drive) => dryRun(drive));
  return ways;
}

conformance("virtual drive in a dry run", dryWays);

/** The same drives behind a made-up Windows, whose adapter is picky about addresses or not. */
async function windowsWays(alignmentMask: number): Promise<Ways & AsyncDisposable> {
  const { open, openRecorder, ...ways } = await virtualWays();
  const through = (way: typeof open) => {
    const system = fakeWindows({ open: way, maxTransfer: 0x40000, alignmentMask });
    return () => openSpti("\\\\.\\CdRom0", undefined, { system });
  };
  return { ...ways, open: through(open), openRecorder: through(openRecorder) };
}

conformance("SPTI", () => windowsWays(0));
conformance("SPTI with data at sector boundaries", () => windowsWays(0x1ff));
