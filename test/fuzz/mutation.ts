/**
 * Images with faults in them: what accidents and attackers make of the images of a few seeds.
 *
 * @module
 */

import { planImage } from "../../lib/image/plan.ts";
import type { PlanOptions } from "../../lib/image/options.ts";
import { BLOCK_SIZE } from "../../lib/iso9660/block.ts";
import { get32L, get32M, put32L, put32M } from "../../lib/iso9660/numbers.ts";
import type { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { continuation, latin1, tinyImage } from "../image/tiny_image.ts";

/** An image to be changed. */
export interface Seed {
  readonly bytes: Uint8Array;
  /** Blocks that hold structures, not files. */
  readonly blocks: readonly number[];
  /** Places of numbers of 32 bits in both byte orders. */
  readonly numbers: readonly number[];
}

/** Images of every structure there is: our own, and one with what we never write. */
export async function seeds(): Promise<Seed[]> {
  using folder = tempFolder();
  const tree = folder.make("tree");
  makeTree(tree);
  const images = await Promise.all([
    image({ source: tree, rockRidge: true }),
    image({ source: tree, rockRidge: true, joliet: true, fineTimes: true, checksums: true }),
    image({ source: tree, joliet: true, noRelocation: true, boot: "/d/boot.img", efi: "/d/boot.img" }),
    image({ source: tree, rockRidge: true, level: 4, noRelocation: true }),
  ]);
  images.push(tinyImage([
    { name: "area", data: continuation(21, 0, 28) },
    { name: "big", id: "BIG.;1", data: new Uint8Array(4096).fill(1), flags: 128 },
    { name: "big", id: "BIG.;1", data: latin1("end") },
    { name: "device", mode: 0o020600, device: [1, 3] },
    { name: "moved", child: 20 },
    {
      name: "rr_moved",
      children: [{ name: "moved", moved: true, children: [{ name: "l", target: "../../x" }] }],
    },
    { name: "n".repeat(200), links: 2, serial: 4, data: latin1("x") },
    { name: "second", links: 2, serial: 4, data: latin1("x") },
  ]));
  return images.map(seedOf);
}

async function image(options: PlanOptions): Promise<Uint8Array> {
  const plan = await planImage({ noPad: true, date: 1_000_000_000, ...options });
  return new Uint8Array(await new Response(plan.stream()).arrayBuffer());
}

function makeTree(root: string): void {
  Deno.mkdirSync(`${root}/1/2/3/4/5/6/7/8/9`, { recursive: true });
  Deno.writeTextFileSync(`${root}/1/2/3/4/5/6/7/8/9/deep`, "deep\n");
  Deno.mkdirSync(`${root}/d`);
  for (let i = 0; i < 30; i++) Deno.writeTextFileSync(`${root}/d/file ${i}`, `content ${i}\n`);
  Deno.writeFileSync(`${root}/d/boot.img`, new Uint8Array(4096).fill(0x90));
  Deno.writeTextFileSync(`${root}/${"long".repeat(60)}`, "long\n");
  Deno.writeTextFileSync(`${root}/empty`, "");
  Deno.linkSync(`${root}/d/file 1`, `${root}/linked`);
  Deno.symlinkSync("d/file 2", `${root}/link`);
  Deno.symlinkSync("component/".repeat(60), `${root}/far`);
}

function seedOf(bytes: Uint8Array): Seed {
  const blocks: number[] = [];
  const numbers: number[] = [];
  for (let block = 16; block < bytes.length / BLOCK_SIZE; block++) {
    const from = block * BLOCK_SIZE;
    const before = numbers.length;
    for (let at = from; at + 8 <= from + BLOCK_SIZE; at++) {
      const value = get32L(bytes, at);
      if (value !== 0 && value === get32M(bytes, at + 4)) numbers.push(at);
    }
    if (numbers.length > before || block < 20) blocks.push(block);
  }
  return { bytes, blocks, numbers };
}

const EXTREMES = [0, 1, 2, 16, 0x7f, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffff800, 0xffffffff] as const;
const SIGNATURES = [
  "CE",
  "SL",
  "NM",
  "PX",
  "CL",
  "PL",
  "RE",
  "TF",
  "PN",
  "SP",
  "ER",
  "ST",
  "ZF",
  "SF",
  "XX",
] as const;

/** A changed copy of a seed. */
export function mutated(seed: Seed, random: Random): Uint8Array {
  const bytes = seed.bytes.slice();
  for (let changes = 1 + random.below(6); changes > 0; changes--) change(bytes, seed, random);
  if (!random.chance(0.05)) return bytes;
  return bytes.subarray(0, random.below(bytes.length));
}

function change(bytes: Uint8Array, { blocks, numbers }: Seed, random: Random): void {
  const block = random.one(blocks) * BLOCK_SIZE;
  const place = block + random.below(random.chance(0.5) ? 256 : BLOCK_SIZE);
  switch (random.below(9)) {
    case 0:
      bytes[place] = random.below(256);
      break;
    case 1:
      bytes[place]! ^= 1 << random.below(8);
      break;
    case 2:
      for (let i = random.below(16); i >= 0; i--) bytes[place + i] = random.below(256);
      break;
    case 3:
    case 4: { // a number in both orders becomes an extreme, or that of another place
      const at = random.one(numbers);
      const value = random.chance(0.6)
        ? random.one(EXTREMES)
        : random.chance(0.5)
        ? get32L(bytes, random.one(numbers))
        : random.below(bytes.length / BLOCK_SIZE + 2);
      put32L(bytes, at, value);
      if (random.chance(0.9)) put32M(bytes, at + 4, value);
      break;
    }
    case 5:
      bytes.copyWithin(block, random.one(blocks) * BLOCK_SIZE, random.one(blocks) * BLOCK_SIZE);
      break;
    case 6: { // two blocks change places
      const other = random.one(blocks) * BLOCK_SIZE;
      const kept = bytes.slice(block, block + BLOCK_SIZE);
      bytes.copyWithin(block, other, other + BLOCK_SIZE);
      bytes.set(kept, other);
      break;
    }
    case 7: { // a name becomes one that leads elsewhere
      const at = findName(bytes, place, block + BLOCK_SIZE);
      bytes.set(latin1(random.one(["..", ".", "/", "a/b", "../x", "\0", "x"])), at);
      break;
    }
    default: {
      const at = findSignature(bytes, place, block + BLOCK_SIZE);
      bytes.set(latin1(random.one(SIGNATURES)), at);
      if (random.chance(0.3)) bytes[at + 2] = random.below(256);
    }
  }
}

function findSignature(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at + 4 < end; at++) {
    if (bytes[at + 3] === 1 && bytes[at]! > 64 && bytes[at + 1]! > 64) return at;
  }
  return Math.min(from, end - 8);
}

function findName(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at + 10 < end; at++) if (bytes[at] === 0x4e && bytes[at + 1] === 0x4d) return at + 5;
  return Math.min(from, end - 8);
}
