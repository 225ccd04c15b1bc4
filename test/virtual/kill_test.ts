import { assert, assertEquals } from "../support/assert.ts";
import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { openVirtualDrive } from "../../lib/virtual/open.ts";
import { killedAfter } from "../support/killed_after.ts";
import { Random } from "../support/random.ts";
import { tempFolder } from "../support/temp.ts";
import { BLOCK, numberAt, pattern } from "./host.ts";

const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Records without end, flushes now and then, and says `S blocks` when that is done; may close sessions too. */
function recorder(path: string, seed: number, closes: boolean): string {
  return `
    import { openVirtualDrive } from ${at("../../lib/virtual/open.ts")};
    import { pattern, be32 } from ${at("./host.ts")};
    import { Random } from ${at("../support/random.ts")};
    const random = new Random(${seed});
    const drive = openVirtualDrive(${JSON.stringify(path)});
    const none = new Uint8Array(0);
    const send = (cdb, direction = "none", data = none) => {
      const { status, sense } = drive.execute(new Uint8Array(cdb), direction, data, 1000);
      if (status !== 0) throw new Error([cdb[0], ...sense].join());
    };
    const say = (text) => Deno.stdout.writeSync(new TextEncoder().encode(text + "\\n"));
    for (let block = 0; block < 60_000;) {
      const count = 32 * (1 + random.below(4));
      say("W " + (block + count));
      send([0x2a, 0, ...be32(block), 0, 0, count, 0], "out", pattern(block, count));
      block += count;
      if (!random.chance(0.3)) continue;
      if (${closes} && random.chance(0.3)) send([0x5b, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
      else send([0x35, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
      say("S " + block);
    }`;
}

function lastOf(lines: readonly string[], kind: string): number {
  return Number(lines.findLast((line) => line.startsWith(kind))?.slice(2) ?? 0);
}

for (const [media, closes] of [["bd-r", false], ["bd-r", true], ["dvd+rw", false]] as const) {
  Deno.test(`A ${media} tells the truth whenever its program is killed${closes ? ", sessions closed or not" : ""}`, async () => {
    for (let round = 0; round < 5; round++) {
      const seed = 1000 * round + (closes ? 7 : 3);
      const random = new Random(seed);
      using dir = tempFolder();
      const path = dir.at("disc");
      createVirtualDisc(path, { media });
      if (media === "dvd+rw") formatted(path);
      const lines = await killedAfter(recorder(path, seed, closes), 5 + random.below(400), random.below(800));
      const [synced, sent] = [lastOf(lines, "S"), lastOf(lines, "W")];
      let next = synced;
      {
        using drive = openVirtualDrive(path);
        if (media === "bd-r") next = nextWritable(drive);
        assert(next >= synced && next <= sent, `seed ${seed}: ${synced} <= ${next} <= ${sent}`);
        for (let block = 0; block < synced; block += 32) {
          assertEquals(readOf(drive, block), pattern(block, 32), `seed ${seed}: block ${block}`);
        }
        if (media === "bd-r") {
          const write = new Uint8Array([0x2a, 0, 0, 0, next >> 8, next & 255, 0, 0, 32, 0]);
          assertEquals(drive.execute(write, "out", pattern(next, 32), 1000).status, 0, `seed ${seed}`);
        }
      }
      const left = (await Array.fromAsync(Deno.readDir(dir.path))).map(({ name }) => name);
      assertEquals(left.sort(), ["disc", "disc.state"]);
      using again = openVirtualDrive(path, { readOnly: true });
      if (media === "bd-r") assertEquals(nextWritable(again), next + 32);
    }
  });
}

type Drive = ReturnType<typeof openVirtualDrive>;

function formatted(path: string): void {
  using drive = openVirtualDrive(path);
  const list = new Uint8Array([0, 0x82, 0, 8, 0xff, 0xff, 0xff, 0xff, 0x26 << 2, 0, 0, 0]);
  assertEquals(drive.execute(new Uint8Array([4, 0x11, 0, 0, 0, 0]), "out", list, 1000).status, 0);
}

/** Next writable address of the last track. */
function nextWritable(drive: Drive): number {
  const disc = new Uint8Array(34);
  drive.execute(new Uint8Array([0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0]), "in", disc, 1000);
  const track = new Uint8Array(48);
  drive.execute(new Uint8Array([0x52, 1, 0, 0, disc[11]!, disc[6]!, 0, 0, 48, 0]), "in", track, 1000);
  return numberAt(track, 12, 4);
}

function readOf(drive: Drive, block: number): Uint8Array {
  const data = new Uint8Array(32 * BLOCK);
  const { status } = drive.execute(
    new Uint8Array([0x28, 0, 0, block >> 16, block >> 8, block, 0, 0, 32, 0]),
    "in",
    data,
    1000,
  );
  assertEquals(status, 0, `block ${block} cannot be read`);
  return data;
}
