/**
 * Runs in a guest: does SG_IO do what every way to a drive has to do? Tells as JSON what each case had to say.
 *
 * @module
 */

import { openSgIo } from "../../lib/scsi/sg_io.ts";
import { CONFORMANCE, type Ways } from "../scsi/conformance.ts";

/** What came of a case: nothing when all was right. */
export type CaseDone = { readonly name: string; readonly complaint: string | undefined };

/** Runs all cases with the nodes of a drive with a finished disc, of one with a blank disc, and the disc's image. */
function runAll(finished: string, blank: string, image: string): CaseDone[] {
  const ways: Ways = {
    open: () => openSgIo(finished),
    openRecorder: () => openSgIo(blank),
    bytes: Deno.readFileSync(image),
    exclusive: true,
    // QEMU does not pass it on
    residual: false,
  };
  return CONFORMANCE.map(({ name, run }) => {
    try {
      run(ways);
      return { name, complaint: undefined };
    } catch (error) {
      return { name, complaint: (error as Error).message };
    }
  });
}

if (import.meta.main) {
  const [finished, blank, image] = Deno.args as [string, string, string];
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(runAll(finished, blank, image))));
}
