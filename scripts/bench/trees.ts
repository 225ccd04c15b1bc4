// The benchmark's trees, made from a fixed seed: the same names, sizes and bytes on every machine.

/** A small deterministic generator (xorshift32). */
export function generator(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

const WORDS = ["report", "Scan", "invoice", "photo", "index", "Minutes", "draft", "table", "letter", "plan"];
const KINDS = ["txt", "PDF", "tif", "xml", "c", "html", "jpeg", "tar.gz"];

/** Pseudo-random bytes that files are cut from, so that making a tree costs writes only. */
function pool(random: () => number, size: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(size / 4);
  for (let i = 0; i < words.length; i++) words[i] = random() * 4294967296;
  return new Uint8Array(words.buffer);
}

/** 60,000 files of 0.5 to 64 KiB in nested folders, with symbolic and hard links. */
export function makeMixed(root: string): void {
  const random = generator(19970612);
  const bytes = pool(random, 1 << 20);
  const folders = [root];
  Deno.mkdirSync(root, { recursive: true });
  for (let i = 0; i < 1500; i++) {
    const parent = folders[Math.floor(random() * Math.min(folders.length, 400))]!;
    const path = `${parent}/${WORDS[i % WORDS.length]}-${i}`;
    Deno.mkdirSync(path);
    folders.push(path);
  }
  let previous = "";
  for (let i = 0; i < 60000; i++) {
    const folder = folders[Math.floor(random() * folders.length)]!;
    const word = WORDS[Math.floor(random() * WORDS.length)];
    const path = `${folder}/${word} ${i}.${KINDS[Math.floor(random() * KINDS.length)]}`;
    const size = Math.floor(512 * Math.pow(128, random()));
    const from = Math.floor(random() * (bytes.length - size));
    Deno.writeFileSync(path, bytes.subarray(from, from + size));
    if (i % 50 === 0) Deno.symlinkSync(`../${word} ${i}`, `${path}.lnk`);
    if (i % 100 === 1) Deno.linkSync(previous, `${path}.hard`);
    previous = path;
  }
}

/** 300,000 files of 100 to 2000 bytes in 3,000 folders. */
export function makeMany(root: string): void {
  const random = generator(20220211);
  const bytes = pool(random, 1 << 20);
  for (let i = 0; i < 3000; i++) {
    const folder = `${root}/${String(i % 60).padStart(2, "0")}/batch-${i}`;
    Deno.mkdirSync(folder, { recursive: true });
    for (let k = 0; k < 100; k++) {
      const size = 100 + Math.floor(random() * 1901);
      const from = Math.floor(random() * (bytes.length - size));
      Deno.writeFileSync(`${folder}/record_${i * 100 + k}.json`, bytes.subarray(from, from + size));
    }
  }
}

/** Four files of 1 GiB. */
export function makeBig(root: string): void {
  Deno.mkdirSync(root, { recursive: true });
  const bytes = pool(generator(7), 16 << 20);
  for (let i = 0; i < 4; i++) {
    using file = Deno.openSync(`${root}/volume-${i}.bin`, { write: true, create: true });
    for (let k = 0; k < 64; k++) file.writeSync(bytes);
  }
}

/** Three small files. */
export function makeThree(root: string): void {
  Deno.mkdirSync(`${root}/notes`, { recursive: true });
  Deno.writeTextFileSync(`${root}/README`, "three files\n");
  Deno.writeTextFileSync(`${root}/notes/a.txt`, "a".repeat(3000));
  Deno.writeTextFileSync(`${root}/notes/b.txt`, "b".repeat(70000));
}
