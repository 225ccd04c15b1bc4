import { Addresses } from "../../lib/scsi/address.ts";
import { openSgIo } from "../../lib/scsi/sg_io.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { FakeKernel, fakeLinux } from "./fake_linux.ts";

const ignore = Deno.build.os !== "linux";
const READ = Uint8Array.of(0x28, 0, 0, 0, 0, 16, 0, 0, 2, 0);

/** A drive behind `/dev/null` on a fake Linux, and its kernel. */
function drive() {
  const linux = fakeLinux({ address: "0:0:0:0", block: "sr0", generic: "sg3", isNull: true });
  const system = new FakeKernel();
  system.limit = 128;
  const transport = openSgIo("/dev/null", {}, { system, roots: linux.roots });
  return { system, transport, [Symbol.dispose]: () => linux[Symbol.dispose]() };
}

for (const [memory, make] of [["private", ArrayBuffer], ["shared", SharedArrayBuffer]] as const) {
  Deno.test({ ignore, name: `Data goes both ways through a part of ${memory} memory` }, () => {
    using test = drive();
    const ring = new Uint8Array(new make(3 * 4096));
    ring.fill(0xee);
    const slot = ring.subarray(4096, 8192);
    test.system.answer = ({ cdb, data, header }) => {
      assertEquals(cdb, [...READ]);
      assertEquals([data.length, header.getInt32(4, true)], [4096, -3]);
      data.fill(0x5a);
    };
    test.transport.execute(READ, "in", slot, 1000);
    assertEquals([ring[4095], ring[4096], ring[8191], ring[8192]], [0xee, 0x5a, 0x5a, 0xee]);
    let got: Uint8Array | undefined;
    test.system.answer = ({ data }) => void (got = data.slice());
    slot.forEach((_, at) => slot[at] = at);
    test.transport.execute(READ, "out", slot, 1000);
    assertEquals(got, slot.slice());
  });
}

Deno.test({ ignore, name: "The answer has status, sense data, residual and duration" }, () => {
  using test = drive();
  test.system.answer = ({ header, sense }) => {
    assertEquals(header.getUint32(40, true), 1500);
    sense.set([0x70, 0, 3, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x11, 0]);
    header.setUint8(64, 2);
    header.setUint8(67, 18);
    header.setUint16(70, 8, true);
    header.setInt32(72, 2048, true);
    header.setUint32(76, 321, true);
  };
  const answer = test.transport.execute(READ, "in", new Uint8Array(4096), 1500);
  assertEquals([answer.status, answer.residual, answer.duration], [2, 2048, 321]);
  assertEquals([answer.sense.length, answer.sense[2], answer.sense[12]], [18, 3, 0x11]);
  const { sense } = answer;
  test.system.answer = ({ sense }) => void sense.fill(0xee);
  assertEquals(test.transport.execute(READ, "in", new Uint8Array(4096), 1).sense.length, 0);
  assertEquals([sense[0], sense[2]], [0x70, 3]);
});

Deno.test({ ignore, name: "A command without data has no direction and no address" }, () => {
  using test = drive();
  let seen: unknown;
  test.system.answer = ({ header, cdb }) =>
    void (seen = [header.getInt32(4, true), header.getUint32(12, true), header.getBigUint64(16, true), cdb]);
  for (const direction of ["none", "in"] as const) {
    test.transport.execute(new Uint8Array(6), direction, new Uint8Array(0), 0.5);
    assertEquals(seen, [-1, 0, 0n, [0, 0, 0, 0, 0, 0]]);
  }
});

Deno.test({ ignore, name: "Times are whole milliseconds, and never the kernel's own default" }, () => {
  using test = drive();
  const times: number[] = [];
  test.system.answer = ({ header }) => void times.push(header.getUint32(40, true));
  for (const time of [0, 0.5, 1, 2.1]) test.transport.execute(READ, "none", new Uint8Array(0), time);
  assertEquals(times, [1, 1, 1, 3]);
});

Deno.test({ ignore, name: "One command leaves nothing of itself in the next" }, () => {
  using test = drive();
  const cdbs: number[][] = [];
  test.system.answer = ({ cdb }) => void cdbs.push(cdb);
  test.transport.execute(new Uint8Array(16).fill(0x9e), "none", new Uint8Array(0), 1);
  test.transport.execute(Uint8Array.of(0x1e, 0, 0, 0, 1, 0), "none", new Uint8Array(0), 1);
  assertEquals(cdbs[1], [0x1e, 0, 0, 0, 1, 0]);
});

