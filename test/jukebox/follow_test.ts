import { assert, assertEquals, assertMatch, assertStringIncludes } from "../support/assert.ts";
import { Served } from "./served.ts";

/** A jukebox with drives as slow as real ones, and an image that takes them some seconds. */
async function slowJukebox(): Promise<Served> {
  const served = await Served.make(
    ...["--slots", "4", "--drives", "4", "--media", "bd-r", "--filled", "1-3", "--speed", "2"],
  );
  await Deno.mkdir(served.folder.at("tree"));
  await Deno.writeFile(served.folder.at("tree/large"), new Uint8Array(40e6).fill(7));
  await served.run("iso9660", "rr", "name=SLOW", "source=tree", "stdout=slow.iso", "quiet");
  await served.start();
  await served.cdadm("attach", "jb");
  return served;
}

Deno.test({
  name: "Ctrl-C lets the server stop a production in order",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using served = await slowJukebox();
    const production = served.follow("produce", "jb", "1-3", "-s", "slow.iso", "-v", "-d", "1");
    await production.says(": recording");
    production.interrupt();
    const { code, stdout, stderr } = await production.ended();
    assertEquals(code, 130, stdout + stderr);
    assertMatch(stderr, /^discglow: job \d+ is being stopped, .*\n$/);
    assertMatch(stdout, /job \d+ stopped/);
    const states = (await served.cdadm("survey", "+e", "d=jb", "s=2-3")).trim().split("\n");
    assertEquals(states, ["blank", "blank"]);
    assertMatch(await served.cdadm("survey", "-r", "+ief"), /^1 serving f$/m);
  },
});

Deno.test({
  name: "a production outlives the server: it is told so, and followed after the restart",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using served = await slowJukebox();
    const production = served.follow("produce", "jb", "--copies", "1", "-s", "slow.iso", "-v", "-d", "1");
    await production.says(": recording");
    await served.kill();
    const { code, stderr } = await production.ended();
    assertEquals(code, 1);
    const [, job] =
      /Cannot wait for job (\d+): .*discglow cdadm job \1 --follow\n\*error\* -1\n$/.exec(stderr) ?? [];
    assert(job !== undefined, stderr);
    await served.start();
    const followed = await served.cdadm("job", job, "--follow");
    assertStringIncludes(followed, `job ${job} done`);
    const results = (await served.cdadm("survey", "-v", "+ev", "d=jb", "u=+")).trim().split("\n");
    assertEquals(results.filter((row) => row === "recorded good").length, 1, results.join("\n"));
  },
});
