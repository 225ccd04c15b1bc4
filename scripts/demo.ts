/**
 * The main job on real files: a tree is mastered, listed, checked, verified, and taken out again; then it is
 * recorded on a virtual disc and compared, and a damaged block is found together with its file; at last three
 * discs are produced in a virtual jukebox.
 *
 * @module
 */

import { produceDiscs } from "./demo_jukebox.ts";

/** How Deno runs the program. */
const PROGRAM = ["run", "-A", new URL("../cli.ts", import.meta.url).href] as const;

const encoder = new TextEncoder();

/** The files of the demo by their paths. */
const FILES: readonly (readonly [path: string, content: string])[] = [
  ["readme.txt", "A tree of a few files, made for the demo of discglow.\n"],
  ["reports/2024/Annual report, final version.txt", "Figures, figures, figures.\n".repeat(2000)],
  ["reports/2025/Über die Änderungen.txt", "Namen sind Bytes.\n"],
  ["src/a/b/c/d/e/f/g/h/deep.ts", "export const depth = 9;\n"],
  ["empty", ""],
];

/** The file that is damaged on the disc; it has more than one block. */
const DAMAGED = "/reports/2024/Annual report, final version.txt";

function print(text: string): void {
  Deno.stdout.writeSync(encoder.encode(`${text}\n`));
}

async function makeTree(tree: string): Promise<void> {
  for (const [path, content] of FILES) {
    await Deno.mkdir(`${tree}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${tree}/${path}`, content);
  }
  if (Deno.build.os === "windows") return;
  await Deno.symlink("reports/2025", `${tree}/latest`);
  await Deno.link(`${tree}/readme.txt`, `${tree}/same file.txt`);
  await Deno.chmod(`${tree}/readme.txt`, 0o640);
}

/** Shows a command line, runs it in the folder, shows and returns its results; fails when it ends otherwise. */
async function discglow(folder: string, args: readonly string[], expected = 0): Promise<string> {
  print(`\n$ discglow ${args.map((arg) => /[^\w=/.,:-]/.test(arg) ? `'${arg}'` : arg).join(" ")}`);
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [...PROGRAM, ...args],
    cwd: folder,
    env: { DISCGLOW_SERVER: "" },
    stderr: "inherit",
  }).output();
  Deno.stdout.writeSync(stdout);
  if (code !== expected) throw new Error(`discglow ${args[0]} ended with exit code ${code}, not ${expected}`);
  return new TextDecoder().decode(stdout);
}

/** Compares the files taken out with what was put in, without any help of discglow. */
async function compare(tree: string, out: string): Promise<void> {
  for (const [path, content] of FILES) {
    if (await Deno.readTextFile(`${out}/${path}`) !== content) throw new Error(`${path} came back different`);
    const [before, after] = [await Deno.lstat(`${tree}/${path}`), await Deno.lstat(`${out}/${path}`)];
    if (before.mode !== after.mode) throw new Error(`${path} came back with another mode`);
  }
  print(`\nAll ${FILES.length} files came back as they were.`);
}

/** Records the image on a disc in a file, damages a block of a file and lets `verify` find it. */
async function record(folder: string): Promise<void> {
  await discglow(folder, ["virtual", "create", "demo.bdr", "--media", "bd-r"]);
  await discglow(folder, ["cdglow", "-v", "-s", "demo.iso", "-t", "virtual:demo.bdr"]);
  await discglow(folder, ["media", "virtual:demo.bdr"]);
  const entry = JSON.parse(await discglow(folder, ["ls", "--json", "virtual:demo.bdr", DAMAGED]));
  const block = String(entry.extents[0].block + 1);
  await discglow(folder, ["virtual", "damage", "demo.bdr", "--block", block]);
  const found = await discglow(folder, ["verify", "virtual:demo.bdr", "--against", "demo.iso"], 4);
  if (found.includes(`block ${block} differs: ${DAMAGED}\n`)) return;
  throw new Error(`verify did not name block ${block} and ${DAMAGED}`);
}

async function demo(folder: string): Promise<void> {
  const tree = `${folder}/tree`;
  await makeTree(tree);
  await discglow(folder, [
    "iso9660",
    "rr",
    "joliet",
    "checksums",
    "name=DEMO",
    "source=tree",
    "stdout=demo.iso",
  ]);
  await discglow(folder, ["ls", "-lR", "demo.iso"]);
  await discglow(folder, ["check", "demo.iso"]);
  await discglow(folder, ["verify", "demo.iso", "--source", "tree"]);
  await discglow(folder, ["cat", "demo.iso", "/reports/2025/Über die Änderungen.txt"]);
  await discglow(folder, ["extract", "demo.iso", "--to", "out"]);
  await compare(tree, `${folder}/out`);
  await record(folder);
  print("\nThe damaged block was found, and the file that it belongs to.");
  if (Deno.build.os === "windows") return;
  const program = { discglow: (args: readonly string[]) => discglow(folder, args), program: PROGRAM };
  await produceDiscs(folder, "demo.iso", program);
  print("\nThree discs were produced, and the file was found on each of them.");
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "discglow-demo-" });
  try {
    await demo(folder);
  } catch (error) {
    print(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
    Deno.exitCode = 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
