import { W, wideString } from "../../ffi/kernel32.ts";
import { openSpti } from "../../lib/scsi/spti.ts";
import { AlignedData } from "../../lib/scsi/spti/aligned.ts";
import { decodeCapabilities, decodePassThrough, encodePassThrough } from "../../lib/scsi/spti/layout.ts";
import { placeOf } from "../../lib/scsi/spti/names.ts";
import type { SptiSystem } from "../../lib/scsi/spti/system.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";

/** A system that opens everything and answers with what a test gives it. */
function system(parts: Partial<SptiSystem> = {}): SptiSystem {
  return { open: () => 8n, control: () => true, close: () => {}, lastError: () => 0, ...parts };
}

function trouble(body: () => unknown): string {
  const error = assertThrows(body, TransportError);
  return `${error.trouble}: ${error.message} (${error.hint})`;
}

Deno.test("the control codes are made up as CTL_CODE makes them", () => {
  const code = (device: number, number: number, access: number) => device << 16 | access << 14 | number << 2;
  assertEquals<number>(W.IOCTL_SCSI_PASS_THROUGH_DIRECT, code(4, 0x405, 3));
  assertEquals<number>(W.IOCTL_SCSI_GET_CAPABILITIES, code(4, 0x404, 0));
});

Deno.test("SCSI_PASS_THROUGH_DIRECT_WITH_BUFFER is laid out as for 64-bit Windows", () => {
  const bytes = new Uint8Array(96).fill(0xee);
  encodePassThrough(bytes, {
    address: { path: 1, target: 6, lun: 2 },
    cdb: Uint8Array.of(0x28, 0, 0, 0, 0, 16, 0, 0, 4, 0),
    direction: "in",
    data: 0x7ff612345678,
    dataLength: 0x2000,
    timeout: 10_001,
  });
  const expected = new Uint8Array(96);
  expected.set([56, 0], 0); // Length
  expected.set([0, 1, 6, 2], 2); // ScsiStatus, PathId, TargetId, Lun
  expected.set([10, 32, 1], 6); // CdbLength, SenseInfoLength, DataIn
  expected.set([0, 0x20, 0, 0], 12); // DataTransferLength
  expected.set([11, 0, 0, 0], 16); // TimeOutValue
  expected.set([0x78, 0x56, 0x34, 0x12, 0xf6, 0x7f, 0, 0], 24); // DataBuffer
  expected.set([60, 0, 0, 0], 32); // SenseInfoOffset
  expected.set([0x28, 0, 0, 0, 0, 16, 0, 0, 4, 0], 36); // Cdb
  assertEquals(bytes, expected);
});

Deno.test("directions are told as Windows numbers them, and nothing to move is no direction", () => {
  const codes = (["out", "in", "none"] as const).flatMap((direction) =>
    [512, 0].map((dataLength) => {
      const bytes = new Uint8Array(96);
      const address = { path: 0, target: 0, lun: 0 };
      encodePassThrough(bytes, {
        address,
        cdb: new Uint8Array(6),
        direction,
        data: 0,
        dataLength,
        timeout: 0,
      });
      assertEquals(bytes[16], 1, "a time of 0 seconds would be none");
      return bytes[8];
    })
  );
  assertEquals(codes, [0, 2, 1, 2, 2, 2]);
});

Deno.test("an answer is read with its sense, and no further than its room", () => {
  const bytes = new Uint8Array(96);
  bytes[2] = 2;
  bytes[7] = 18;
  bytes.set([0x70, 0, 5], 60);
  new DataView(bytes.buffer).setUint32(12, 100, true);
  const { status, sense, transferred } = decodePassThrough(bytes, 2048);
  assertEquals([status, sense.length, sense[2], transferred], [2, 18, 5, 100]);
  bytes[7] = 255;
  assertEquals(decodePassThrough(bytes, 64).sense.length, 32);
  assertEquals(decodePassThrough(bytes, 64).transferred, 64);
  bytes[2] = 0;
  assertEquals(decodePassThrough(bytes, 64).sense.length, 0);
});

Deno.test("an adapter's abilities are read, and modest ones taken where they make no sense", () => {
  const told = (length: number, pages: number, mask: number) => {
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    [24, length, pages, 0, mask].forEach((value, index) => view.setUint32(4 * index, value, true));
    return decodeCapabilities(bytes);
  };
  assertEquals(told(0x20000, 33, 1), { maxTransfer: 0x20000, alignmentMask: 1 });
  assertEquals(told(0xffffffff, 17, 3), { maxTransfer: 0x10000, alignmentMask: 3 });
  assertEquals(told(0x20000, 0, 0), { maxTransfer: 0x20000, alignmentMask: 0 });
  assertEquals(told(0, 0, 511), { maxTransfer: 0x10000, alignmentMask: 511 });
});

