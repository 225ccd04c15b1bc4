/** A robot on a changer that we have not written, whose target goes away. */

import { openRobot } from "../../../lib/jukebox/robot/open_robot.ts";
import { elementsOf } from "../../../lib/jukebox/robot/robot.ts";
import { TransportError } from "../../../lib/scsi/transport_error.ts";
import { assertEquals, assertRejects } from "../../support/assert.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { tgtTest } from "../../support/tgt.ts";
import { CHANGER_LUN, startTgtChanger } from "../../smc/tgt_changer.ts";

tgtTest("a robot moves the discs of tgt's changer, and a target that dies is one error", async () => {
  await using tgt = await startTgtChanger();
  const robot = openRobot(tgt.url(CHANGER_LUN));
  await leavesNothing("/nonexistent", async () => {
    try {
      assertEquals((await robot.start()).model, "DISCGLOW CHANGER 0001");
      const [slot] = elementsOf(await robot.inventory(), "slot");
      const [drive] = elementsOf(await robot.inventory(), "drive");
      await robot.move(slot!.address, drive!.address);
      const [loaded] = elementsOf(await robot.inventory(true), "drive");
      assertEquals([loaded!.full, loaded!.barcode, loaded!.source], [true, "DISC0001", slot!.address]);
      assertEquals(await robot.lock(true), false, "it knows no lock");
      await tgt.kill();
      const error = await assertRejects(() => robot.move(drive!.address, slot!.address), TransportError);
      assertEquals([error.trouble, error.answer.cdb?.[0]], ["gone", 0xa5]);
      await assertRejects(() => robot.start(), TransportError);
    } finally {
      await robot.close();
    }
  });
});
