import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { bundle, BUNDLED_PROGRAM } from "../../scripts/bundle.ts";
import { startServe } from "../jukebox/server/serve_program.ts";
import { skipTest } from "../support/peers.ts";
import { tempFolder } from "../support/temp.ts";
import { bundlingTest, ran, withoutNetwork } from "./offline.ts";

/** More than the 4 MiB above which threads make the image. */
const LARGE = 5 << 20;

const offline = withoutNetwork();
const NAME = "a bundle runs with nothing but deno: no network, no cache, no node_modules";

if (offline === undefined) {
  skipTest(NAME, "the network cannot be taken away from a program here (unshare -n is not allowed)");
} else {
  bundlingTest(NAME, async () => {
    using folder = tempFolder();
    await bundle(folder.at("dist"));
    const tree = folder.make("tree");
    await Deno.writeFile(`${tree}/large.bin`, new Uint8Array(LARGE).map((_, i) => i * 7));
    for (let i = 0; i < 300; i++) await Deno.writeTextFile(`${tree}/small ${i}.txt`, `${i}\n`.repeat(i));
    const [unshare, ...args] = offline;
    const program = [...args, Deno.execPath(), "run", "-A", folder.at(`dist/${BUNDLED_PROGRAM}`)];
    const env = { DENO_DIR: folder.make("cache"), HOME: folder.make("home"), PATH: "/usr/bin:/bin" };
    const discglow = (...words: string[]) =>
      ran(unshare!, [...program, ...words], { clearEnv: true, env, cwd: folder.path });

    const help = await discglow("--help");
    assertEquals([help.code, help.stderr], [0, ""]);
    assertStringIncludes(help.stdout, "discglow COMMAND");
    assertStringIncludes((await discglow("cdglow", "--help")).stdout, "--keep-going");

    const words = ["rr", "joliet", "checksums", "quiet", "source=tree", "stdout=a.iso"];
    assertEquals(await discglow("iso9660", ...words), { code: 0, stdout: "", stderr: "" });
    assert((await Deno.stat(folder.at("a.iso"))).size > LARGE);
    const check = await discglow("check", "a.iso");
    assertEquals(check.code, 0, check.stdout + check.stderr);
    const verify = await discglow("verify", "a.iso", "--source", "tree");
    assertEquals(verify.code, 0, verify.stdout + verify.stderr);
    const listed = await discglow("ls", "a.iso");
    assertStringIncludes(listed.stdout, "large.bin");

    assertEquals((await discglow("virtual", "create", "d.bdr", "--media", "bd-r")).code, 0);
    const recorded = await discglow("cdglow", "-v", "-s", "a.iso", "-t", "virtual:d.bdr");
    assertEquals([recorded.code, recorded.stderr], [0, ""]);
    assertStringIncludes(recorded.stdout, "no difference");
    const compared = await discglow("verify", "virtual:d.bdr", "--against", "a.iso");
    assertEquals([compared.code, compared.stderr], [0, ""]);
    const devices = await discglow("devices");
    assertEquals([devices.code, devices.stderr], [0, ""]);

    const size = ["--slots", "2", "--drives", "2", "--media", "bd-r", "--filled", "1"];
    assertEquals((await discglow("virtual", "jukebox", "jb", ...size)).code, 0);
    const described = await discglow("devices", "--describe", "virtual:jb");
    await Deno.writeTextFile(folder.at("jb.dev"), described.stdout);
    await Deno.writeTextFile(folder.at("discglow.toml"), 'socket = "socket"\nstate = "state"\n');
    await using server = await startServe(folder.path, env, [], [unshare!, ...program]);
    assertEquals((await discglow("cdadm", "attach", "jb")).stdout, "tested 1 slot\n");
    const verified = ["-v", "--verify-drive", "other"];
    const produced = await discglow("cdadm", "produce", "jb", "1", "-s", "a.iso", ...verified);
    assertEquals([produced.code, produced.stderr], [0, ""]);
    assertMatch((await discglow("find", "large.bin")).stdout, /^\/large\.bin {2}\S+ {2}jb /);
    assertEquals((await discglow("cdadm", "byebye")).code, 0);
    assertEquals(await server.ended, { code: 0, stderr: "" });
  });
}

bundlingTest("a bundle replaces an earlier one and nothing else", async () => {
  using folder = tempFolder();
  const first = await bundle(folder.at("dist"));
  await Deno.writeTextFile(folder.at("dist/chunk-OLD.js"), "");
  const second = await bundle(folder.at("dist"));
  assertEquals(second, first);
  assert(first.files.includes(BUNDLED_PROGRAM));
  for (const worker of first.workers) assert(first.files.includes(worker), worker);

  await Deno.writeTextFile(`${folder.make("other")}/precious.js`, "");
  await assertRejects(() => bundle(folder.at("other")), Error, "holds no earlier bundle");
  assertEquals((await Array.fromAsync(Deno.readDir(folder.at("other")))).length, 1);
});
