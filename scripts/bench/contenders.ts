/**
 * Who takes part in the benchmark of images, and by which command.
 *
 * @module
 */

import type { Sink } from "./measure.ts";
import type { Tree, TreeName } from "./tree_folder.ts";

/** `ours` is judged, `peer` makes an image too, `floor` only moves the data. */
export type Role = "ours" | "peer" | "floor";

/** One that takes part. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  /** The trees that it runs on; all without this. */
  readonly trees?: readonly TreeName[];
  /** Where its output may go; to both without this. */
  readonly sinks?: readonly Sink[];
  /** It writes to the output by itself instead of to standard output. */
  readonly writesItself?: true;
  /** Program and arguments. */
  readonly command: (tree: Tree, output: string) => readonly string[];
}

const ROOT = new URL("../../", import.meta.url).pathname;
const WORDS = ["iso9660", "rr", "joliet", "quiet"];

function ours(name: string, program: string): Contender {
  const deno = Deno.execPath();
  const command = (tree: Tree) => [deno, "run", "-A", ROOT + program, ...WORDS, `source=${tree.path}`];
  return { name, role: "ours", command };
}

function peer(name: string, ...args: readonly string[]): Contender {
  return { name, role: "peer", command: (tree) => [name, ...args, tree.path] };
}

/** The four files of the tree BIG. */
function bigFiles(tree: Tree): string[] {
  return [0, 1, 2, 3].map((i) => `${tree.path}/volume-${i}.bin`);
}

const BUNDLE: Contender = ours("discglow, bundled", "dist/discglow.js");

const ALL: readonly Contender[] = [
  ours("discglow", "cli.ts"),
  BUNDLE,
  peer("genisoimage", "-quiet", "-R", "-J"),
  peer("mkisofs", "-quiet", "-R", "-J"),
  peer("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J"),
  {
    name: "bsdtar",
    role: "peer",
    command: (tree) => ["bsdtar", "--format=iso9660", "-cf", "-", "-C", tree.path, "."],
  },
  { name: "tar", role: "floor", command: (tree) => ["tar", "-cf", "-", "-C", tree.path, "."] },
  { name: "cat", role: "floor", trees: ["big"], command: (tree) => ["cat", ...bigFiles(tree)] },
  {
    name: "cp",
    role: "floor",
    trees: ["big"],
    sinks: ["file"],
    writesItself: true,
    command: (tree, output) => ["cp", "--reflink=auto", "-t", output, ...bigFiles(tree)],
  },
];

/** Those that are there, and a sentence for each that is not. */
export function findContenders(): {
  readonly present: readonly Contender[];
  readonly absent: readonly string[];
} {
  const present: Contender[] = [];
  const absent: string[] = [];
  const seen = new Map<string, string>();
  for (const contender of ALL) {
    if (contender === BUNDLE && !isFile(`${ROOT}dist/discglow.js`)) {
      absent.push(`${contender.name}: not built (deno task bundle)`);
      continue;
    }
    const place = contender.role === "ours" ? contender.name : placeOf(contender.name);
    if (place === undefined) absent.push(`${contender.name}: not installed`);
    else if (seen.has(place)) absent.push(`${contender.name}: only another name of ${seen.get(place)} here`);
    else {
      seen.set(place, contender.name);
      present.push(contender);
    }
  }
  return { present, absent };
}

/** What the programs of others say that they are. */
export function versionsOf(contenders: readonly Contender[]): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const { name, role } of contenders) {
    if (role === "ours") continue;
    const { stdout, stderr } = new Deno.Command(name, { args: ["--version"], stdin: "null" }).outputSync();
    const words = new TextDecoder().decode(stdout.length > 0 ? stdout : stderr);
    versions[name] = words.split("\n").find((line) => /\d/.test(line)) ?? "";
  }
  return versions;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** The file that a program is, links followed. */
function placeOf(program: string): string | undefined {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    if (isFile(`${folder}/${program}`)) return Deno.realPathSync(`${folder}/${program}`);
  }
  return undefined;
}
