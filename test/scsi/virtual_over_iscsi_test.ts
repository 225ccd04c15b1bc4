/** Virtual drives behind a target of ours: the ways of iSCSI to bring data, and all that a way to a drive has to do. */

import { libiscsi } from "../../ffi/libiscsi.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { startVirtualTarget } from "../support/iscsi_target/target.ts";
import { testWith } from "../support/peers.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { conformance, type Ways } from "./conformance.ts";

function iscsiTest(name: string, body: () => void | Promise<void>): void {
  const library = libiscsi();
  const missing = `${library}; on Debian: apt-get install libiscsi7`;
  testWith(typeof library === "string" ? missing : undefined, name, body);
}

async function setUp(asked: boolean): Promise<Ways & AsyncDisposable> {
  const folder = tempFolder();
  const bytes = new Random(8).bytes(1024 * 2048);
  await Deno.writeFile(folder.at("finished"), bytes);
  createVirtualDisc(folder.at("blank"), { media: "dvd+r" });
  const drives = ["finished", "blank"].map((name) => `virtual:${folder.at(name)}`);
  const target = await startVirtualTarget(drives, { initialR2T: asked, immediateData: !asked });
  return {
    open: () => openIscsi(target.url(0)),
    openRecorder: () => openIscsi(target.url(1)),
    bytes,
    exclusive: false,
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

conformance("a virtual drive by iSCSI", () => setUp(false), iscsiTest);
conformance("a virtual drive by iSCSI, data only when asked for", () => setUp(true), iscsiTest);
