import { DeviceError, StoppedError } from "../../lib/errors.ts";
import { waitUntilReady } from "../../lib/mmc/wait.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { type Reply, scriptedDrive } from "./scripted_drive.ts";

/** A drive that answers TEST UNIT READY with these, one after the other, and then with the last of them. */
function drive(...answers: Reply[]) {
  let next = 0;
  return scriptedDrive({ 0x00: () => answers[Math.min(next++, answers.length - 1)]! });
}

const READY = new Uint8Array(0);
const WHAT = { what: "close the session", timeout: 60_000 };

Deno.test("waitUntilReady() asks once when the drive is ready", () => {
  const { drive: ready, transport } = drive(READY);
  waitUntilReady(ready, { ...WHAT, onWait: () => assert(false, "there was no wait") });
  assertEquals(transport.seen.length, 1);
});

Deno.test("waitUntilReady() waits through all that passes by itself, and tells how far it is", () => {
  const work: Reply[] = ["2/04/00", "2/04/01", "2/04/04/8000", "2/04/07", "2/04/08", "2/04/09"];
  const { drive: busy, transport } = drive(...work, READY);
  const told: (number | undefined)[] = [];
  waitUntilReady(busy, { ...WHAT, onWait: (_seconds, fraction) => told.push(fraction) });
  assertEquals(transport.seen.length, work.length + 1);
  assertEquals(told[0], undefined);
  const { drive: formatting } = drive("2/04/04/8000", READY);
  waitUntilReady(formatting, { ...WHAT, onWait: (_seconds, fraction) => told.push(fraction) });
  assertEquals(told.at(-1), 0.5);
});

Deno.test("waitUntilReady() throws what will not pass by itself", () => {
  for (const sense of ["2/04/02", "2/04/03", "2/3A/00", "3/0C/00", "5/72/03", "4/44/00"]) {
    const { drive: broken, transport } = drive(sense);
    const error = assertThrows(
      () => waitUntilReady(broken, WHAT),
      DeviceError,
      "Cannot close the session on the drive: ",
    );
    assertEquals([transport.seen.length, error.answer.key], [1, parseInt(sense, 16)]);
  }
});

Deno.test("waitUntilReady() lets a drive that loads be without a disc for a while", () => {
  const { drive: loading } = drive("2/3A/00", "2/04/01", READY);
  waitUntilReady(loading, { ...WHAT, becoming: true });
});

Deno.test("waitUntilReady() gives up after its time", () => {
  const { drive: slow } = drive("2/04/08");
  const error = assertThrows(
    () => waitUntilReady(slow, { ...WHAT, timeout: 0 }),
    DeviceError,
    "Cannot close the session on the drive: the drive is still at work after 0 s",
  );
  assertEquals([error.answer.key, error.answer.asc, error.answer.ascq], [2, 4, 8]);
});

Deno.test("waitUntilReady() ends when it is stopped, but not when the drive is ready", () => {
  const stopped = () => true;
  const { drive: slow, transport } = drive("2/04/08");
  assertThrows(() => waitUntilReady(slow, { ...WHAT, stopped }), StoppedError, "close the session");
  assertEquals(transport.seen.length, 1);
  waitUntilReady(drive(READY).drive, { ...WHAT, stopped });
});
