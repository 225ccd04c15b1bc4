import { commandName } from "../../lib/scsi/opcodes.ts";
import { assertEquals } from "../support/assert.ts";

Deno.test("Commands have the names of the standards", () => {
  assertEquals(commandName(Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0)), "READ (10)");
  assertEquals(commandName(new Uint8Array(6)), "TEST UNIT READY");
  assertEquals(commandName(Uint8Array.of(0x5b)), "CLOSE TRACK SESSION");
});

Deno.test("A code that drives and changers share is named by the device", () => {
  assertEquals(commandName(Uint8Array.of(0xa5)), "PLAY AUDIO (12)");
  assertEquals(commandName(Uint8Array.of(0xa5), 8), "MOVE MEDIUM");
  assertEquals(commandName(Uint8Array.of(0x12), 8), "INQUIRY");
});

Deno.test("A service action takes part in the name where it must", () => {
  assertEquals(commandName(Uint8Array.of(0x9e, 0x10)), "READ CAPACITY (16)");
  assertEquals(commandName(Uint8Array.of(0x28, 0x10)), "READ (10)");
});

Deno.test("An unknown command is told by its number", () => {
  assertEquals(commandName(Uint8Array.of(0xd8)), "command D8h");
  assertEquals(commandName(new Uint8Array(0)), "TEST UNIT READY");
});