Deno.test("names lead to files of Windows, classic ones to an adapter and a place on it", () => {
  const nowhere = { path: 0, target: 0, lun: 0 };
  assertEquals(placeOf("\\\\.\\CdRom1"), { file: "\\\\.\\CdRom1", address: nowhere, shared: false });
  assertEquals(placeOf("\\\\.\\D:\\"), { file: "\\\\.\\D:", address: nowhere, shared: false });
  const address = { path: 0, target: 6, lun: 1 };
  const adapter = { file: "\\\\.\\Scsi2:", address, shared: true };
  assertEquals(placeOf("\\\\.\\Scsi2:", address), adapter);
  assertEquals(placeOf("\\\\.\\p2b0t6,1"), adapter);
  assertEquals(placeOf("\\\\.\\P0B1T6")?.address, { path: 1, target: 6, lun: 0 });
  assertEquals(placeOf("\\\\.\\p0b0t256"), undefined);
});

Deno.test("a drive is opened for reading and writing, alone unless it is an adapter", () => {
  const opened: [string, number, number][] = [];
  const around = system({
    open(name, access, share) {
      opened.push([String.fromCharCode(...name), access, share]);
      return 8n;
    },
  });
  openSpti("\\\\.\\CdRom0", undefined, { system: around }).close();
  openSpti("\\\\.\\CdRom0", undefined, { system: around, exclusive: false }).close();
  openSpti("\\\\.\\p1b0t6", undefined, { system: around }).close();
  assertEquals(opened, [
    ["\\\\.\\CdRom0\0", 0xc0000000, 0],
    ["\\\\.\\CdRom0\0", 0xc0000000, 3],
    ["\\\\.\\Scsi1:\0", 0xc0000000, 3],
  ]);
  assertEquals([...wideString("D:\u{1d11e}")], [0x44, 0x3a, 0xd834, 0xdd1e, 0]);
});

Deno.test("what Windows refuses is told with what to do about it", () => {
  const opening = (error: number) =>
    trouble(() =>
      openSpti("\\\\.\\D:", undefined, { system: system({ open: () => -1n, lastError: () => error }) })
    );
  assertEquals(
    opening(5),
    "denied: Cannot open \\\\.\\D:: this user may not use it (run as administrator)",
  );
  assertMatch(opening(32), /^busy: .*another program uses it/);
  assertMatch(opening(2), /^missing: .*there is no such device/);
  assertMatch(opening(0), /^failed: .*Windows did not say why/);
  assertMatch(opening(4711), /^failed: .*Windows reports error 4711/);
  assertMatch(trouble(() => openSpti("\\\\.\\p0b0t999", undefined, { system: system() })), /^missing: /);
});

Deno.test("a command that Windows does not send is told by its name", () => {
  const sending = (error: number) => {
    const control = (_: bigint, code: number) => code === 0x41010;
    using transport = openSpti("\\\\.\\D:", undefined, {
      system: system({ control, lastError: () => error }),
    });
    return trouble(() => transport.execute(new Uint8Array(6), "none", new Uint8Array(0), 1000));
  };
  assertMatch(sending(121), /^timeout: Cannot send TEST UNIT READY to \\\\\.\\D:: no answer came in time/);
  assertMatch(sending(5), /^filtered: .*\(run as administrator\)$/);
  assertMatch(sending(1167), /^gone: /);
  assertMatch(sending(1117), /^failed: .*device error/);
  assertMatch(sending(1450), /^too long: /);
});

Deno.test("the drive's sense is believed where the driver calls the command failed", () => {
  const control = (_: bigint, code: number, buffer: Uint8Array) => {
    if (code === 0x41010) return true;
    buffer[2] = 2;
    buffer[7] = 18;
    buffer.set([0x70, 0, 3, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x11, 5], 60);
    return false;
  };
  using transport = openSpti("\\\\.\\D:", undefined, { system: system({ control, lastError: () => 1117 }) });
  const answer = transport.execute(new Uint8Array(10), "in", new Uint8Array(2048), 1000);
  const { sense } = answer;
  assertEquals([answer.status, sense[2], sense[12]], [2, 3, 0x11]);
  transport.execute(new Uint8Array(10), "in", new Uint8Array(2048), 1000).sense.fill(0);
  assertEquals(sense[2], 3, "one answer's sense is another's");
});

Deno.test("data is lent an aligned place only where its own is none", () => {
  const aligned = new AlignedData(0x1ff);
  const memory = new Uint8Array(8192);
  const base = Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory)));
  const first = (512 - base % 512) % 512;
  for (const offset of [first, first + 1, first + 17, first + 511, first + 512]) {
    const data = memory.subarray(offset, offset + 2048);
    const { address, view } = aligned.place(data);
    assertEquals(address % 512, 0);
    assertEquals(view.length, data.length);
    assertEquals(view === data, (offset - first) % 512 === 0);
  }
  // Memory of our own lies at multiples of eight already.
  const eight = new AlignedData(7).place(memory.subarray(1, 2001));
  assertEquals([eight.address % 8, eight.view.length], [0, 2000]);
  const unmasked = new AlignedData(0);
  const odd = memory.subarray(3, 100);
  assert(unmasked.place(odd).view === odd, "no mask needs no other place");
});

Deno.test("a name of Windows is refused elsewhere in one sentence", () => {
  if (Deno.build.os === "windows") return;
  assertMatch(trouble(() => openSpti("\\\\.\\CdRom0")), /^unsupported: .*a device of Windows/);
});
