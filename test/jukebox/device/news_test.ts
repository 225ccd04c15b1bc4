import { insertVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { assertEquals } from "../../support/assert.ts";
import { Rig } from "./rig.ts";

Deno.test("What the changer tells unasked of its doors leads to a new inventory", async () => {
  await using rig = new Rig({ slots: 4, drives: 1, media: "bd-r", filled: [1] });
  const device = rig.device({ drives: 1 });
  await device.attach();
  const found = new Promise<void>((resolve) => {
    rig.events.listen((event) => {
      if (event.event === "disc" && event.disc.barcode === "NEW") resolve();
    });
  });
  insertVirtualDisc(rig.jukebox, { kind: "slot", number: 3 }, { media: "bd-r" }, { barcode: "NEW" });
  // The next command, whatever it is, hears of it.
  await device.moveToDrive(1, 1);
  await found;
  assertEquals(device.slots()[2]?.disc?.barcode, "NEW");
  rig.assertAgreed(device);
});
