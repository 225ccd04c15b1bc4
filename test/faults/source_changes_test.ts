// deno-lint-ignore-file no-sync-fn-in-async-fn
import { Buffer } from "node:buffer";
import { C } from "../../ffi/libc.ts";
import { checkImage } from "../../lib/image/check.ts";
import { ImageBytes } from "../../lib/image/image_bytes.ts";
import type { Notice } from "../../lib/image/options.ts";
import { type ImagePlan, layoutOf, planImage } from "../../lib/image/plan.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { writeImage } from "../../lib/image/write.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { ByteFolder, hasByteNames } from "../support/byte_folder.ts";
import { collect, contentOf, recordNamed, rootRecords } from "../support/image_of.ts";
import { leavesNothing } from "../support/left_over.ts";
import { tempFolder } from "../support/temp.ts";

const MIB = 1 << 20;

/** How a file changes between plan and stream, and what is told of it. */
interface Change {
  readonly what: string;
  change(path: string): void;
  readonly said: RegExp;
  /** How many bytes of the old content are still there. */
  kept(size: number): number;
}

const SHORTER =
  /^\/FILE is shorter than it was when the tree was scanned; what is missing is filled with zeros$/;
const LONGER = /^\/FILE is longer than it was when the tree was scanned; what was added is left out$/;
const UNREADABLE = (why: string) =>
  new RegExp(`^/FILE cannot be read at byte \\d+: ${why}; what is missing is filled with zeros$`);

const CHANGES: Change[] = [
  { what: "shrinks", change: (path) => Deno.truncateSync(path, 1000), said: SHORTER, kept: () => 1000 },
  { what: "becomes empty", change: (path) => Deno.truncateSync(path, 0), said: SHORTER, kept: () => 0 },
  {
    what: "loses its last byte",
    change: (path) => Deno.truncateSync(path, Deno.statSync(path).size - 1),
    said: SHORTER,
    kept: (size) => size - 1,
  },
  {
    what: "grows",
    change: (path) => Deno.writeTextFileSync(path, "more than there was", { append: true }),
    said: LONGER,
    kept: (size) => size,
  },
  { what: "vanishes", change: Deno.removeSync, said: UNREADABLE("no such file or directory"), kept: () => 0 },
  {
    what: "becomes a symbolic link",
    change(path) {
      Deno.removeSync(path);
      Deno.symlinkSync("/etc/passwd", path);
    },
    said: UNREADABLE("too many levels of symbolic links"),
    kept: () => 0,
  },
  {
    what: "becomes a folder",
    change(path) {
      Deno.removeSync(path);
      Deno.mkdirSync(path);
    },
    said: UNREADABLE("is a directory"),
    kept: () => 0,
  },
  {
    what: "becomes a FIFO",
    change(path) {
      Deno.removeSync(path);
      using folder = ByteFolder.open(path.slice(0, path.lastIndexOf("/")));
      folder.node(path.slice(path.lastIndexOf("/") + 1), C.S_IFIFO);
    },
    // Who reads first finds nothing in it, who looks for a place first finds that it has none.
    said: new RegExp(`${SHORTER.source}|${UNREADABLE("illegal seek").source}`),
    kept: () => 0,
  },
];

const KINDS = {
  "a small file": 5000,
  "a file of whole blocks": 8192,
  "a large file": 5 * MIB + 777,
  "a large file of whole pages": 5 * MIB,
} as const;

const WAYS = {
  stream: (plan: ImagePlan, onNotice: (notice: Notice) => void) => collect(plan, onNotice),
  async file(plan: ImagePlan, onNotice: (notice: Notice) => void) {
    using dir = tempFolder();
    const { changed } = await writeImage(plan, { path: dir.at("image") }, { onNotice });
    assertEquals(changed, 1);
    return Deno.readFileSync(dir.at("image"));
  },
  async pipe(plan: ImagePlan, onNotice: (notice: Notice) => void) {
    using dir = tempFolder();
    {
      using folder = ByteFolder.open(dir.path);
      folder.node("fifo", C.S_IFIFO);
    }
    const reading = Deno.readFile(dir.at("fifo"));
    const { changed } = await writeImage(plan, { path: dir.at("fifo") }, { onNotice });
    assertEquals(changed, 1);
    return await reading;
  },
};

async function withoutErrors(image: Uint8Array): Promise<void> {
  const { findings } = await checkImage(randomAccessOf(image));
  assertEquals(findings.filter(({ severity }) => severity === "error").map(({ message }) => message), []);
}

