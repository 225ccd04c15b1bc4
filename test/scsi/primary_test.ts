import {
  decodeInquiry,
  decodeModeSense10,
  decodeSerialNumber,
  encodeInquiry,
  encodeInquiryPage,
  encodeModeList,
  encodeModeSelect10,
  encodeModeSense10,
  encodePreventAllow,
  encodeRequestSense,
  encodeStartStop,
  encodeTestUnitReady,
  SERIAL_NUMBER_PAGE,
} from "../../lib/scsi/primary.ts";
import { assertEquals } from "../support/assert.ts";

const text = (value: string) => [...new TextEncoder().encode(value)];

Deno.test("Commands stand byte for byte as the standards have them", () => {
  const cases: [Uint8Array, number[]][] = [
    [encodeTestUnitReady(), [0, 0, 0, 0, 0, 0]],
    [encodeRequestSense(), [3, 0, 0, 0, 252, 0]],
    [encodeRequestSense(18), [3, 0, 0, 0, 18, 0]],
    [encodeInquiry(), [0x12, 0, 0, 0, 96, 0]],
    [encodeInquiryPage(SERIAL_NUMBER_PAGE, 260), [0x12, 1, 0x80, 1, 4, 0]],
    [encodeModeSense10({ page: 5, length: 512 }), [0x5a, 8, 5, 0, 0, 0, 0, 2, 0, 0]],
    [
      encodeModeSense10({ page: 0x2a, subpage: 1, values: "saved", length: 255 }),
      [0x5a, 8, 0xea, 1, 0, 0, 0, 0, 255, 0],
    ],
    [
      encodeModeSense10({ page: 5, values: "changeable", length: 8 }),
      [0x5a, 8, 0x45, 0, 0, 0, 0, 0, 8, 0],
    ],
    [encodeModeSelect10(60), [0x55, 0x10, 0, 0, 0, 0, 0, 0, 60, 0]],
    [encodeModeSelect10(300, true), [0x55, 0x11, 0, 0, 0, 0, 0, 1, 44, 0]],
    [encodePreventAllow(true), [0x1e, 0, 0, 0, 1, 0]],
    [encodePreventAllow(false), [0x1e, 0, 0, 0, 0, 0]],
    [encodePreventAllow(true, true), [0x1e, 0, 0, 0, 3, 0]],
    [encodeStartStop("stop"), [0x1b, 0, 0, 0, 0, 0]],
    [encodeStartStop("start", true), [0x1b, 1, 0, 0, 1, 0]],
    [encodeStartStop("eject"), [0x1b, 0, 0, 0, 2, 0]],
    [encodeStartStop("load"), [0x1b, 0, 0, 0, 3, 0]],
  ];
  for (const [cdb, bytes] of cases) assertEquals([...cdb], bytes);
});

Deno.test("INQUIRY data names a device without the blanks around its names", () => {
  const data = Uint8Array.from([
    0x05,
    0x80,
    5,
    2,
    91,
    ...[0, 0, 0],
    ...text("PLEXTOR BD-R   PX-B320\u0000 1.05"),
    ...Array(60).fill(0),
  ]);
  assertEquals(decodeInquiry(data), {
    peripheralType: 5,
    qualifier: 0,
    removable: true,
    vendor: "PLEXTOR",
    product: "BD-R   PX-B320",
    revision: "1.05",
  });
});

Deno.test("INQUIRY data is decoded as far as it was sent and is said to reach", () => {
  const full = Uint8Array.from([5, 0x80, 5, 2, 31, 0, 0, 0, ...text("VENDOR  PRODUCT         0001")]);
  assertEquals(decodeInquiry(full.subarray(0, 20))!.product, "PROD");
  assertEquals(decodeInquiry(full.subarray(0, 20))!.revision, "");
  const short = full.slice();
  short[4] = 11;
  assertEquals(decodeInquiry(short)!.vendor, "VENDOR");
  assertEquals(decodeInquiry(short)!.product, "");
  assertEquals(decodeInquiry(full.subarray(0, 4)), undefined);
});

Deno.test("INQUIRY data cannot smuggle control characters into messages", () => {
  const data = Uint8Array.from([0x65, 0, 5, 2, 31, 0, 0, 0, ...text("A\u001b[2J\nB CPRODUCT         0001")]);
  const inquiry = decodeInquiry(data)!;
  assertEquals([inquiry.vendor, inquiry.qualifier, inquiry.removable], ["A?[2J?B", 3, false]);
});

Deno.test("The serial number is read as far as it was received", () => {
  const page = Uint8Array.from([5, 0x80, 0, 8, ...text("  K1234 ")]);
  assertEquals(decodeSerialNumber(page), "K1234");
  assertEquals(decodeSerialNumber(page.subarray(0, 8)), "K1");
  assertEquals(decodeSerialNumber(Uint8Array.from([5, 0x83, 0, 0])), undefined);
  assertEquals(decodeSerialNumber(page.subarray(0, 2)), "");
});

Deno.test("Mode pages are told one by one, with and without subpages", () => {
  const data = Uint8Array.from([
    ...[0, 6 + 4 + 6, 0x70, 0x80, 0, 0, 0, 0],
    ...[0x81, 2, 1, 2],
    ...[0x41, 3, 0, 2, 9, 9],
  ]);
  const { mediumType, deviceSpecific, pages } = decodeModeSense10(data);
  assertEquals([mediumType, deviceSpecific], [0x70, 0x80]);
  assertEquals(pages.map(({ page, subpage, bytes }) => [page, subpage, ...bytes]), [
    [1, 0, 0x81, 2, 1, 2],
    [1, 3, 0x41, 3, 0, 2, 9, 9],
  ]);
});

Deno.test("Block descriptors before the pages are stepped over", () => {
  const data = Uint8Array.from([0, 6 + 8 + 4, 0, 0, 0, 0, 0, 8, ...Array(8).fill(0x2a), 5, 2, 7, 7]);
  assertEquals(decodeModeSense10(data).pages.map(({ page, bytes }) => [page, ...bytes]), [[5, 5, 2, 7, 7]]);
});

Deno.test("Lengths in mode data are not believed beyond what came", () => {
  const cut = Uint8Array.from([0xff, 0xff, 0, 0, 0, 0, 0, 0, 5, 50, 1, 2]);
  assertEquals(decodeModeSense10(cut).pages.map(({ bytes }) => [...bytes]), [[5, 50, 1, 2]]);
  assertEquals(decodeModeSense10(Uint8Array.from([0, 99, 0, 0, 0, 0, 0xff, 0xff])).pages, []);
  assertEquals(decodeModeSense10(new Uint8Array(0)), { mediumType: 0, deviceSpecific: 0, pages: [] });
  // What lies behind the reported length is an old answer.
  const behind = Uint8Array.from([0, 6, 0, 0, 0, 0, 0, 0, 5, 2, 1, 2]);
  assertEquals(decodeModeSense10(behind).pages, []);
});

Deno.test("A page that is sent back has a header and no bit PS", () => {
  assertEquals([...encodeModeList(Uint8Array.of(0x85, 2, 3, 4))], [0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 3, 4]);
});
