import { DiscglowError, UsageError } from "../../lib/errors.ts";
import { checkImage } from "../../lib/image/check.ts";
import { extractImage } from "../../lib/image/extract.ts";
import { type Image, openImage, type TreeKind } from "../../lib/image/open.ts";
import { randomAccessOf } from "../../lib/image/random_access.ts";
import { assertEquals } from "../support/assert.ts";
import { Random } from "../support/random.ts";
import { removeTree, tempFolder } from "../support/temp.ts";
import { mutated, seeds } from "./mutation.ts";

const IMAGES = 20_000;
/** One in so many images is extracted, as that is slow. */
const EXTRACTED = 16;
/** One in so many is opened without a listener, so that faults are thrown. */
const STRICT = 4;
const LONGEST_MS = 1000;
/** Entries are read as far as this, in bytes an image. */
const READ = 1 << 18;

const TREES: readonly (TreeKind | undefined)[] = [undefined, undefined, "joliet", "enhanced", "plain"];

Deno.test(`${IMAGES} mutated images are listed, checked and extracted without a crash, a hang or an escape`, async () => {
  const all = await seeds();
  using folder = tempFolder();
  const sandbox = new Sandbox(folder.make("a"));
  const slowest = { ms: 0, what: "" };
  let faults = 0;
  for (let number = 0; number < IMAGES; number++) {
    const random = new Random(1000 + number);
    const bytes = mutated(all[number % all.length]!, random);
    const tree = random.one(TREES);
    const options = {
      ...(tree === undefined ? {} : { tree }),
      ...(number % STRICT === 0 ? {} : { onFault: () => void faults++ }),
    };
    const timed = async (what: string, work: () => Promise<void> | void) => {
      let ms = Infinity;
      // A busy machine may be slow by itself, but hardly three times in a row.
      for (let round = 0; round < 3 && ms > LONGEST_MS; round++) {
        const before = performance.now();
        try {
          await work();
        } catch (error) {
          if (!(error instanceof DiscglowError)) {
            throw new Error(`Cannot ${what} mutated image ${number}: it crashed`, { cause: error });
          }
        }
        ms = Math.min(ms, performance.now() - before);
      }
      if (ms > slowest.ms) Object.assign(slowest, { ms, what: `to ${what} mutated image ${number}` });
    };
    await timed("list", async () => {
      using image = await opened(bytes, options);
      list(image);
    });
    await timed("check", async () => void await checkImage(randomAccessOf(bytes)));
    if (number % EXTRACTED === 0) {
      await timed("extract", async () => {
        using image = await opened(bytes, options);
        await extractImage(image, { to: sandbox.target, owner: false });
      });
      sandbox.inspect(number);
    }
  }
  if (slowest.ms > LONGEST_MS) throw new Error(`${slowest.ms.toFixed(0)} ms are too long ${slowest.what}`);
  if (faults === 0) throw new Error("No fault was told at all");
});

type Options = Parameters<typeof openImage>[1];

/** Opens an image with the tree asked for, or any. */
async function opened(bytes: Uint8Array, options: Options): Promise<Image> {
  try {
    return await openImage(randomAccessOf(bytes), options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { tree: _, ...others } = options!;
    return await openImage(randomAccessOf(bytes), others);
  }
}

/** Looks at everything of every entry. */
function list(image: Image): void {
  let left = READ;
  for (const entry of image.walk()) {
    if (entry.path.length === 0 || entry.name.includes(47) || entry.name.includes(0)) {
      throw new Error("A bad name");
    }
    if (entry.target !== undefined && entry.target.length !== entry.size) throw new Error("A bad target");
    if (entry.kind !== "file" || entry.size > left) continue;
    left -= entry.size;
    let size = 0;
    try {
      for (const chunk of image.read(entry)) size += chunk.length;
    } catch (error) {
      if (error instanceof DiscglowError) continue;
      throw error;
    }
    if (size !== entry.size) throw new Error(`${entry.path} has ${size} bytes, not ${entry.size}`);
  }
}

/** A target folder with something around it that must stay as it is. */
class Sandbox {
  readonly target: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = `${folder}/b/c`;
    this.target = `${this.#folder}/out`;
    Deno.mkdirSync(this.#folder, { recursive: true });
    for (const canary of this.#canaries()) Deno.writeTextFileSync(canary, "canary");
  }

  /** Fails if anything outside the target has changed, or a link leads there; then empties it. */
  inspect(number: number): void {
    const around = [...Deno.readDirSync(this.#folder)].map((entry) => entry.name).filter((name) =>
      name !== "out"
    );
    assertEquals(around.sort(), ["canary", "x"], `image ${number}`);
    for (const folder of [`${this.#folder}/..`, `${this.#folder}/../..`]) {
      assertEquals([...Deno.readDirSync(folder)].length, 2, `image ${number}`);
    }
    for (const canary of this.#canaries()) {
      assertEquals(Deno.readTextFileSync(canary), "canary", `image ${number}`);
    }
    this.#inspectLinks(this.target, number);
    removeTree(this.target);
  }

  #canaries(): string[] {
    const folder = this.#folder;
    return [`${folder}/canary`, `${folder}/x`, `${folder}/../canary`, `${folder}/../../canary`];
  }

  #inspectLinks(folder: string, number: number): void {
    let entries: Deno.DirEntry[];
    try {
      entries = [...Deno.readDirSync(folder)];
    } catch {
      return; // nothing was extracted, or the name is not Unicode
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) this.#inspectLinks(path, number);
      if (!entry.isSymlink) continue;
      let real: string;
      try {
        real = Deno.realPathSync(path);
      } catch {
        continue; // it leads nowhere
      }
      if (real !== this.target && !real.startsWith(`${this.target}/`)) {
        throw new Error(`Image ${number}: the link ${path} leads to ${real}`);
      }
    }
  }
}
