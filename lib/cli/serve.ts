/**
 * `discglow serve`: the server that owns changers and drives.
 *
 * @module
 */

import { defineCommand } from "./command.ts";
import { COMMON_WORDS } from "./shared_words.ts";

/** The table entry of `discglow serve`. */
export const serve = defineCommand({
  name: "serve",
  summary: "run the jukebox server",
  description:
    "Takes the jukeboxes and drives of its configuration under control and serves cdadm until it is told to end: by " +
    "Ctrl-C, SIGTERM or cdadm byebye. Recordings under way may go on for the time that stop= of the configuration gives " +
    "(90 s), less 30 s, and are broken off then; a second Ctrl-C ends the server at once. SIGHUP opens " +
    "the log anew. The configuration is looked for in discglow.toml and /etc/discglow/discglow.toml.",
  words: {
    config: { kind: "path", placeholder: "PATH", short: "c", help: "the configuration" },
    verbose: {
      kind: "flag",
      short: "v",
      help: "the lines of the log on standard error too, not only errors",
      group: "Messages",
    },
    ...COMMON_WORDS,
  },
  examples: [
    { line: "discglow serve", help: "as discglow.toml in this folder, or in /etc/discglow, says" },
    {
      line: "discglow serve --config archive.toml -v",
      help: "with another configuration, and the log on the screen",
    },
  ],
  run: async ({ values }, { output, signal }) => {
    const { runServe } = await import("./serve_run.ts");
    return runServe(values, output, signal());
  },
});
