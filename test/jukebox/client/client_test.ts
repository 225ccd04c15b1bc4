import { assertEquals, assertRejects, assertThrows } from "../../support/assert.ts";
import { StoppedError, UsageError } from "../../../lib/errors.ts";
import { connect } from "../../../lib/jukebox/client/connect.ts";
import { localHolder } from "../../../lib/jukebox/client/holder.ts";
import { findToken } from "../../../lib/jukebox/client/token.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { tempFolder } from "../../support/temp.ts";
import { device, disc, job, slots } from "../http/samples.ts";
import { served, TOKENS } from "../http/served.ts";

Deno.test("Every request of the client reaches the service as it was meant", async () => {
  await served(async ({ client, service }) => {
    assertEquals((await client.status()).devices, [device()]);
    assertEquals(await client.device("jb"), device());
    assertEquals(await client.slots("jb.dev"), slots());
    assertEquals(await client.attach("jb"), { device: device(), job: job(3) });
    await client.detach("jb");
    assertEquals(await client.detachDrive("jb", 2), device());
    assertEquals(await client.attachDrive("jb", 2, true), { device: device(), disc: disc(7) });
    assertEquals(await client.move("jb", 1, 7), { place: { kind: "drive", device: "jb", number: 1 } });
    await client.rescan("jb");
    assertEquals((await client.submit("test", "jb", { slots: "1-3" })).state, "queued");
    await client.jobs({ states: ["done", "failed"], device: "jb", limit: 7 });
    assertEquals(await client.job(2), job(2));
    assertEquals((await client.jobLog(2)).map((line) => line.text), ["begins"]);
    assertEquals((await client.stopJob(2)).state, "stopped");
    await client.discs({ device: "jb", named: "REPORTS 1" });
    assertEquals(await client.disc(5), disc(5));
    assertEquals((await client.rename(5, "rr", "Été 2019/a")).name, "Été 2019/a");
    await client.forget(6);
    await client.find("report 2019%", 5, { disc: 3 });
    assertEquals((await client.parameters()).length, 7);
    assertEquals((await client.setParameter("loglev", 6)).value, 6);
    await client.logMessage("change of shift", 4);
    await client.backup("/backup/volumes.db");
    await client.shutdown();
    assertEquals(service.asked.map(({ method, words }) => [method, ...words]), [
      ["attach", "jb"],
      ["detach", "jb"],
      ["detachDrive", "jb", 2],
      ["attachDrive", "jb", 2, true],
      ["move", "jb", 1, 7],
      ["rescan", "jb"],
      ["submit", "test", "jb", { slots: "1-3" }],
      ["jobs", { limit: 7, device: "jb", states: ["done", "failed"] }],
      ["stopJob", 2],
      ["discs", { device: "jb", named: "REPORTS 1" }],
      ["rename", 5, "rr", "Été 2019/a"],
      ["forget", 6],
      ["find", "report 2019%", 5, 3],
      ["setParameter", "loglev", 6],
      ["logMessage", "change of shift", 4],
      ["backup", "/backup/volumes.db"],
      ["shutdown"],
    ]);
  });
});

Deno.test("Over the unix socket a client says who it is, and for which process it reserves a drive", async () => {
  await served(async ({ client, service }) => {
    await client.detachDrive("jb", 1);
    const { who, pid, pidStarted } = localHolder();
    const { name, holder } = service.asked[0]!.client!;
    assertEquals([name, holder.who, holder.pid, holder.pidStarted], [who, who, pid, pidStarted]);
    assertEquals(holder.pid, Deno.ppid);
  });
});

