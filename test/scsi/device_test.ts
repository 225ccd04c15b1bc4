import { DeviceError } from "../../lib/errors.ts";
import { ScsiDevice, TIMEOUT } from "../../lib/scsi/device.ts";
import { encodeSense } from "../../lib/scsi/sense.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { ScriptedTransport } from "./scripted_transport.ts";

const READ = Uint8Array.of(0x28, 0, 0, 0, 0, 16, 0, 0, 1, 0);

Deno.test("A command that succeeds tells how much was moved", () => {
  const transport = new ScriptedTransport({ residual: 48, duration: 5 });
  const device = new ScsiDevice(transport);
  const outcome = device.try(READ, "in", new Uint8Array(2048), TIMEOUT.read);
  assertEquals(outcome, { good: true, status: 0, sense: undefined, transferred: 2000, duration: 5 });
  assertEquals(transport.sent, [{ cdb: [...READ], direction: "in", length: 2048, timeout: 60000 }]);
});

Deno.test("A residual that cannot be is not believed", () => {
  const device = new ScsiDevice(new ScriptedTransport({ residual: 5000 }, { residual: -3 }));
  const data = new Uint8Array(2048);
  assertEquals(device.command("read", READ, "in", data), 0);
  assertEquals(device.command("read", READ, "in", data), 2048);
});

Deno.test("Commands without data need no more than their bytes", () => {
  const transport = new ScriptedTransport();
  assertEquals(new ScsiDevice(transport).command("ask", new Uint8Array(6)), 0);
  assertEquals(transport.sent, [{ cdb: [0, 0, 0, 0, 0, 0], direction: "none", length: 0, timeout: 10000 }]);
});

Deno.test("A failure is an error with what was attempted, what came back and what to do", () => {
  const device = new ScsiDevice(new ScriptedTransport("3/11/00"));
  const error = assertThrows(
    () => device.command("read block 16", READ, "in", new Uint8Array(2048)),
    DeviceError,
    "Cannot read block 16 on /dev/test: medium error, unrecovered read error (3/11/00)",
  );
  assertEquals(error.answer, { cdb: READ, status: 2, key: 3, asc: 0x11, ascq: 0 });
  assertEquals(error.device, "/dev/test");
  assertEquals(error.hint, "clean the disc, or try another drive");
});

Deno.test("The error keeps the command as it was", () => {
  const cdb = READ.slice();
  const device = new ScsiDevice(new ScriptedTransport("5/24/00"));
  const error = assertThrows(() => device.command("read", cdb), DeviceError);
  cdb.fill(0xff);
  assertEquals(error.answer.cdb, READ);
});

Deno.test("A hint of the caller's goes before the common one", () => {
  const device = new ScsiDevice(new ScriptedTransport("2/3A/00"));
  const outcome = device.try(READ);
  assertEquals(device.errorOf("read", READ, outcome).hint, "put a disc into the drive");
  assertEquals(device.errorOf("read", READ, outcome, "wait").hint, "wait");
});

Deno.test("A failure without sense data is told by its status", () => {
  const cases: [number, string][] = [
    [0x02, "it failed without saying why"],
    [0x18, "another host has reserved the device"],
    [0x40, "another host has ended the command"],
    [0x22, "the device answered with status 22h"],
  ];
  for (const [status, words] of cases) {
    const device = new ScsiDevice(new ScriptedTransport({ status }));
    const error = assertThrows(() => device.command("ask", READ), DeviceError);
    assertEquals([error.message, error.answer.status], [`Cannot ask on /dev/test: ${words}`, status]);
    assert(!("key" in error.answer));
  }
});

Deno.test("Sense data counts only with CHECK CONDITION", () => {
  const sense = encodeSense({ key: 3, asc: 0x11, ascq: 0 });
  const outcome = new ScsiDevice(new ScriptedTransport({ status: 0x18, sense })).try(READ);
  assertEquals([outcome.good, outcome.sense], [false, undefined]);
});

