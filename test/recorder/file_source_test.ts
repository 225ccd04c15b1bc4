import { DiscglowError } from "../../lib/errors.ts";
import { openFileSource } from "../../lib/recorder/source/file_source.ts";
import type { Reading, Source } from "../../lib/recorder/source/source.ts";
import { Control } from "../../lib/recorder/threads/control.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { noise } from "./virtual_job.ts";

const READING: Reading = { waiting: () => false, keepGoing: false, trace: false };

function open(path: string, reading = READING): Source {
  return openFileSource(path, new Control().source, reading);
}

/** Everything from where the source stands. */
function rest(source: Source, piece = 70_000): Uint8Array {
  const parts: number[] = [];
  const into = new Uint8Array(piece);
  for (;;) {
    const got = source.read(into);
    if (got === undefined || got === 0) return Uint8Array.from(parts);
    for (let i = 0; i < got; i++) parts.push(into[i]!);
  }
}

/** Runs a shell, as a test cannot wait for the other end of a pipe itself. */
function feed(command: string): Deno.ChildProcess {
  return new Deno.Command("sh", { args: ["-c", command] }).spawn();
}

Deno.test("A file gives its length, its head, all its bytes, and the same again", () => {
  using dir = tempFolder();
  const bytes = noise(200_001, 1);
  Deno.writeFileSync(dir.at("f"), bytes);
  using source = open(dir.at("f"));
  assertEquals([source.kind, source.bytes, source.repeatable], ["file", 200_001, true]);
  assertEquals(source.head(), bytes.slice(0, 65_536));
  assertEquals(rest(source), bytes);
  assertEquals(source.goesOn(), false);
  source.rewind();
  assertEquals(rest(source, 1000), bytes);
});

Deno.test("A file that grows goes on", () => {
  using dir = tempFolder();
  Deno.writeFileSync(dir.at("f"), new Uint8Array(10));
  using source = open(dir.at("f"));
  rest(source);
  Deno.writeFileSync(dir.at("f"), new Uint8Array(1), { append: true });
  assertEquals(source.goesOn(), true);
});

Deno.test({
  name: "A pipe gives its head and then everything, and cannot be read again",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using dir = tempFolder();
    const bytes = noise(300_001, 2);
    await Deno.writeFile(dir.at("f"), bytes);
    const other = feed(`mkfifo ${dir.at("p")} && cat ${dir.at("f")} > ${dir.at("p")}`);
    await appears(dir.at("p"));
    {
      using source = open(dir.at("p"));
      assertEquals([source.kind, source.bytes, source.repeatable], ["pipe", undefined, false]);
      assertEquals(source.head(), bytes.slice(0, 65_536));
      assertEquals(source.goesOn(), true);
    }
    await other.status;
    await Deno.remove(dir.at("p"));
    const again = feed(`mkfifo ${dir.at("p")} && cat ${dir.at("f")} > ${dir.at("p")}`);
    await appears(dir.at("p"));
    {
      using source = open(dir.at("p"));
      source.head();
      assertEquals(rest(source), bytes);
      assertEquals(source.goesOn(), false);
      assertThrows(() => source.rewind(), DiscglowError, "it is a pipe");
    }
    await again.status;
  },
});

Deno.test({
  name: "A pipe that nobody writes to is left when the job is to end",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using dir = tempFolder();
    await new Deno.Command("mkfifo", { args: [dir.at("p")] }).output();
    let asked = 0;
    using source = open(dir.at("p"), { ...READING, waiting: () => ++asked > 3 });
    assertEquals(source.head().length, 0);
    assertEquals(source.read(new Uint8Array(10)), undefined);
  },
});

Deno.test("What cannot be opened is told with its reason", () => {
  using dir = tempFolder();
  assertThrows(() => open(dir.at("none")), DiscglowError, `Cannot open ${dir.at("none")}: `);
  assertThrows(() => open(dir.path), DiscglowError, "it is a directory");
});

Deno.test({
  name: "A file that was opened and closed leaves no descriptor, also when its thread did not close it",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    using dir = tempFolder();
    Deno.writeFileSync(dir.at("f"), new Uint8Array(10));
    const side = new Control().source;
    const source = openFileSource(dir.at("f"), side, READING);
    const held = side.letGo();
    assert(held !== undefined && held > 2);
    // Someone else has the duty now: closing twice would close another file.
    source[Symbol.dispose]();
    assert([...Deno.readDirSync("/proc/self/fd")].some(({ name }) => name === `${held}`));
    side.hold(held);
    source[Symbol.dispose]();
    assertEquals(side.letGo(), undefined);
  },
});

async function appears(path: string): Promise<void> {
  for (;;) {
    try {
      await Deno.stat(path);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
