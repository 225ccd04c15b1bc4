/** The drive in a jukebox is as every way to a drive has to be. */

import { createVirtualJukebox, insertVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import { Random } from "../../support/random.ts";
import { tempFolder } from "../../support/temp.ts";
import { conformance, type Ways } from "../../scsi/conformance.ts";

/** A finished disc in the first drive, and a blank one in the second. */
async function jukeboxWays(): Promise<Ways & AsyncDisposable> {
  const folder = tempFolder();
  const bytes = new Random(7).bytes(1024 * 2048);
  const dir = folder.at("jukebox");
  await Deno.writeFile(folder.at("finished"), bytes);
  createVirtualJukebox(dir, { slots: 1, drives: 2 });
  insertVirtualDisc(dir, { kind: "drive", number: 1 }, { image: folder.at("finished") });
  insertVirtualDisc(dir, { kind: "drive", number: 2 }, { media: "dvd+r" });
  return {
    open: () => openVirtualDevice(`virtual:${dir}/drives/1`),
    openRecorder: () => openVirtualDevice(`virtual:${dir}/drives/2`),
    bytes,
    exclusive: true,
    [Symbol.asyncDispose]() {
      folder[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

conformance("drive in a virtual jukebox", jukeboxWays);
