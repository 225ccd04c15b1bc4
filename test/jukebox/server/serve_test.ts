import { connect } from "../../../lib/jukebox/client/connect.ts";
import type { DeviceStatus } from "../../../lib/jukebox/model.ts";
import { createVirtualJukebox } from "../../../lib/virtual/changer/create.ts";
import { runCli } from "../../cli/run_cli.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../../support/assert.ts";
import { skipTest } from "../../support/peers.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { receiveDatagrams } from "./datagrams.ts";
import { startServe } from "./serve_program.ts";

function serveTest(name: string, body: () => Promise<void>): void {
  if (Deno.build.os === "windows") skipTest(name, "the server needs unix sockets and signals");
  else Deno.test(name, body);
}

/** A folder with a virtual jukebox, its description and a configuration. */
function jukeboxFolder(settings: string = "", moveTime: number = 0): TempFolder {
  const dir = tempFolder();
  createVirtualJukebox(dir.at("box"), {
    ...{ slots: 4, drives: 2, mailSlots: 1, media: "bd-r", filled: [1, 2] },
    behaviour: { moveTime },
  });
  Deno.writeTextFileSync(
    dir.at("jb.dev"),
    "device=scsi2\nrobot=virtual:box\nrecorder=virtual:box/drives/1\nrecorder=virtual:box/drives/2\nsave=*.sav\n",
  );
  Deno.writeTextFileSync(dir.at("discglow.toml"), `socket = "s"\nstate = "state"\n${settings}`);
  return dir;
}

/** Waits until a device is attached. */
async function attached(socket: string, name: string): Promise<DeviceStatus> {
  using client = connect(`unix:${socket}`);
  const stop = new AbortController();
  const listening = Promise.withResolvers<void>();
  const events = client.events({ signal: stop.signal, onListening: () => listening.resolve() });
  const iterator = events[Symbol.asyncIterator]();
  let next = iterator.next();
  await listening.promise;
  for (;;) {
    const device = (await client.status()).devices.find((one) => one.name === name);
    if (device !== undefined && device.state !== "attaching") {
      stop.abort();
      await next.catch(() => {});
      return device;
    }
    await next;
    next = iterator.next();
  }
}

serveTest(
  "serve says in one line that it takes requests, attaches what is configured, and ends on SIGTERM",
  async () => {
    using dir = jukeboxFolder('attach = ["jb"]\n');
    await using server = await startServe(dir.path);
    assertEquals(
      server.ready,
      { event: "ready", pid: server.process.pid, socket: dir.at("s"), address: null } as never,
    );
    assertEquals((await Deno.stat(dir.at("s"))).mode! & 0o777, 0o660);
    const device = await attached(dir.at("s"), "jb");
    assertEquals([device.state, device.slots, device.mailSlots, device.drives.length], ["attached", 4, 1, 2]);
    server.process.kill("SIGTERM");
    assertEquals((await server.ended).code, 0);
    const left = await Array.fromAsync(Deno.readDir(dir.path));
    assertEquals(left.map(({ name }) => name).sort(), [
      "box",
      "discglow.toml",
      "jb.dev",
      "jb.sav",
      "state",
    ]);
  },
);

serveTest("a second server is refused, and a socket that a killed one has left is no hindrance", async () => {
  using dir = jukeboxFolder();
  {
    await using _first = await startServe(dir.path);
    const second = await runCli(["serve"], { cwd: dir.path });
    assertEquals(second.code, 1);
    assertMatch(
      second.stderr,
      /^discglow: Cannot start the server: another one works with the state folder .*, process \d+; /,
    );
    await Deno.writeTextFile(dir.at("other.toml"), 'socket = "s"\nstate = "other"\n');
    const third = await runCli(["serve", "--config", "other.toml"], { cwd: dir.path });
    assertEquals(third.code, 1);
    assertStringIncludes(third.stderr, "another server answers there");
  }
  assert((await Deno.lstat(dir.at("s"))).isSocket);
  await using again = await startServe(dir.path);
  using client = connect(`unix:${again.ready.socket}`);
  assertEquals((await client.status()).pid, again.process.pid);
  await client.shutdown();
  assertEquals((await again.ended).code, 0);
});

