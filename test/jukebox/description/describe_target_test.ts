/** The description of a changer that we have not written. */

import { parseDescription } from "../../../lib/jukebox/description/parse.ts";
import { runCli } from "../../cli/run_cli.ts";
import { DRIVES } from "../../smc/changer_conformance.ts";
import { CHANGER_LUN, startTgtChanger } from "../../smc/tgt_changer.ts";
import { assertEquals } from "../../support/assert.ts";
import { tgtTest } from "../../support/tgt.ts";

tgtTest("tgt's changer is described with its drives in its own order, however they are named", async () => {
  await using tgt = await startTgtChanger();
  const drives = Array.from({ length: DRIVES }, (_, index) => tgt.url(index + 1));
  const { code, stdout } = await runCli([
    "devices",
    "--describe",
    ...drives.toReversed(),
    tgt.url(CHANGER_LUN),
  ]);
  assertEquals(code, 0);
  const { robot, drives: described } = parseDescription(stdout, "/jb.dev");
  assertEquals(robot, tgt.url(CHANGER_LUN));
  assertEquals(described.map(({ path }) => path), drives);
});