for (const [kind, size] of Object.entries(KINDS)) {
  for (const [way, write] of Object.entries(WAYS)) {
    Deno.test({
      name: `${kind} that changes between plan and ${way} is filled or cut, and named once`,
      ignore: !hasByteNames(),
      async fn() {
        for (const { what, change, said, kept } of CHANGES) {
          using dir = tempFolder();
          const content = new Uint8Array(size).map((_, i) => 1 + i % 251);
          Deno.writeFileSync(dir.at("FILE"), content);
          Deno.writeTextFileSync(dir.at("ZZ"), "behind");
          const plan = await planImage({ source: dir.path });
          change(dir.at("FILE"));
          const notices: Notice[] = [];
          let image = new Uint8Array();
          await leavesNothing(dir.path, async () => {
            image = await write(plan, (notice) => notices.push(notice));
          });
          assertEquals([what, image.length], [what, plan.size]);
          assertEquals([what, ...notices.map(({ kind, path }) => `${kind} ${path}`)], [
            what,
            "changed /FILE",
          ]);
          assert(said.test(notices[0]!.message), `${what}: ${notices[0]!.message}`);
          const stored = contentOf(image, recordNamed(rootRecords(image), "FILE.;1"));
          const expected = new Uint8Array(size);
          expected.set(content.subarray(0, kept(size)));
          assertEquals([what, Buffer.compare(stored, expected)], [what, 0]);
          const behind = contentOf(image, recordNamed(rootRecords(image), "ZZ.;1"));
          assertEquals([what, new TextDecoder().decode(behind)], [what, "behind"]);
          // What follows a file's end in its block is zeros, also when the file has grown.
          const record = recordNamed(rootRecords(image), "FILE.;1");
          const end = record.extent * 2048 + size;
          assert(image.subarray(end, Math.ceil(end / 2048) * 2048).every((byte) => byte === 0), what);
          await withoutErrors(image);
        }
      },
    });
  }
}

for (const [way, write] of Object.entries(WAYS)) {
  Deno.test({
    name: `a sparse file that shrinks or grows between plan and ${way} is named`,
    ignore: !hasByteNames(),
    async fn() {
      for (const size of [6 * MIB, 6 * MIB + 100]) {
        for (const to of [0, 3 * MIB, size - 1, size + 1, size + 5 * MIB]) {
          using dir = tempFolder();
          {
            using folder = ByteFolder.open(dir.path);
            folder.sparse("FILE", size, [[MIB, "island"], [5 * MIB, "second"]]);
          }
          const plan = await planImage({ source: dir.path });
          Deno.truncateSync(dir.at("FILE"), to);
          const notices: Notice[] = [];
          const image = await write(plan, (notice) => notices.push(notice));
          const about = `${size} to ${to}`;
          assertEquals([about, image.length], [about, plan.size]);
          assertEquals([about, ...notices.map(({ path }) => path)], [about, "/FILE"]);
          assert(
            (to < size ? SHORTER : LONGER).test(notices[0]!.message),
            `${about}: ${notices[0]!.message}`,
          );
          const stored = contentOf(image, recordNamed(rootRecords(image), "FILE.;1"));
          assertEquals(
            new TextDecoder().decode(stored.subarray(MIB, MIB + 6)),
            to > MIB ? "island" : "\0".repeat(6),
          );
        }
      }
    },
  });
}

Deno.test("a folder that vanishes between plan and stream leaves its files as zeros, each named", async () => {
  using dir = tempFolder();
  for (const name of ["a", "b", "c"]) Deno.writeTextFileSync(`${dir.make("folder")}/${name}`, name);
  const plan = await planImage({ source: dir.path, rockRidge: true });
  Deno.removeSync(dir.at("folder"), { recursive: true });
  const notices: Notice[] = [];
  const image = await collect(plan, (notice) => notices.push(notice));
  assertEquals(notices.map(({ path }) => path), ["/folder/a", "/folder/b", "/folder/c"]);
  await withoutErrors(image);
});

Deno.test("a file that changes is summed as it is stored", async () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("FILE"), "x".repeat(3000));
  const plan = await planImage({ source: dir.path, checksums: true, level: 3 });
  Deno.truncateSync(dir.at("FILE"), 2100);
  const image = await collect(plan);
  const digest = await crypto.subtle.digest(
    "SHA-256",
    contentOf(image, recordNamed(rootRecords(image), "FILE.;1")).slice(),
  );
  const sum = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const list = contentOf(image, recordNamed(rootRecords(image), "SHA256SUMS.TXT;1"));
  assertEquals(new TextDecoder().decode(list), `${sum}  FILE\n`);
});

Deno.test("files that change are counted once each, whatever number of names they have", async () => {
  using dir = tempFolder();
  for (const name of ["a", "b", "c"]) Deno.writeFileSync(dir.at(name), new Uint8Array(3 * MIB).fill(1));
  Deno.linkSync(dir.at("a"), dir.at("d"));
  const plan = await planImage({ source: dir.path });
  for (const name of ["a", "b"]) Deno.truncateSync(dir.at(name), 10);
  using out = tempFolder();
  assertEquals((await writeImage(plan, { path: out.at("image") })).changed, 2);
});

Deno.test("what is missing of a file is zeros whatever stood in the memory that it is read into", async () => {
  using dir = tempFolder();
  Deno.writeFileSync(dir.at("FILE"), new Uint8Array(9000).fill(1));
  const layout = layoutOf(await planImage({ source: dir.path }));
  const at = layout.block[1]! * 2048;
  for (const kept of [3000, 0]) {
    if (kept > 0) Deno.truncateSync(dir.at("FILE"), kept);
    else Deno.removeSync(dir.at("FILE"));
    using bytes = new ImageBytes(layout, () => {});
    const into = new Uint8Array(10240).fill(0xaa);
    bytes.read(at, into);
    assertEquals(into.findIndex((byte, i) => byte !== (i < kept ? 1 : 0)), -1);
  }
});
