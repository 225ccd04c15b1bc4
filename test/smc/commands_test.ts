import { decodeDeviceCapabilities, exchangesDrives } from "../../lib/smc/device_capabilities.ts";
import { decodeElementAssignment } from "../../lib/smc/element_assignment.ts";
import { encodeExchangeMedium } from "../../lib/smc/exchange_medium.ts";
import { encodeInitializeElementStatus } from "../../lib/smc/initialize_element_status.ts";
import { encodeInitializeRange } from "../../lib/smc/initialize_range.ts";
import { encodeMoveMedium } from "../../lib/smc/move_medium.ts";
import { encodePositionToElement } from "../../lib/smc/position_to_element.ts";
import { encodeReadElementStatus } from "../../lib/smc/read_element_status.ts";
import { decodeTransportGeometry } from "../../lib/smc/transport_geometry.ts";
import { assertEquals } from "../support/assert.ts";
import { bytes, hex } from "../mmc/scripted_drive.ts";

const move = { gripper: 0x0102, from: 0x0304, to: 0x0506 };

Deno.test("MOVE MEDIUM names gripper, source and destination, and turns the disc over when asked", () => {
  assertEquals(hex(encodeMoveMedium({ ...move, invert: false })), "a5 00 01 02 03 04 05 06 00 00 00 00");
  assertEquals(hex(encodeMoveMedium({ ...move, invert: true })), "a5 00 01 02 03 04 05 06 00 00 01 00");
});

Deno.test("EXCHANGE MEDIUM names both destinations and which of the two is turned over", () => {
  const exchange = { ...move, back: 0x0708 };
  const cdb = (invert: boolean, invertBack: boolean) =>
    hex(encodeExchangeMedium({ ...exchange, invert, invertBack }));
  assertEquals(cdb(false, false), "a6 00 01 02 03 04 05 06 07 08 00 00");
  assertEquals(cdb(true, false), "a6 00 01 02 03 04 05 06 07 08 02 00");
  assertEquals(cdb(false, true), "a6 00 01 02 03 04 05 06 07 08 01 00");
});

Deno.test("POSITION TO ELEMENT and the two kinds of INITIALIZE ELEMENT STATUS have their bytes", () => {
  assertEquals(hex(encodePositionToElement(0x0102, 0x0304, true)), "2b 00 01 02 03 04 00 00 01 00");
  assertEquals(hex(encodeInitializeElementStatus()), "07 00 00 00 00 00");
  assertEquals(hex(encodeInitializeRange({ first: 0x0102, count: 0x0304 })), "37 01 01 02 00 00 03 04 00 00");
});

Deno.test("READ ELEMENT STATUS asks for tags, identifiers and stillness by a bit each", () => {
  const plain = { type: 2, first: 0x0102, count: 0x0304, length: 0x050607 };
  const cdb = (volumeTags: boolean, identifiers: boolean, still: boolean) =>
    hex(encodeReadElementStatus({ ...plain, volumeTags, identifiers, still }));
  assertEquals(cdb(false, false, false), "b8 02 01 02 03 04 00 05 06 07 00 00");
  assertEquals(cdb(true, false, false), "b8 12 01 02 03 04 00 05 06 07 00 00");
  assertEquals(cdb(false, true, false), "b8 02 01 02 03 04 01 05 06 07 00 00");
  assertEquals(cdb(false, false, true), "b8 02 01 02 03 04 02 05 06 07 00 00");
});

Deno.test("Mode page 1Dh tells the addresses of each type, and half a page tells nothing", () => {
  const page = bytes("1d 12 00 10 00 01 04 00 00 05 00 20 00 03 00 01 00 02 00 00");
  assertEquals(decodeElementAssignment(page), {
    gripper: { first: 16, count: 1 },
    slot: { first: 1024, count: 5 },
    mail: { first: 32, count: 3 },
    drive: { first: 1, count: 2 },
  });
  assertEquals(decodeElementAssignment(page.subarray(0, 17)), undefined);
});

Deno.test("Mode page 1Eh tells for every gripper whether it turns discs over", () => {
  assertEquals(decodeTransportGeometry(bytes("1e 02 00 00")), [false]);
  assertEquals(decodeTransportGeometry(bytes("1e 04 01 00 00 01")), [true, false]);
  assertEquals(decodeTransportGeometry(bytes("1e 02 01")), []);
});

Deno.test("Mode page 1Fh tells where discs can stay and which ways they can be taken", () => {
  const page = bytes("1f 12 0e 00 00 0c 08 06 00 00 00 00 00 08 00 02 00 00 00 00");
  const capabilities = decodeDeviceCapabilities(page)!;
  assertEquals(capabilities.stores, ["slot", "mail", "drive"]);
  assertEquals(capabilities.moves, {
    gripper: [],
    slot: ["mail", "drive"],
    mail: ["drive"],
    drive: ["slot", "mail"],
  });
  assertEquals(capabilities.exchanges, { gripper: [], slot: ["drive"], mail: [], drive: ["slot"] });
  assertEquals(exchangesDrives(capabilities), true);
  const short = decodeDeviceCapabilities(page.subarray(0, 8))!;
  assertEquals([short.exchanges.slot, exchangesDrives(short)], [[], false]);
  assertEquals(decodeDeviceCapabilities(page.subarray(0, 7)), undefined);
});