Deno.test("Over TCP a client is known by its role and address, whatever it says", async () => {
  await served(async ({ service, address }) => {
    const response = await fetch(`http://${address}/v1/devices/jb/drives/1/detach`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKENS.operator}`, "x-discglow-client": "root@console" },
    });
    await response.body?.cancel();
    const { name, holder } = service.asked[0]!.client!;
    assertEquals([name, holder.pid], ["operator@127.0.0.1", null]);
  }, { tcp: true });
});

Deno.test("Refusals come back with their words, kind, number and hint", async () => {
  await served(async ({ client, service }) => {
    const missing = await assertRejects(() => client.device("other"), JukeboxError, "No such device");
    assertEquals([missing.kind, missing.number, missing.hint], ["device", 19, undefined]);
    service.failure = new JukeboxError("busy", "Cannot use drive 1: it is reserved", {
      hint: "attach it first",
    });
    const busy = await assertRejects(
      () => client.device("jb"),
      JukeboxError,
      "Cannot use drive 1: it is reserved",
    );
    assertEquals([busy.kind, busy.number, busy.hint], ["busy", 16, "attach it first"]);
  });
});

Deno.test("Where no server is, the client says how to start one", async () => {
  using folder = tempFolder();
  await Deno.writeTextFile(folder.at("file"), "");
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  for (const address of [`unix:${folder.at("nothing")}`, folder.at("file"), `127.0.0.1:${port}`]) {
    using client = connect(address, { token: TOKENS.read });
    const error = await assertRejects(
      () => client.status(),
      JukeboxError,
      `Cannot reach the server at ${address}: `,
    );
    assertEquals(error.hint, "start one with discglow serve --config discglow.toml");
    assertEquals(/client error|os error|http:|proxy/.test(error.message), false, error.message);
  }
});

Deno.test("What is no address is refused", () => {
  for (
    const address of [
      "",
      "jukebox",
      "http://host:1",
      "host:0",
      "host:65536",
      "unix:relative",
      "a b:1",
      "u@h:1",
    ]
  ) {
    assertThrows(() => connect(address), UsageError, `Cannot use ${address} as the address of a server`);
  }
});

Deno.test("Something else than our server at an address is told apart", async () => {
  using folder = tempFolder();
  await using other = Deno.serve({ path: folder.at("s"), onListen: () => {} }, () => {
    return new Response("<html>", { status: 404 });
  });
  using client = connect(`unix:${folder.at("s")}`);
  await assertRejects(() => client.status(), JukeboxError, "it is no discglow server");
  await other.shutdown();
});

Deno.test("A signal ends a request that lasts", async () => {
  await served(async ({ client, service }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    const stop = new AbortController();
    const moving = client.move("jb", 1, 7, { signal: stop.signal });
    await (async () => {
      while (service.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    })();
    stop.abort();
    await assertRejects(() => moving, StoppedError);
    resolve();
  });
});

Deno.test("A client waits for the end of a job and hears of what happens on the way", async () => {
  await served(async ({ client, service }) => {
    const heard: string[] = [];
    const waiting = client.waitForJob(2, {
      onEvent: (event) => {
        heard.push(event.event);
        if (event.event === "job-log") service.events.tell({ event: "job", job: service.known.get(2)! });
      },
    });
    while (service.events.listeners < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    service.events.tell({ event: "job", job: job(1) });
    service.events.tell({ event: "job", job: job(2, { progress: 0.5 }) });
    service.known.set(2, job(2, { state: "done", endedAt: "2026-03-01T12:00:00.000Z" }));
    service.events.tell({ event: "job-log", job: 2, line: { time: "", level: 4, text: "ends" } });
    assertEquals((await waiting).state, "done");
    assertEquals(heard, ["job", "job-log", "job"]);
    assertEquals((await client.waitForJob(1)).state, "done");
  });
});

Deno.test("What the token does not allow is refused in words", async () => {
  await served(async ({ address }) => {
    using reader = connect(address, { token: TOKENS.read });
    await reader.status();
    const refused = await assertRejects(() => reader.shutdown(), JukeboxError);
    assertEquals([refused.kind, refused.number], ["role", 1]);
    using stranger = connect(address, { token: "wrong-wrong-wrong-wrong" });
    const unknown = await assertRejects(() => stranger.status(), JukeboxError);
    assertEquals([unknown.kind, unknown.number], ["token", 13]);
  }, { tcp: true });
});

Deno.test("The token is the one that was given, else that of the environment, else that of a file", () => {
  using folder = tempFolder();
  Deno.writeTextFileSync(folder.at("token"), `${TOKENS.read} and a remark\n`);
  Deno.writeTextFileSync(folder.at("binary"), "\u0000\n");
  const find = (given: string | undefined, variables: Readonly<Record<string, string>>) =>
    findToken(given, (name) => variables[name]);
  const file = { DISCGLOW_TOKEN_FILE: folder.at("token") };
  assertEquals(find("given", { ...file, DISCGLOW_TOKEN: "variable" }), "given");
  assertEquals(find(undefined, { ...file, DISCGLOW_TOKEN: "variable" }), "variable");
  assertEquals(find(undefined, file), TOKENS.read);
  assertEquals(find(undefined, {}), undefined);
  assertThrows(
    () => find(undefined, { DISCGLOW_TOKEN_FILE: folder.at("no") }),
    UsageError,
    "Cannot read the token",
  );
  assertThrows(
    () => find(undefined, { DISCGLOW_TOKEN_FILE: folder.at("binary") }),
    UsageError,
    "Cannot use the token",
  );
});