serveTest("what was attached by hand is attached again after a kill", async () => {
  using dir = jukeboxFolder();
  {
    await using first = await startServe(dir.path);
    using client = connect(`unix:${first.ready.socket}`);
    const { job } = await client.attach("jb");
    assertEquals((await client.waitForJob(job!.id)).state, "done");
    first.process.kill("SIGKILL");
    await first.ended;
  }
  await using again = await startServe(dir.path);
  assertEquals((await attached(again.ready.socket, "jb")).state, "attached");
});

serveTest("serve opens its log anew on SIGHUP", async () => {
  using dir = jukeboxFolder();
  await using server = await startServe(dir.path);
  using client = connect(`unix:${server.ready.socket}`);
  const log = dir.at("state/logfile.txt");
  await Deno.rename(log, dir.at("moved.txt"));
  server.process.kill("SIGHUP");
  while (!await exists(log)) await client.status();
  await client.logMessage("after the move", 3);
  assertStringIncludes(await Deno.readTextFile(log), "after the move");
});

serveTest("systemd is told when the server is ready and when it ends", async () => {
  if (Deno.build.os !== "linux") return;
  using dir = jukeboxFolder();
  await using received = await receiveDatagrams(dir.at("notify"));
  await using server = await startServe(dir.path, {
    NOTIFY_SOCKET: dir.at("notify"),
    WATCHDOG_USEC: "100000",
  });
  assertEquals(await received.next(), "READY=1");
  await received.until((text) => text === "STATUS=0 devices attached, 0 jobs running");
  await received.until((text) => text === "WATCHDOG=1");
  server.process.kill("SIGINT");
  await received.until((text) => text.startsWith("STOPPING=1\n"));
  assertEquals((await server.ended).code, 0);
});

/** Longer than any test waits. */
const FOR_EVER = 600_000;

/** Attaches the device, and waits until its robot has begun to move a disc. */
async function keepRobotBusy(dir: TempFolder): Promise<void> {
  using client = connect(`unix:${dir.at("s")}`);
  await client.setParameter("loglev", 5);
  await client.attach("jb");
  while (!(await Deno.readTextFile(dir.at("state/logfile.txt"))).includes("disc from slot")) {
    await client.status();
  }
}

serveTest("a second signal ends a server at once that waits for its robot", async () => {
  if (Deno.build.os !== "linux") return;
  using dir = jukeboxFolder("", FOR_EVER);
  await using received = await receiveDatagrams(dir.at("notify"));
  await using server = await startServe(dir.path, { NOTIFY_SOCKET: dir.at("notify") });
  await keepRobotBusy(dir);
  server.process.kill("SIGTERM");
  await received.until((text) => text.startsWith("STOPPING=1\n"));
  server.process.kill("SIGTERM");
  assertEquals((await server.ended).code, 130);
});

serveTest("a server whose robot does not come to an end is ended when its time is over", async () => {
  using dir = jukeboxFolder("stop = 1\n", FOR_EVER);
  await using server = await startServe(dir.path);
  await keepRobotBusy(dir);
  server.process.kill("SIGTERM");
  const { code, stderr } = await server.ended;
  assertEquals(code, 1);
  assertStringIncludes(stderr, "the server did not come to an end within 1 s, and is ended now");
});

serveTest(
  "what keeps a server from its start is said in one sentence, with the exit code of its kind",
  async () => {
    using dir = tempFolder();
    await Deno.writeTextFile(dir.at("discglow.toml"), 'stat = "x"\n');
    const wrong = await runCli(["serve"], { cwd: dir.path });
    assertEquals([wrong.code, wrong.stdout], [2, ""]);
    assertStringIncludes(wrong.stderr, "there is no key stat; did you mean state?");
    const missing = await runCli(["serve", "-c", "none.toml"], { cwd: dir.path });
    assertEquals(missing.stderr, "discglow: Cannot use none.toml: no such file or directory\n");
    await Deno.writeTextFile(dir.at("file.toml"), 'state = "discglow.toml/state"\nsocket = "s"\n');
    const state = await runCli(["serve", "-c", "file.toml"], { cwd: dir.path });
    assertEquals(state.code, 1);
    assertMatch(state.stderr, /^discglow: Cannot use the state folder .*: not a directory; .*\n$/);
    await Deno.writeTextFile(dir.at("listen.toml"), 'state = "state"\nsocket = "discglow.toml"\n');
    const socket = await runCli(["serve", "-c", "listen.toml"], { cwd: dir.path });
    assertEquals(socket.code, 1);
    assertStringIncludes(socket.stderr, "there is something else of that name");
  },
);

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
