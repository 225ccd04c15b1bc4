// deno-lint-ignore-file no-sync-fn-in-async-fn
import { CLI, runCli } from "../cli/run_cli.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

const MIB = 1 << 20;
const notOnWindows = { ignore: Deno.build.os === "windows" };

function sourceIn(path: string, bytes: number, files = 1): string {
  Deno.mkdirSync(`${path}/source`);
  for (let i = 0; i < files; i++) {
    Deno.writeFileSync(
      `${path}/source/file-${i}`,
      new Uint8Array(Math.floor(bytes / files)).fill(1 + i % 250),
    );
  }
  return `${path}/source`;
}

function start(args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function sh(script: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command("bash", { args: ["-c", script], stdin: "null" })
    .output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function quoted(...words: string[]): string {
  return words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

Deno.test("discglow iso9660 ends quietly when the reader of its output goes away", notOnWindows, async () => {
  for (const [size, files] of [[30 * MIB, 1], [8 * MIB, 800], [2 * MIB, 3]] as const) {
    using dir = tempFolder();
    const command = quoted(
      Deno.execPath(),
      "run",
      "-A",
      "--no-lock",
      CLI,
      "iso9660",
      `source=${sourceIn(dir.path, size, files)}`,
    );
    const { stdout, stderr } = await sh(`${command} | head -c 70000 | wc -c; echo "\${PIPESTATUS[0]}"`);
    assertEquals([stdout.trim().split(/\s+/), stderr], [["70000", "1"], ""]);
  }
});

Deno.test(
  "discglow iso9660 stopped while it writes to a file removes it and exits with 130",
  notOnWindows,
  async () => {
    using dir = tempFolder();
    const source = sourceIn(dir.path, 3 * MIB);
    // A file that takes long: it is all hole, but goes through the checksums.
    Deno.truncateSync(`${source}/file-0`, 3000 * MIB);
    const child = start(["iso9660", "checksums", `source=${source}`, `stdout=${dir.at("image")}`]);
    for (let i = 0; i < 400 && !exists(dir.at("image")); i++) await sleep(10);
    await sleep(300);
    child.kill("SIGINT");
    const { code, stderr } = await child.output();
    assertEquals([code, new TextDecoder().decode(stderr)], [
      130,
      "discglow: Stopped while writing the image\n",
    ]);
    assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["source"]);
  },
);

Deno.test({
  name: "discglow iso9660 takes no more memory while nobody reads its output",
  ignore: Deno.build.os !== "linux",
  async fn() {
    for (const files of [1, 300]) {
      using dir = tempFolder();
      const child = start(["iso9660", `source=${sourceIn(dir.path, 90 * MIB, files)}`]);
      const reader = child.stdout.getReader();
      await reader.read();
      await sleep(700);
      const before = residentMiB(child.pid);
      await sleep(500);
      assert(residentMiB(child.pid) - before < 8, `it has grown to ${residentMiB(child.pid)} MiB`);
      child.kill("SIGKILL");
      await reader.cancel();
      await child.stderr.cancel();
      await child.status;
    }
  },
});

function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))![1]) / 1024;
}

Deno.test("discglow iso9660 stopped while nobody reads its output exits with 130", notOnWindows, async () => {
  for (const [size, files] of [[30 * MIB, 1], [8 * MIB, 100], [2 * MIB, 3]] as const) {
    using dir = tempFolder();
    const child = start(["iso9660", `source=${sourceIn(dir.path, size, files)}`]);
    const reader = child.stdout.getReader();
    await reader.read();
    await sleep(300);
    const from = performance.now();
    child.kill("SIGINT");
    const { code } = await child.status;
    assertEquals(code, 130);
    assert(performance.now() - from < 4000, "it took too long");
    await reader.cancel();
    await child.stderr.cancel();
  }
});

Deno.test(
  "discglow iso9660 exits with 3 and names a file that changed while it was read",
  notOnWindows,
  async () => {
    using dir = tempFolder();
    const source = sourceIn(dir.path, 20 * MIB, 2);
    const child = start(["iso9660", `source=${source}`]);
    const reader = child.stdout.getReader();
    let bytes = (await reader.read()).value!.length;
    Deno.truncateSync(`${source}/file-1`, 100);
    for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length;
    const stderr = await new Response(child.stderr).text();
    assertEquals((await child.status).code, 3);
    assert(
      stderr.startsWith(
        "discglow: /file-1 is shorter than it was when the tree was scanned; what is missing is filled with zeros\n",
      ),
      stderr,
    );
    const { stdout } = await runCli(["iso9660", "printsize", `source=${source}`]);
    assert(bytes > 20 * MIB && stdout !== "");
  },
);

Deno.test("discglow iso9660 refuses an output inside the source and leaves no file there", async () => {
  using dir = tempFolder();
  const source = sourceIn(dir.path, 1000);
  const { code, stderr } = await runCli(["iso9660", `source=${source}`, `stdout=${source}/image`]);
  assertEquals(
    [code, stderr],
    [
      2,
      `discglow: Cannot write the image to ${source}/image: it lies inside the source ${source}; write it elsewhere\n`,
    ],
  );
  assertEquals([...Deno.readDirSync(source)].map(({ name }) => name), ["file-0"]);
});

Deno.test(
  "discglow iso9660 refuses standard output that is a file inside the source",
  notOnWindows,
  async () => {
    using dir = tempFolder();
    const source = sourceIn(dir.path, 1000);
    const command = quoted(Deno.execPath(), "run", "-A", "--no-lock", CLI, "iso9660", `source=${source}`);
    const { code, stderr } = await sh(`${command} > ${quoted(`${source}/image`)}`);
    assertEquals(code, 2);
    assert(stderr.includes("it lies inside the source"), stderr);
  },
);

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).size > 0;
  } catch {
    return false;
  }
}