Deno.test({ ignore, name: "Commands use one header and one answer again and again" }, () => {
  using test = drive();
  const data = new Uint8Array(2048);
  const headers = new Set<ArrayBufferLike>();
  test.system.answer = ({ header }) => void headers.add(header.buffer);
  const first = test.transport.execute(READ, "in", data, 1);
  assert(first === test.transport.execute(READ, "in", data, 1));
  assertEquals(headers.size, 1);
});

Deno.test({ ignore, name: "More data than the kernel moves at once is refused before it is asked" }, () => {
  using test = drive();
  test.system.answer = () => {
    throw new Error("it was asked");
  };
  assertEquals(test.transport.maxTransfer, 65536);
  const error = assertThrows(
    () => test.transport.execute(READ, "in", new Uint8Array(65537), 1),
    TransportError,
    "Cannot send READ (10) to /dev/null: 65537 bytes are more than the 65536 that the kernel moves at once",
  );
  assertEquals([error.trouble, error.answer], ["too long", { cdb: READ }]);
});

Deno.test({ ignore, name: "A command of no possible length is refused" }, () => {
  using test = drive();
  for (const length of [0, 17]) {
    assertThrows(
      () => test.transport.execute(new Uint8Array(length), "none", new Uint8Array(0), 1),
      TransportError,
      `a command of ${length} bytes cannot be sent`,
    );
  }
});

Deno.test({ ignore, name: "Each refusal of the kernel is a sentence with what to do" }, () => {
  using test = drive();
  const cases: [number, string, string, RegExp | undefined][] = [
    [
      1,
      "filtered",
      "the kernel keeps this command to root",
      /^use \/dev\/sg3, the same drive, or run as root$/,
    ],
    [6, "gone", "the device is no longer there", /cable/],
    [19, "gone", "the device is no longer there", /cable/],
    [12, "failed", "the kernel has no memory for it", /programs/],
    [25, "failed", "this is no SCSI device", /devices/],
    [123, "failed", "there is no disc in the drive", /put a disc/],
    [5, "failed", "error 5", undefined],
  ];
  for (const [errno, trouble, words, hint] of cases) {
    test.system.answer = () => errno;
    const error = assertThrows(
      () => test.transport.execute(READ, "in", new Uint8Array(8), 1),
      TransportError,
    );
    assertEquals([error.message, error.trouble], [`Cannot send READ (10) to /dev/null: ${words}`, trouble]);
    assert(hint === undefined ? error.hint === undefined : hint.test(error.hint ?? ""), String(error.hint));
  }
});

Deno.test({ ignore, name: "Who uses the generic node, by whatever name, is not sent to it" }, () => {
  using linux = fakeLinux({ address: "0:0:0:0", generic: "null", isNull: true });
  linux.link("dev/changer", "/dev/null");
  for (const node of ["/dev/null", linux.folder.at("dev/changer")]) {
    const system = new FakeKernel();
    system.answer = () => 1;
    const transport = openSgIo(node, {}, { system, roots: linux.roots });
    const error = assertThrows(() => transport.execute(READ, "in", new Uint8Array(8), 1), TransportError);
    assertEquals([error.trouble, error.hint], ["filtered", "run as root"]);
  }
});

Deno.test({ ignore, name: "No answer in time is an error without a status, since none came" }, () => {
  using test = drive();
  test.system.answer = ({ header }) => header.setUint16(68, 3, true);
  const error = assertThrows(
    () => test.transport.execute(READ, "in", new Uint8Array(8), 2500),
    TransportError,
    "Cannot send READ (10) to /dev/null: no answer within 2.5 s",
  );
  assertEquals([error.trouble, error.answer], ["timeout", { cdb: READ }]);
});

Deno.test({ ignore, name: "A closed transport gives its descriptor back once and takes no commands" }, () => {
  using test = drive();
  assertEquals(test.transport.descriptor, 9);
  test.transport.close();
  test.transport.close();
  assertEquals([test.system.closed, test.transport.descriptor], [[9], undefined]);
  const error = assertThrows(
    () => test.transport.execute(READ, "in", new Uint8Array(8), 1),
    TransportError,
    "it has been closed",
  );
  assertEquals(error.trouble, "gone");
});

Deno.test("Addresses of parts are counted from the start of their buffer, also when buffers alternate", () => {
  const addresses = new Addresses();
  const [a, b] = [new Uint8Array(100), new Uint8Array(new SharedArrayBuffer(100))];
  const real = (view: Uint8Array) =>
    Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(view as Uint8Array<ArrayBuffer>)));
  for (const view of [a, a.subarray(10), b.subarray(99), b, a.subarray(50, 60), b.subarray(1)]) {
    assertEquals(addresses.of(view), real(view));
  }
  assertEquals(addresses.of(a.subarray(100)), 0);
  addresses.forget();
  assertEquals(addresses.of(a.subarray(3)), real(a) + 3);
});
