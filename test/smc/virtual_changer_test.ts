/** The virtual changer, opened directly and behind iSCSI. */

import { libiscsi } from "../../ffi/libiscsi.ts";
import { openTransport } from "../../lib/devices/open.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import {
  addChangerFault,
  clearChangerFaults,
  createVirtualJukebox,
  insertVirtualDisc,
  takeVirtualDisc,
  type VirtualJukeboxOptions,
} from "../../lib/virtual/changer/create.ts";
import { Changer } from "../../lib/smc/changer.ts";
import { assertEquals } from "../support/assert.ts";
import { startVirtualTarget } from "../support/iscsi_target/target.ts";
import { testWith } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { changerConformance, type ChangerWays, DISCS, DRIVES, SLOTS } from "./changer_conformance.ts";

/** Makes the jukebox, all but how it is opened. */
function made(
  behaviour: NonNullable<VirtualJukeboxOptions["behaviour"]>,
): Omit<ChangerWays, "open" | "openDrive"> & Disposable & { readonly dir: string } {
  const folder = tempFolder();
  const dir = folder.at("jukebox");
  createVirtualJukebox(dir, {
    slots: SLOTS,
    drives: DRIVES,
    mailSlots: 1,
    behaviour: { exchange: true, ...behaviour },
  });
  for (const [number, barcode] of DISCS) {
    insertVirtualDisc(dir, { kind: "slot", number }, { media: "dvd+r" }, { barcode });
  }
  const mail = { kind: "mail", number: 1 } as const;
  return {
    dir,
    fillMail: (barcode) => insertVirtualDisc(dir, mail, { media: "bd-r" }, { barcode }),
    emptyMail: () => takeVirtualDisc(dir, mail, folder.at("taken")),
    notices: [],
    identified: [1, 2],
    complete: true,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function direct(identifiers: "serial" | "full"): Promise<ChangerWays & AsyncDisposable> {
  const jukebox = made({ identifiers });
  return Promise.resolve({
    ...jukebox,
    open: () => openTransport(`virtual:${jukebox.dir}`),
    openDrive: (number) => openTransport(`virtual:${jukebox.dir}/drives/${number}`),
    [Symbol.asyncDispose]: () => Promise.resolve(jukebox[Symbol.dispose]()),
  });
}

async function byIscsi(): Promise<ChangerWays & AsyncDisposable> {
  const jukebox = made({});
  const drives = Array.from({ length: DRIVES }, (_, place) => `virtual:${jukebox.dir}/drives/${place + 1}`);
  const target = await startVirtualTarget([`virtual:${jukebox.dir}`, ...drives]);
  return {
    ...jukebox,
    open: () => openIscsi(target.url(0)),
    openDrive: (number) => openIscsi(target.url(number)),
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]();
      jukebox[Symbol.dispose]();
    },
  };
}

changerConformance("a virtual changer", () => direct("serial"));
changerConformance("a virtual changer that names its drives in full", () => direct("full"));

const library = libiscsi();
const missing = typeof library === "string" ? `${library}; on Debian: apt-get install libiscsi7` : undefined;
changerConformance("a virtual changer by iSCSI", byIscsi, (name, body) => testWith(missing, name, body));

Deno.test("a virtual changer that cuts, miscounts or answers nonsense once is read nevertheless", () => {
  using jukebox = made({});
  const inventory = () => {
    using changer = new Changer(openTransport(`virtual:${jukebox.dir}`));
    return changer.inventory().elements;
  };
  const told = inventory();
  for (const kind of ["cut", "count"] as const) {
    addChangerFault(jukebox.dir, { on: "read", kind });
    assertEquals(inventory().map(({ address }) => address), told.map(({ address }) => address), kind);
    clearChangerFaults(jukebox.dir);
  }
  addChangerFault(jukebox.dir, { on: "read", kind: "noise" });
  const addresses = inventory().map(({ address }) => address);
  assertEquals(new Set(addresses).size, addresses.length);
});
