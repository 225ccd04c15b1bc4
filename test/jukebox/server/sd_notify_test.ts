import { sdNotify, watchdogInterval } from "../../../lib/jukebox/server/sd_notify.ts";
import { Supervisor } from "../../../lib/jukebox/server/supervisor.ts";
import { assertEquals } from "../../support/assert.ts";
import { skipTest } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";
import { receiveDatagrams } from "./datagrams.ts";

function env(variables: Record<string, string>): (name: string) => string | undefined {
  return (name) => variables[name];
}

function linuxTest(name: string, body: () => Promise<void>): void {
  if (Deno.build.os === "linux") Deno.test(name, body);
  else skipTest(name, "systemd is there on Linux only");
}

linuxTest("notices reach the socket that systemd names, several in one datagram", async () => {
  using dir = tempFolder();
  const path = dir.at("notify");
  await using received = await receiveDatagrams(path);
  const systemd = env({ NOTIFY_SOCKET: path });
  assertEquals(sdNotify(["READY=1", "STATUS=two\nlines"], systemd), true);
  assertEquals(await received.next(), "READY=1\nSTATUS=two lines");
});

linuxTest("a server tells that it is ready, lives and ends", async () => {
  using dir = tempFolder();
  const path = dir.at("notify");
  await using received = await receiveDatagrams(path);
  using supervisor = new Supervisor(env({ NOTIFY_SOCKET: path, WATCHDOG_USEC: "20000" }));
  supervisor.ready(() => "1 device attached");
  assertEquals(await received.next(), "READY=1");
  assertEquals(await received.next(), "STATUS=1 device attached");
  assertEquals(await received.next(), "WATCHDOG=1");
  supervisor.stopping(90, "coming to an end");
  const words = await received.until((text) => text.startsWith("STOPPING"));
  assertEquals(words, "STOPPING=1\nEXTEND_TIMEOUT_USEC=95000000");
});

linuxTest("a status that cannot be told ends nothing", async () => {
  using dir = tempFolder();
  const path = dir.at("notify");
  await using received = await receiveDatagrams(path);
  using supervisor = new Supervisor(env({ NOTIFY_SOCKET: path, WATCHDOG_USEC: "20000" }));
  supervisor.ready(() => {
    throw new Error("the disk is full");
  });
  assertEquals(await received.next(), "READY=1");
  assertEquals(await received.next(), "WATCHDOG=1");
});

Deno.test("without systemd, or with a socket that is not there, nothing happens", () => {
  assertEquals(sdNotify(["READY=1"], env({})), false);
  assertEquals(sdNotify(["READY=1"], env({ NOTIFY_SOCKET: "/nowhere/notify" })), false);
  assertEquals(sdNotify(["READY=1"], env({ NOTIFY_SOCKET: "@discglow-nobody-listens" })), false);
  assertEquals(sdNotify(["READY=1"], env({ NOTIFY_SOCKET: "relative" })), false);
  assertEquals(sdNotify(["READY=1"], env({ NOTIFY_SOCKET: `/${"x".repeat(200)}` })), false);
});

Deno.test("signs of life are wanted of this process only, twice as often as systemd asks", () => {
  assertEquals(watchdogInterval(env({ WATCHDOG_USEC: "30000000", WATCHDOG_PID: String(Deno.pid) })), 15000);
  assertEquals(watchdogInterval(env({ WATCHDOG_USEC: "30000000" })), 15000);
  assertEquals(watchdogInterval(env({ WATCHDOG_USEC: "30000000", WATCHDOG_PID: "1" })), undefined);
  assertEquals(watchdogInterval(env({ WATCHDOG_USEC: "soon" })), undefined);
  assertEquals(watchdogInterval(env({})), undefined);
});
