import { assert, assertEquals, assertMatch, assertRejects } from "../../support/assert.ts";
import { StoppedError } from "../../../lib/errors.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import type { JukeboxEvent } from "../../../lib/jukebox/events.ts";
import { device, disc, job, jobDisc } from "./samples.ts";
import { raw, request, type Served, served, until, writeAll } from "./served.ts";

/** A listener that keeps what it has read, until it is closed. */
class Listener implements Disposable {
  text = "";
  ended = false;
  readonly #connection: Deno.Conn;

  private constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  static async open(socket: string, path: string, lastId?: string): Promise<Listener> {
    const connection = await Deno.connect({ transport: "unix", path: socket });
    const headers = lastId === undefined ? [] : [`Last-Event-ID: ${lastId}`];
    await writeAll(connection, new TextEncoder().encode(request("GET", path, undefined, headers)));
    const listener = new Listener(connection);
    void listener.#read();
    await until(() => listener.text.includes(": listening"), "the server listens");
    return listener;
  }

  ids(): string[] {
    return [...this.text.matchAll(/^id: (.*)$/gm)].map((match) => match[1]!);
  }

  names(): string[] {
    return [...this.text.matchAll(/^event: (.*)$/gm)].map((match) => match[1]!);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(65536);
    const decoder = new TextDecoder();
    try {
      for (let length; (length = await this.#connection.read(buffer)) !== null;) {
        this.text += decoder.decode(buffer.subarray(0, length), { stream: true });
      }
    } catch {
      // It was closed here.
    }
    this.ended = true;
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch {
      // The server has closed it.
    }
  }
}

const ONE_OF_EACH: readonly JukeboxEvent[] = [
  { event: "device", device: device("jb") },
  { event: "device", device: device("other") },
  { event: "gone", name: "other" },
  { event: "disc", disc: disc(1) },
  { event: "job", job: job(1) },
  { event: "job", job: job(2, { device: "other" }) },
  { event: "job-disc", job: 1, disc: jobDisc(1) },
  { event: "job-log", job: 2, line: { time: "", level: 4, text: "line" } },
];

function tell({ service }: Served, events: readonly JukeboxEvent[] = ONE_OF_EACH): void {
  for (const event of events) service.events.tell(event);
}

Deno.test("A listener hears of everything, or only of its device or job", async () => {
  await served(async (it) => {
    using all = await Listener.open(it.socket, "/v1/events");
    using jb = await Listener.open(it.socket, "/v1/events?device=jb");
    using second = await Listener.open(it.socket, "/v1/events?job=2");
    using both = await Listener.open(it.socket, "/v1/events?job=2&device=jb");
    tell(it);
    await until(() => all.names().length === 8 && second.names().length === 2, "the events come");
    assertEquals(jb.names(), ["device", "disc", "job", "job-disc"]);
    assertEquals(second.names(), ["job", "job-log"]);
    assertEquals(both.names(), []);
    assertMatch(all.text, /content-type: text\/event-stream\r\n/i);
  });
});

Deno.test("A listener that comes back is told what it has missed, as far as that is known", async () => {
  await served(async (it) => {
    const first = await Listener.open(it.socket, "/v1/events");
    tell(it);
    await until(() => first.ids().length === 8, "the events come");
    first[Symbol.dispose]();
    const [third, last] = [first.ids()[2]!, first.ids()[7]!];
    using back = await Listener.open(it.socket, "/v1/events?device=jb", third);
    await until(() => back.names().length === 3, "the missed events come");
    assertEquals(back.names(), ["disc", "job", "job-disc"]);
    using late = await Listener.open(it.socket, "/v1/events", last);
    assertEquals([late.names(), late.text.includes("no longer known")], [[], false]);
    for (const id of ["00000000-3", `${third}0000`, "nonsense"]) {
      using stranger = await Listener.open(it.socket, "/v1/events", id);
      await until(() => stranger.text.includes(": some events are no longer known"), "it is said");
    }
    tell(it);
    tell(it);
    using tooLate = await Listener.open(it.socket, "/v1/events", third);
    await until(() => tooLate.text.includes(": some events are no longer known"), "it is said");
  }, { limits: { recentEvents: 10 } });
});

Deno.test("A listener hears that the server lives while nothing happens", async () => {
  await served(async ({ socket }) => {
    using listener = await Listener.open(socket, "/v1/events");
    await until(() => listener.text.split(": alive").length > 3, "signs of life come");
  }, { limits: { heartbeatSeconds: 0.02 } });
});

Deno.test("A listener that does not keep up is ended with a remark, the others are not", async () => {
  await served(async (it) => {
    using slow = await Deno.connect({ transport: "unix", path: it.socket });
    await writeAll(slow, new TextEncoder().encode(request("GET", "/v1/events")));
    const buffer = new Uint8Array(65536);
    await slow.read(buffer);
    using quick = await Listener.open(it.socket, "/v1/events");
    const text = "x".repeat(50_000);
    for (let count = 1; count <= 60; count++) {
      it.service.events.tell({ event: "job-log", job: 1, line: { time: "", level: 9, text } });
      await until(() => quick.ids().length === count, "the quick one hears it");
    }
    let end = "";
    for (let length; (length = await slow.read(buffer)) !== null;) {
      end = (end + new TextDecoder().decode(buffer.subarray(0, length))).slice(-100);
    }
    assertMatch(end, /: ended because it does not keep up\n\n/);
    assertEquals(quick.ended, false);
  }, { limits: { queuedEvents: 10 } });
});

Deno.test("A listener may have missed more than may wait for one that does not keep up", async () => {
  await served(async (it) => {
    const first = await Listener.open(it.socket, "/v1/events");
    for (const [index, event] of ONE_OF_EACH.entries()) {
      tell(it, [event]);
      await until(() => first.ids().length === index + 1, "the event comes");
    }
    first[Symbol.dispose]();
    using back = await Listener.open(it.socket, "/v1/events", first.ids()[0]!);
    await until(() => back.names().length === 7, "the missed events come");
    tell(it, ONE_OF_EACH.slice(0, 4));
    await until(() => back.names().length === 11, "those that follow come");
  }, { limits: { queuedEvents: 4 } });
});

Deno.test("A loop over events that does not keep up goes on where it was cut off", async () => {
  await served(async ({ client, service }) => {
    const text = "x".repeat(50_000);
    const say = (level: number) =>
      service.events.tell({ event: "job-log", job: 1, line: { time: "", level, text } });
    let heard = 0;
    for await (const event of client.events({ onListening: () => say(0) })) {
      assert(event.event === "job-log");
      assertEquals(event.line.level, heard++);
      if (heard === 1) { for (let level = 1; level <= 60; level++) say(level); }
      if (heard === 61) break;
    }
    assertEquals(heard, 61);
  }, { limits: { queuedEvents: 10 } });
});

Deno.test("Listeners that go away are forgotten, and there are only so many", async () => {
  await served(async ({ socket, client }) => {
    const listeners = await Promise.all([1, 2, 3].map(() => Listener.open(socket, "/v1/events")));
    const refused = await raw(socket, request("GET", "/v1/events"));
    assertEquals([refused.status, refused.headers.get("retry-after")], [503, "1"]);
    await assertRejects(() => client.events().next(), JukeboxError, "Cannot listen: 3 clients do already");
    for (const listener of listeners) listener[Symbol.dispose]();
    for (;;) {
      const text = (await raw(socket, request("GET", "/metrics"))).text;
      if (text.includes("\ndiscglow_event_listeners 0\n")) break;
    }
  }, { limits: { subscribers: 3 } });
});

Deno.test("A loop over events ends when it is left, stopped, or the server ends", async () => {
  await served(async ({ client, service, server }) => {
    for await (
      const { event } of client.events({ onListening: () => service.events.tell(ONE_OF_EACH[0]!) })
    ) {
      assertEquals(event, "device");
      break;
    }
    const stop = new AbortController();
    const stopped = client.events({ signal: stop.signal, onListening: () => stop.abort() });
    await assertRejects(() => stopped.next(), StoppedError);
    let closing: Promise<void> | undefined;
    for await (const _ of client.events({ onListening: () => closing = server.close() })) assert(false);
    await closing;
    assertEquals(service.events.listeners, 0);
  });
});
