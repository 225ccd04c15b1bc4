/**
 * Makes `dist/`: the program and its threads as plain JavaScript for `deno run -A dist/discglow.js`, with no
 * network, no cache and no `node_modules`. Commands that are imported when they run stay files of their own.
 *
 * @module
 */

import { flagHelp, type Flags, parseFlags, runScript, say } from "./flags.ts";
import { bundled, findWorkers, renameWorkers } from "./workers.ts";

const ROOT = new URL("..", import.meta.url);
const PROGRAM = "cli.ts";

/** The file to run in a bundle. */
export const BUNDLED_PROGRAM = "discglow.js";

/** What a bundle consists of; paths from its folder, in order. */
export interface Bundle {
  /** Every file. */
  readonly files: readonly string[];
  /** Those that run as workers. */
  readonly workers: readonly string[];
}

const FLAGS = {
  output: { kind: "text", placeholder: "FOLDER", help: "where the bundle goes (dist)" },
  help: { kind: "switch", help: "shows this" },
} as const satisfies Flags;

/** Bundles the program into a folder; an earlier bundle there is replaced. */
export async function bundle(output: string): Promise<Bundle> {
  await clear(output);
  const modules = await findWorkers();
  await runBundler(output, modules);
  await Deno.rename(`${output}/cli.js`, `${output}/${BUNDLED_PROGRAM}`);
  const files = (await list(output)).sort();
  const workers = modules.map(bundled);
  for (const file of files) {
    const path = `${output}/${file}`;
    const text = await Deno.readTextFile(path);
    checkImports(file, text);
    const named = renameWorkers(file, text, workers);
    if (named !== text) await Deno.writeTextFile(path, named);
  }
  await Deno.copyFile(new URL("LICENSE", ROOT), `${output}/LICENSE`);
  if (Deno.build.os !== "windows") await Deno.chmod(`${output}/${BUNDLED_PROGRAM}`, 0o755);
  return { files, workers };
}

/** Removes an earlier bundle, and refuses to touch anything else. */
async function clear(output: string): Promise<void> {
  await Deno.mkdir(output, { recursive: true });
  const names = (await Array.fromAsync(Deno.readDir(output))).map((entry) => entry.name);
  if (names.length > 0 && !names.includes(BUNDLED_PROGRAM)) {
    throw new Error(`Cannot bundle into ${output}: it is not empty and holds no earlier bundle`);
  }
  for (const name of names) {
    if (name.endsWith(".js") || name === "lib") await Deno.remove(`${output}/${name}`, { recursive: true });
  }
}

async function runBundler(output: string, workers: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--no-lock", "--code-splitting", "--outdir", output, PROGRAM, ...workers],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const words = new TextDecoder().decode(stderr).trim();
  const hint = /esbuild|client error|dns error/.test(words)
    ? "\ndeno bundle takes esbuild from the npm registry when it first runs; do that once where it can be reached"
    : "";
  throw new Error(`Cannot bundle: deno bundle ended with\n${words}${hint}`);
}

async function list(folder: string, below = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(`${folder}/${below}`)) {
    if (entry.isDirectory) files.push(...await list(folder, `${below}${entry.name}/`));
    else if (entry.name.endsWith(".js")) files.push(below + entry.name);
  }
  return files;
}

/** A bundle imports its own files and what is built into Deno, nothing else. */
function checkImports(file: string, text: string): void {
  for (const [, specifier] of text.matchAll(/(?:^|[};\s])(?:from |import ?\(?)"([^"]+)"/gm)) {
    if (/^(\.\.?\/|node:)/.test(specifier!)) continue;
    throw new Error(`Cannot bundle: ${file} would still import ${specifier}`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(FLAGS, args);
  if (values.help) {
    return say(`Bundles discglow as JavaScript that runs with nothing but deno.\n\n${flagHelp(FLAGS)}`);
  }
  const output = values.output ?? new URL("dist", ROOT).pathname;
  const { files } = await bundle(output);
  say(`${files.length} files in ${output}; run it with: deno run -A ${output}/${BUNDLED_PROGRAM} --help`);
}

if (import.meta.main) await runScript(main);
