/**
 * `discglow devices`: which drives and changers there are.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { COMMON_WORDS, TRACE_WORDS } from "./shared_words.ts";

/** The table entry of `discglow devices`. */
export const devices = defineCommand({
  name: "devices",
  summary: "list drives and changers, and what each can do",
  description:
    "Without a name, the devices of this machine are listed. Drives behind a network and discs in files " +
    "are only looked at when they are named. A changer that is named shows what it holds.",
  words: {
    describe: {
      kind: "flag",
      help: "writes the device description for the jukebox server, a file NAME.dev, of what is found",
    },
    ...TRACE_WORDS,
    ...COMMON_WORDS,
  },
  operands: [{
    name: "DEVICE",
    help: "a drive or changer: /dev/sr0, \\\\.\\CdRom0, iscsi://HOST/TARGET/LUN, virtual:PATH",
    optional: true,
    repeatable: true,
    file: true,
  }],
  examples: [
    { line: "discglow devices", help: "all of this machine" },
    {
      line: "discglow devices iscsi://127.0.0.1/iqn.2026-01.example:optical/1",
      help: "one behind a network",
    },
    {
      line: "discglow devices --describe /dev/sg4 > jb.dev",
      help: "the description of a changer with the drives in it",
    },
  ],
  run: async ({ operands, values }, { output }) => {
    if (values.describe) {
      const { runDescribe } = await import("./describe_run.ts");
      return runDescribe(operands, output);
    }
    const { runDevices } = await import("./devices_run.ts");
    return runDevices(operands, output, values.trace);
  },
});