Deno.test("A condition that was asked for and is met is no failure", () => {
  assert(new ScsiDevice(new ScriptedTransport({ status: 0x04 })).try(READ).good);
});

Deno.test("Data that the drive has recovered is good, and what it took is told", () => {
  const sense = encodeSense({ key: 1, asc: 0x17, ascq: 1 });
  const outcome = new ScsiDevice(new ScriptedTransport({ status: 2, sense })).try(READ);
  assertEquals([outcome.good, outcome.sense?.asc], [true, 0x17]);
});

Deno.test("The device's news are noted and the command is repeated", () => {
  const transport = new ScriptedTransport("6/28/00", "6/2A/01");
  const device = new ScsiDevice(transport);
  assert(device.try(READ).good);
  assertEquals(transport.sent.length, 3);
  assertEquals(device.attentions.map(({ asc, ascq }) => [asc, ascq]), [[0x28, 0], [0x2a, 1]]);
});

Deno.test("News without end are a failure", () => {
  const transport = new ScriptedTransport("6/28/00", "6/28/00", "6/28/00", "6/28/00");
  const outcome = new ScsiDevice(transport).try(READ);
  assertEquals([outcome.good, outcome.sense?.key, transport.sent.length], [false, 6, 4]);
});

Deno.test("Only the latest news are kept", () => {
  const news = Array.from({ length: 40 }, (_, at) => [`6/29/${at.toString(16)}`, {}]).flat();
  const device = new ScsiDevice(new ScriptedTransport(...news));
  for (let i = 0; i < 40; i++) device.try(READ);
  assertEquals(device.attentions.map(({ ascq }) => ascq), Array.from({ length: 32 }, (_, at) => at + 8));
  assertEquals(device.attentionCount, 40);
});

Deno.test("An earlier command's recovery is news, an earlier command's failure a failure", () => {
  const recovered = encodeSense({ key: 1, asc: 0x0c, ascq: 1, deferred: true });
  const transport = new ScriptedTransport({ status: 2, sense: recovered });
  assert(new ScsiDevice(transport).try(READ).good);
  assertEquals(transport.sent.length, 2);
  const failed = encodeSense({ key: 3, asc: 0x0c, ascq: 0, deferred: true });
  const device = new ScsiDevice(new ScriptedTransport({ status: 2, sense: failed }));
  assertThrows(() => device.command("write", READ), DeviceError, "of an earlier command");
});

Deno.test("A busy device is asked again", () => {
  const transport = new ScriptedTransport({ status: 8 }, { status: 0x28 });
  assert(new ScsiDevice(transport).try(READ).good);
  assertEquals(transport.sent.length, 3);
});

Deno.test("A device that stays busy is given up", () => {
  const busy = Array.from({ length: 30 }, () => ({ status: 8 }));
  const transport = new ScriptedTransport(...busy);
  const outcome = new ScsiDevice(transport).try(READ);
  assertEquals([outcome.good, outcome.status], [false, 8]);
  assert(transport.sent.length < 20, `${transport.sent.length} attempts`);
});

Deno.test("What kept a command from the device goes through as it is", () => {
  const trouble = new TransportError("/dev/test", "gone", "Cannot send: gone");
  const device = new ScsiDevice(new ScriptedTransport(trouble));
  assertEquals(assertThrows(() => device.command("read", READ), TransportError), trouble);
});

Deno.test("Outcomes are one object, so that recording makes none", () => {
  const device = new ScsiDevice(new ScriptedTransport());
  assert(device.try(READ) === device.try(READ));
});

Deno.test("A device has the name and limit of its way, and closes it", () => {
  const transport = new ScriptedTransport();
  {
    using device = new ScsiDevice(transport);
    assertEquals([device.name, device.maxTransfer], ["/dev/test", 65536]);
  }
  assertEquals(transport.closed, 1);
});
