/**
 * Makes one file that runs without Deno: the bundle, made anew in a folder of its own so that nothing from
 * beside the sources slips in, its threads, and the runtime.
 *
 * @module
 */

import { bundle, BUNDLED_PROGRAM } from "./bundle.ts";
import { FlagError, flagHelp, type Flags, parseFlags, runScript, say } from "./flags.ts";

/** The systems that a program can be compiled for. */
export const TARGETS: readonly string[] = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-pc-windows-msvc",
];

/** What the program may do: everything, because Deno opens `/dev` and `/proc` to nothing less. */
export const PERMISSIONS: readonly string[] = ["--allow-all"];

/**
 * Enough for trees, image files, discs in files, and drives behind a network, which a C library talks to.
 * Pointers need `--allow-ffi` without a list of libraries.
 */
export const NARROW_PERMISSIONS: readonly string[] = [
  "--allow-read",
  "--allow-write",
  "--allow-ffi",
  "--allow-env=SOURCE_DATE_EPOCH,DISCGLOW_DEBUG,DISCGLOW_ISCSI_USER,DISCGLOW_ISCSI_SECRET," +
  "DISCGLOW_ISCSI_SECRET_FILE",
  "--no-prompt",
];

const FLAGS = {
  target: { kind: "text", placeholder: "TRIPLE", help: `one of ${TARGETS.join(", ")} (this system)` },
  output: { kind: "text", placeholder: "FILE", help: "the file to make (dist/bin/discglow-TRIPLE)" },
  narrow: { kind: "switch", help: "without the right to open /dev and /proc: no local drives" },
  help: { kind: "switch", help: "shows this" },
} as const satisfies Flags;

const ABOUT = `Compiles discglow to one file with the runtime in it.

The runtime part, denort, is taken from DENORT_BIN, from beside deno, from Deno's cache, or else fetched.

`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(FLAGS, args);
  if (values.help) return say(ABOUT + flagHelp(FLAGS));
  const target = values.target ?? Deno.build.target;
  if (!TARGETS.includes(target)) {
    throw new FlagError(`Cannot compile for ${target}: the targets are ${TARGETS.join(", ")}`);
  }
  const output = values.output ?? new URL(`../dist/bin/discglow-${target}`, import.meta.url).pathname;
  const folder = await Deno.makeTempDir({ prefix: "discglow-compile-" });
  try {
    const file = absolute(target.includes("windows") && !output.endsWith(".exe") ? `${output}.exe` : output);
    await Deno.mkdir(file.replace(/[^/\\]*$/, ""), { recursive: true });
    await compile(folder, target, file, values.narrow ? NARROW_PERMISSIONS : PERMISSIONS);
    if (target === Deno.build.target) await tryOut(file);
    say(`${file}: ${((await Deno.stat(file)).size / 1e6).toFixed(1)} MB`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function absolute(path: string): string {
  return /^([/\\]|[A-Za-z]:)/.test(path) ? path : `${Deno.cwd()}/${path}`;
}

async function compile(
  folder: string,
  target: string,
  output: string,
  permissions: readonly string[],
): Promise<void> {
  const { workers } = await bundle(folder);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["compile", "--no-check", "--no-config", "--no-lock", "--no-remote", "--no-npm"],
      ...permissions,
      ...workers.flatMap((worker) => ["--include", worker]),
      ...["--target", target, "--output", output, BUNDLED_PROGRAM],
    ],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  const words = `${decoder.decode(stdout)}${decoder.decode(stderr)}`.split("\nStack backtrace")[0]!.trim();
  if (!success) throw new Error(whatIsMissing(words, target));
  say(words);
}

/** A sentence for the one thing that is often missing, in front of what the compiler said. */
function whatIsMissing(words: string, target: string): string {
  if (!/denort|base binary/i.test(words)) return `Cannot compile: deno compile ended with\n${words}`;
  const { deno } = Deno.version;
  return `Cannot compile for ${target}: the runtime part denort of Deno ${deno} is not at hand and could not be ` +
    `fetched; unpack denort-${target}.zip of release v${deno} and name the file in DENORT_BIN. ` +
    `deno compile said\n${words}`;
}

/** A whole deno in the place of denort makes a file that is just deno again. */
async function tryOut(file: string): Promise<void> {
  const { stdout } = await new Deno.Command(file, { args: ["--version"], stdin: "null" }).output();
  const words = new TextDecoder().decode(stdout).split("\n")[0] ?? "";
  if (words.startsWith("discglow ")) return;
  throw new Error(
    `Cannot use ${file}: it was made, but it answers "${words}" where discglow should; ` +
      "does DENORT_BIN name a whole deno instead of denort?",
  );
}

if (import.meta.main) await runScript(main);
