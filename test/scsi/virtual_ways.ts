/**
 * The two drives of the conformance suite, held in files.
 *
 * @module
 */

import type { Transport } from "../../lib/scsi/transport.ts";
import { createPressedDisc, createVirtualDisc } from "../../lib/virtual/create.ts";
import type { VirtualDrive } from "../../lib/virtual/drive.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import type { Ways } from "./conformance.ts";

/** Makes a finished disc and a blank one; every drive that is opened goes through `around`. */
export async function virtualWays(
  around: (drive: Transport) => Transport = (drive) => drive,
): Promise<Required<Ways> & AsyncDisposable> {
  const dir = tempFolder();
  const bytes = new Random(7).bytes(1024 * 2048);
  createPressedDisc(dir.at("finished.disc"), [{ blocks: 1024 }]);
  await Deno.writeFile(dir.at("finished.disc"), bytes);
  createVirtualDisc(dir.at("blank.disc"), { media: "dvd+r" });
  const drives: VirtualDrive[] = [];
  const open = (file: string) => {
    const drive = openVirtualDrive(`virtual:${dir.at(file)}`);
    drives.push(drive);
    return around(drive);
  };
  return {
    open: () => open("finished.disc"),
    openRecorder: () => open("blank.disc"),
    bytes,
    residual: true,
    exclusive: true,
    silence() {
      for (const drive of drives) drive.addFault({ on: "command", kind: "hang" });
      return { [Symbol.dispose]: () => drives.forEach((drive) => drive.clearFaults()) };
    },
    [Symbol.asyncDispose]() {
      dir[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}
