/**
 * The main job on real files: a tree is mastered, listed, checked, verified, and taken out again.
 *
 * @module
 */

const CLI = new URL("../cli.ts", import.meta.url).href;
const encoder = new TextEncoder();

/** The files of the demo by their paths. */
const FILES: readonly (readonly [path: string, content: string])[] = [
  ["readme.txt", "A tree of a few files, made for the demo of discglow.\n"],
  ["reports/2024/Annual report, final version.txt", "Figures, figures, figures.\n".repeat(2000)],
  ["reports/2025/Über die Änderungen.txt", "Namen sind Bytes.\n"],
  ["src/a/b/c/d/e/f/g/h/deep.ts", "export const depth = 9;\n"],
  ["empty", ""],
];

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

/** Shows a command line, runs it in the folder and fails with it. */
async function discglow(folder: string, ...args: string[]): Promise<void> {
  print(`\n$ discglow ${args.map((arg) => /[^\w=/.,-]/.test(arg) ? `'${arg}'` : arg).join(" ")}`);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", CLI, ...args],
    cwd: folder,
  }).spawn().status;
  if (code !== 0) throw new Error(`discglow ${args[0]} ended with exit code ${code}`);
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

async function demo(folder: string): Promise<void> {
  const tree = `${folder}/tree`;
  await makeTree(tree);
  const words = ["rr", "joliet", "checksums", "name=DEMO", "source=tree", "stdout=demo.iso"];
  await discglow(folder, "iso9660", ...words);
  await discglow(folder, "ls", "-lR", "demo.iso");
  await discglow(folder, "check", "demo.iso");
  await discglow(folder, "verify", "demo.iso", "--source", "tree");
  await discglow(folder, "cat", "demo.iso", "/reports/2025/Über die Änderungen.txt");
  await discglow(folder, "extract", "demo.iso", "--to", "out");
  await compare(tree, `${folder}/out`);
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
