import { DeviceError, StoppedError } from "../../lib/errors.ts";
import { traced } from "../../lib/scsi/trace.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { Changer } from "../../lib/smc/changer.ts";
import { waitForChanger } from "../../lib/smc/wait.ts";
import { bytes, hex, ScriptedTransport as Replying } from "../mmc/scripted_drive.ts";
import { type Scripted, ScriptedTransport } from "../scsi/scripted_transport.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { modeAnswer } from "./lying_changer.ts";

const INQUIRY = bytes("08 80 05 02 1f 00 00 00", "=VENDOR  JUKEBOX 60      1.07");

/** What came of a move whose answer is sense data. */
function moveError(sense: string): [message: string, hint: string | undefined] {
  const changer = new Changer(new ScriptedTransport(sense));
  const { message, hint } = assertThrows(() => changer.move(1024, 1), DeviceError);
  return [message, hint];
}

Deno.test("what a changer refuses is told in words, with what to do", () => {
  const cannot = "Cannot move the disc of element 1024 to element 1 on /dev/test: ";
  const rescan = "discs may have been moved by hand: have the changer take inventory";
  const stuck = "look into the changer: a disc may be stuck in the gripper or between elements";
  const closed = "close the changer's doors and its mail slot";
  assertEquals(moveError("5/3B/0E"), [
    `${cannot}illegal request, medium source element empty (5/3B/0E)`,
    `the place is empty: ${rescan}`,
  ]);
  assertEquals(moveError("5/3B/0D"), [
    `${cannot}illegal request, medium destination element full (5/3B/0D)`,
    `the place is taken: ${rescan}`,
  ]);
  assertEquals(moveError("5/53/02"), [
    `${cannot}illegal request, medium removal prevented (5/53/02)`,
    "something keeps the disc locked in: end the program that uses the drive or the changer",
  ]);
  assertEquals(moveError("4/15/01")[1], stuck);
  assertEquals(moveError("4/3B/16")[1], stuck);
  assertEquals(moveError("4/83/04")[1], stuck);
  assertEquals(moveError("2/04/18"), [`${cannot}not ready, a door is open (2/04/18)`, closed]);
  assertEquals(moveError("2/3A/02")[1], "put the magazine in, and close the doors");
  assertEquals(moveError("5/21/01")[1], "the changer has no element of that address: have it take inventory");
  assertEquals(moveError("5/24/00")[1], undefined);
  for (const key of [2, 5]) assertEquals(moveError(`${key}/3B/12`)[1], "put the magazine in");
  assertEquals(moveError("5/83/00")[1], undefined, "a code of the vendor's own");
});

Deno.test("a door that was opened meanwhile is noted, and the command goes on", () => {
  const transport = new ScriptedTransport("6/28/01");
  const changer = new Changer(transport);
  changer.move(1, 2);
  assertEquals(transport.sent.length, 2);
  assertEquals(changer.device.attentions.map(({ asc, ascq }) => [asc, ascq]), [[0x28, 1]]);
});

Deno.test("every command of a changer goes out with the time it may take", () => {
  const transport = new ScriptedTransport();
  const changer = new Changer(transport);
  changer.move(0x400, 1, true, 16);
  changer.exchange({ from: 0x400, to: 1, back: 0x401 });
  changer.exchange({ from: 0x400, to: 1, back: 0x401, invert: true, gripper: 16 });
  changer.exchange({ from: 0x400, to: 1, back: 0x401, invertBack: true });
  changer.position(2);
  changer.position(2, true, 16);
  changer.initialize();
  changer.initialize({ first: 0x400, count: 5 });
  assertEquals(transport.sent.map(({ cdb, timeout }) => [hex(Uint8Array.from(cdb)), timeout / 1000]), [
    ["a5 00 00 10 04 00 00 01 00 00 01 00", 300],
    ["a6 00 00 00 04 00 00 01 04 01 00 00", 600],
    ["a6 00 00 10 04 00 00 01 04 01 02 00", 600],
    ["a6 00 00 00 04 00 00 01 04 01 01 00", 600],
    ["2b 00 00 00 00 02 00 00 00 00", 300],
    ["2b 00 00 10 00 02 00 00 01 00", 300],
    ["07 00 00 00 00 00", 7200],
    ["37 01 04 00 00 00 00 05 00 00", 7200],
  ]);
});

Deno.test("the doors are locked where that can be done, and unlocked in the end", () => {
  const transport = new ScriptedTransport();
  const changer = new Changer(transport);
  assertEquals(changer.lock(true), true);
  changer.close();
  assertEquals(transport.sent.map(({ cdb }) => [cdb[0], cdb[4]]), [[0x1e, 1], [0x1e, 0]]);
  assertEquals(transport.closed, 1);
  const without = new ScriptedTransport("5/20/00");
  const bare = new Changer(without);
  assertEquals(bare.lock(true), false);
  bare.close();
  assertEquals(without.sent.length, 1);
  const open = new Changer(new ScriptedTransport("2/04/18"));
  assertThrows(() => open.lock(true), DeviceError, "Cannot lock the doors on /dev/test");
});

