import { DiscglowError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { type Front, type FrontOptions, runServer } from "../../../lib/jukebox/server/run_server.ts";
import { openStateFolder } from "../../../lib/jukebox/server/state_folder.ts";
import { statusWords } from "../../../lib/jukebox/server/status_words.ts";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "../../support/assert.ts";
import { type FakeParts, fakeParts } from "./fakes.ts";
import { CLIENT, type Rig, serverRig } from "./rig.ts";

/** A running server, and what its front saw. */
interface Running {
  readonly ended: Promise<boolean>;
  readonly stop: AbortController;
  readonly parts: FakeParts;
  readonly front: FrontOptions;
  readonly calls: string[];
}

async function running(
  rig: Rig,
  seconds: number = 60,
  attach: readonly string[] = [],
  parts: FakeParts = fakeParts(),
): Promise<Running> {
  const stop = new AbortController();
  const calls: string[] = [];
  const ready = Promise.withResolvers<FrontOptions>();
  let options: FrontOptions | undefined;
  const openFront = (given: FrontOptions): Promise<Front> => {
    options = given;
    return Promise.resolve({
      socket: given.socket,
      address: null,
      close: () => {
        calls.push("front closed");
        return Promise.resolve();
      },
    });
  };
  const ended = runServer({
    config: { ...rig.config(attach), stop: seconds },
    ...{ version: "1.2.3", parts, openFront, signal: stop.signal },
    onReady: () => ready.resolve(options!),
    onStopping: () => calls.push("stopping"),
  });
  const front = await Promise.race([
    ready.promise,
    ended.then(() => Promise.reject(new Error("ended at once"))),
  ]);
  return { ended, stop, parts, front, calls };
}

Deno.test("a server ends in order when it is told to by a signal", async () => {
  using rig = serverRig();
  const server = await running(rig);
  await server.front.service.attach("jb", CLIENT);
  server.stop.abort();
  assertEquals(await server.ended, true);
  assertEquals(server.calls, ["stopping", "front closed"]);
  assertEquals(server.parts.jobs!.calls, ["resume jb, attached", "close"]);
  assertEquals(server.parts.devices.get("jb")!.calls, ["attach", "detach"]);
  const log = rig.log().map((line) => line.slice(line.indexOf(" ", 3)));
  assertMatch(log[0]!, /discglow 1\.2\.3 takes requests at unix:.*discglow\.sock, process \d+$/);
  assertMatch(log.at(-2)!, /the server ends: it was told to by a signal$/);
  assertMatch(log.at(-1)!, /the server has ended$/);
  openStateFolder(rig.dir.at("state")).close();
});

Deno.test("a server ends when a client asks for it", async () => {
  using rig = serverRig();
  const server = await running(rig);
  server.front.service.shutdown(CLIENT);
  assertEquals(await server.ended, true);
});

Deno.test("a server that does not come to an end is ended all the same", async () => {
  using rig = serverRig();
  const server = await running(rig, 0.05);
  server.parts.jobs!.closing = new Promise(() => {});
  server.stop.abort();
  assertEquals(await server.ended, false);
  assertMatch(rig.log().at(-1)!, /^0 .* the server did not come to an end within 0\.05 s, and is ended now$/);
});

Deno.test("what goes wrong at the end is noted, and stops nothing of the rest", async () => {
  using rig = serverRig();
  const server = await running(rig);
  await server.front.service.attach("jb", CLIENT);
  server.parts.jobs!.closing = Promise.reject(new TypeError("a mistake"));
  server.stop.abort();
  assertEquals(await server.ended, true);
  assertEquals(server.parts.devices.get("jb")!.calls, ["attach", "detach"]);
  assertEquals(server.calls, ["stopping", "front closed"]);
  assertMatch(rig.log().at(-2)!, /^0 .* TypeError: a mistake$/);
});

Deno.test("a database that does not say what was attached keeps nobody from using the server", async () => {
  using rig = serverRig();
  const parts = fakeParts();
  const server = await running(rig, 60, ["jb"], {
    ...parts,
    openVolumes(path) {
      const volumes = parts.openVolumes(path);
      volumes.devices = () => {
        throw new JukeboxError("failed", "Cannot use volumes.db: it is damaged");
      };
      return volumes;
    },
  });
  assertEquals(server.front.service.status().devices, []);
  server.stop.abort();
  assertEquals(await server.ended, true);
  assert(rig.log().some((line) => /^0 .* Cannot use volumes\.db: it is damaged$/.test(line)));
});

Deno.test("an attach that is under way is given up when the server ends", async () => {
  using rig = serverRig();
  const server = await running(rig);
  server.parts.createDevice = ((create) => (parts) => {
    const device = create(parts);
    server.parts.devices.get("jb")!.attaching = new Promise(() => {});
    return device;
  })(server.parts.createDevice);
  const attaching = server.front.service.attach("jb", CLIENT);
  server.stop.abort();
  await assertRejects(() => attaching, JukeboxError, "about to end");
  assertEquals(await server.ended, true);
  assertEquals(server.parts.devices.get("jb")!.calls.at(-1), "detach");
});

Deno.test("a second server is refused in words, and takes nothing away from the first", async () => {
  using rig = serverRig();
  const server = await running(rig);
  const error = await assertRejects(() => running(rig), DiscglowError);
  assertEquals(
    error.message,
    `Cannot start the server: another one works with the state folder ${
      rig.dir.at("state")
    }, process ${Deno.pid}`,
  );
  assertEquals(server.front.service.status().version, "1.2.3");
  server.stop.abort();
  await server.ended;
});

Deno.test("a state folder that cannot be written is refused in words", () => {
  using rig = serverRig();
  Deno.writeTextFileSync(rig.dir.at("file"), "");
  const error = assertThrows(() => openStateFolder(rig.dir.at("file/state")), DiscglowError);
  assertMatch(error.message, /^Cannot use the state folder .*: not a directory/);
  assert(error.hint !== undefined);
});

Deno.test("a server that cannot listen leaves neither lock nor database behind", async () => {
  using rig = serverRig();
  const refused = () => Promise.reject(new DiscglowError("Cannot listen: another server answers there"));
  const options = {
    config: rig.config(),
    version: "1",
    parts: fakeParts(),
    signal: new AbortController().signal,
  };
  await assertRejects(
    () => runServer({ ...options, openFront: refused }),
    DiscglowError,
    "another server answers",
  );
  openStateFolder(rig.dir.at("state")).close();
});

Deno.test("the status is told in one line", () => {
  const numbers = { version: "1", pid: 1, startedAt: "", discs: 0, files: 0 };
  assertEquals(
    statusWords({ ...numbers, devices: [], jobsRunning: 1, jobsQueued: 0 }),
    "0 devices attached, 1 job running",
  );
  const device = { name: "jb", state: "failed" } as never;
  assertEquals(
    statusWords({
      ...numbers,
      devices: [device, { state: "attached" } as never],
      jobsRunning: 0,
      jobsQueued: 3,
    }),
    "1 device attached, 1 not working, 0 jobs running, 3 queued",
  );
});
