/**
 * `discglow cdadm`: everything that is asked of the jukebox server.
 *
 * @module
 */

import { SERVER_WORDS } from "./cdadm/server_words.ts";
import { defineCommand } from "./command.ts";
import { EXIT_USAGE } from "./exit_codes.ts";
import { COMMON_WORDS } from "./shared_words.ts";

/** The table entry of `discglow cdadm`. */
export const cdadm = defineCommand({
  name: "cdadm",
  summary: "administer the jukebox server",
  description:
    "DEVICE is the name of a device description, with or without .dev. LIST names slots: 7, 3,6,40, 3-7, " +
    "2,20-45, - for none; all of them when it is left out. Drives are counted from 1 in the order of the " +
    "description. A refusal goes to standard error, followed by *error* and its classic number: 19 for no such " +
    "device, 2 for no such disc or job, 16 for what another one uses, -1 otherwise.",
  words: { ...SERVER_WORDS, ...COMMON_WORDS },
  operands: [{ name: "VERB", help: "what to do" }],
  loadVerbs: async () => (await import("./cdadm/verbs.ts")).VERBS,
  examples: [
    { line: "discglow serve --config discglow.toml &", help: "starts the server" },
    { line: "discglow cdadm attach jb.dev", help: "takes a jukebox under control" },
    { line: "discglow cdadm survey -s d=jb", help: "what is in its slots" },
    {
      line: "discglow cdadm produce jb.dev 7-12,20 -s image.iso -v",
      help: "records seven discs and compares them",
    },
  ],
  run: () => EXIT_USAGE,
});