Deno.test("a changer tells its serial number, its addresses, what it can do and whether it turns discs over", () => {
  const changer = new Changer(
    new Replying((cdb) => {
      if (cdb[0] === 0x12) return cdb[1] === 1 ? bytes("08 80 00 04", "=SN42") : INQUIRY;
      if (cdb[2] === 0x1d) {
        return modeAnswer([0x1d, 18, 0, 0, 0, 1, 4, 0, 0, 60, 0, 16, 0, 2, 1, 0, 0, 4, 0, 0]);
      }
      if (cdb[2] === 0x1e) return modeAnswer([0x1e, 2, 1, 0]);
      return "5/24/00";
    }),
  );
  const { vendor, product, revision, peripheralType } = changer.inquiry();
  assertEquals([vendor, product, revision, peripheralType], ["VENDOR", "JUKEBOX 60", "1.07", 8]);
  assertEquals([changer.serial(), changer.inverts()], ["SN42", true]);
  assertEquals(changer.assignment().slot, { first: 1024, count: 60 });
  assertThrows(() => changer.capabilities(), DeviceError, "Cannot read the changer's capabilities");
  assertEquals(new Changer(new Replying(() => INQUIRY)).serial(), undefined);
  assertEquals(new Changer(new Replying(() => "5/24/00")).serial(), undefined);
});

Deno.test("commands of changers have their names where they are traced, and where no answer came", () => {
  const lines: string[] = [];
  const script: Scripted[] = [
    {},
    INQUIRY,
    {},
    new TransportError("/dev/test", "timeout", "Cannot send PLAY AUDIO (12) to /dev/test: no answer", {
      hint: "wait",
    }),
  ];
  const changer = new Changer(traced(new ScriptedTransport(...script), (line) => lines.push(line)));
  changer.move(1, 2);
  changer.inquiry();
  changer.move(1, 2);
  const error = assertThrows(() => changer.move(1, 2), TransportError);
  assertEquals(
    [error.message, error.trouble, error.hint],
    ["Cannot send MOVE MEDIUM to /dev/test: no answer", "timeout", "wait"],
  );
  assert(lines[0]!.startsWith("/dev/test: PLAY AUDIO (12) ["), "before INQUIRY nobody can know");
  assert(lines[2]!.startsWith("/dev/test: MOVE MEDIUM ["), lines[2]);
});

Deno.test("a changer that starts is waited for, one that needs somebody is not", () => {
  const waits: number[] = [];
  const starting = new Changer(new ScriptedTransport("6/29/00", "2/04/01", "2/04/01"));
  waitForChanger(starting, { onWait: (seconds) => waits.push(seconds) });
  assertEquals(waits[0], 0);
  const talkative = new ScriptedTransport("6/29/00", "6/28/00", "6/28/01", "6/2A/01", "6/3F/01");
  waitForChanger(new Changer(talkative));
  assertEquals(talkative.sent.length, 6);
  const open = new Changer(new ScriptedTransport("2/04/18"));
  const error = assertThrows(() => waitForChanger(open), DeviceError);
  assertEquals(
    [error.message, error.hint, error.answer.asc],
    [
      "Cannot use the changer on /dev/test: not ready, a door is open (2/04/18)",
      "close the changer's doors and its mail slot",
      4,
    ],
  );
  const slow = new Changer(new Replying(() => "2/04/01"));
  assertThrows(() => waitForChanger(slow, { timeout: 0 }), DeviceError, "still after 0 s");
  assertThrows(() => waitForChanger(slow, { stopped: () => true }), StoppedError);
});

Deno.test("a changer that cannot look at some elements looks at all, and one that cannot look at all says so", () => {
  const told = (known: number) => {
    const transport = new Replying((cdb) => cdb[0] === known ? new Uint8Array(0) : "5/20/00");
    const done = new Changer(transport).initialize({ first: 1024, count: 5 });
    return [done, transport.seen.map(({ cdb }) => cdb[0])];
  };
  assertEquals(told(0x37), [true, [0x37]]);
  assertEquals(told(0x07), [true, [0x37, 0x07]]);
  assertEquals(told(0x00), [false, [0x37, 0x07]]);
  const stuck = new Changer(new Replying(() => "4/15/01"));
  assertThrows(() => stuck.initialize(), DeviceError, "Cannot take inventory");
});

Deno.test("a changer that waits to be told to look at its elements is told so, once", () => {
  const told: number[] = [];
  const willing = new Replying((cdb) => {
    told.push(cdb[0]!);
    return told.includes(7) ? new Uint8Array(0) : "2/04/02";
  });
  waitForChanger(new Changer(willing));
  assertEquals(told, [0, 7, 0]);
  const stubborn = new Replying((cdb) => cdb[0] === 7 ? new Uint8Array(0) : "2/04/02");
  assertThrows(() => waitForChanger(new Changer(stubborn)), DeviceError, "2/04/02");
  assertEquals(stubborn.seen.map(({ cdb }) => cdb[0]), [0, 7, 0]);
});

Deno.test("a changer that knows only the short MODE SENSE is asked by it", () => {
  const page = [0x1d, 18, 0, 0, 0, 1, 4, 0, 0, 60, 0, 16, 0, 2, 1, 0, 0, 4, 0, 0];
  const transport = new Replying((cdb) => {
    // A block descriptor that nobody wanted stands before the page.
    if (cdb[0] === 0x1a) return Uint8Array.from([31, 0, 0, 8, ...new Array(8).fill(0), ...page]);
    return "5/20/00";
  });
  assertEquals(new Changer(transport).assignment().slot, { first: 1024, count: 60 });
  assertEquals(transport.seen.map(({ cdb }) => hex(cdb)), [
    "5a 08 1d 00 00 00 00 02 00 00",
    "1a 08 1d 00 fc 00",
  ]);
  const none = new Changer(new Replying((cdb) => cdb[0] === 0x1a ? Uint8Array.of(3, 0, 0, 0) : "5/20/00"));
  assertThrows(() => none.assignment(), DeviceError, "is not what the command promises");
});
