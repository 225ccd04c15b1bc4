import { assert, assertEquals, assertMatch } from "../../support/assert.ts";
import { connect } from "../../../lib/jukebox/client/connect.ts";
import { leavesNothing } from "../../support/left_over.ts";
import { raw, readAll, request, served, TOKENS, until, writeAll } from "./served.ts";

const encoder = new TextEncoder();

async function opened(socket: string, text = ""): Promise<Deno.UnixConn> {
  const connection = await Deno.connect({ transport: "unix", path: socket });
  await writeAll(connection, encoder.encode(text));
  return connection;
}

async function metric(socket: string, name: string): Promise<number> {
  const { text } = await raw(socket, request("GET", "/metrics"));
  return Number(text.split("\n").find((line) => line.startsWith(`${name} `))?.split(" ")[1]);
}

Deno.test("A body that is too long is refused, whether it says so or not", async () => {
  await served(async ({ socket, service }) => {
    const text = "x".repeat(2000);
    const said = await raw(socket, request("POST", "/v1/log", { text }));
    assertEquals([said.status, JSON.parse(said.text).number], [413, 7]);
    const head =
      "POST /v1/log HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n7d0\r\n${text}\r\n0\r\n\r\n`;
    assertEquals((await raw(socket, chunked)).status, 413);
    assertEquals((await raw(socket, `${head}Content-Length: 99999999999\r\n\r\n{`)).status, 413);
    assertEquals(service.asked, []);
    assertEquals((await raw(socket, request("POST", "/v1/log", { text: "short" }))).status, 204);
  }, { limits: { body: 1000 } });
});

Deno.test("The usual limit of a body is one mebibyte", async () => {
  await served(async ({ client }) => {
    await client.submit("test", "jb", { slots: "1".repeat(1024 * 1024 - 100) });
    const larger = await client.submit("test", "jb", { slots: "1".repeat(1024 * 1024) }).catch((error) =>
      error
    );
    assertEquals([larger.kind, larger.number], ["size", 7]);
  });
});

Deno.test("Headers and addresses that are too long are refused", async () => {
  await served(async ({ socket }) => {
    const long = await raw(
      socket,
      request("GET", "/v1/status", undefined, [`X-Long: ${"x".repeat(20_000)}`]),
    );
    assertEquals([long.status, JSON.parse(long.text).kind], [431, "usage"]);
    assert([414, 431].includes((await raw(socket, request("GET", `/${"x".repeat(20_000)}`))).status));
  });
});

Deno.test("Clients that are slow with their headers or bodies are turned away", async () => {
  await served(async ({ socket }) => {
    const slow = ["", "GET /v1/sta", "GET /v1/status HTTP/1.1\r\nHost: x\r\nX-A: b\r\n"];
    slow.push(request("POST", "/v1/log", { text: "abc" }).slice(0, -3));
    const statuses = await Promise.all(slow.map(async (text) => (await raw(socket, text)).status));
    assertEquals(statuses, [408, 408, 408, 408]);
  }, { limits: { headerSeconds: 0.2, bodySeconds: 0.2 } });
});

Deno.test("A client that does not read its answer is cut off, and the source of the answer stopped", async () => {
  await served(async ({ socket, service }) => {
    const cancelled = Promise.withResolvers<void>();
    let produced = 0;
    service.file = () =>
      new ReadableStream({
        pull: (controller) => {
          produced += 65536;
          controller.enqueue(new Uint8Array(65536));
        },
        cancel: () => cancelled.resolve(),
      });
    using _lazy = await opened(socket, request("GET", "/v1/discs/1/file?path=/a"));
    await cancelled.promise;
    assert(produced < 16 * 1024 * 1024, `${produced} bytes were read for a client that takes none`);
  }, { limits: { stallSeconds: 0.2 } });
});

Deno.test("A client that goes away ends its download, its wait and its request", async () => {
  await served(async ({ socket, service, folder }) => {
    await leavesNothing(folder, async () => {
      const cancelled = Promise.withResolvers<void>();
      let signal: AbortSignal | undefined;
      service.file = (given) => {
        signal = given;
        return new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(65536)),
          cancel: () => cancelled.resolve(),
        });
      };
      (await opened(socket, request("GET", "/v1/discs/1/file?path=/a"))).close();
      await cancelled.promise;
      await until(() => signal?.aborted === true, "the service is told");
      const waiting = await opened(socket, request("GET", "/v1/jobs/2?wait=50"));
      await until(() => service.waiting === 1, "the wait begins");
      waiting.close();
      await until(() => service.waiting === 0, "the wait ends");
      using half = await opened(socket, request("POST", "/v1/log", { text: "abc" }).slice(0, -3));
      await half.closeWrite();
      await readAll(half);
      assertEquals(service.asked.map(({ method }) => method), ["readFile"]);
    });
  });
});

Deno.test("More requests than are taken are told to come again", async () => {
  await served(async ({ socket, service }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    const move = request("POST", "/v1/devices/jb/move", { drive: 1, slot: 7 });
    const running = [raw(socket, move), raw(socket, move), raw(socket, move)];
    await until(() => service.asked.length === 3, "three are being worked on");
    const fourth = await raw(socket, request("GET", "/v1/status"));
    assertEquals([fourth.status, fourth.headers.get("retry-after")], [503, "1"]);
    assertEquals(JSON.parse(fourth.text).number, 11);
    resolve();
    assertEquals((await Promise.all(running)).map(({ status }) => status), [200, 200, 200]);
    assertEquals((await raw(socket, request("GET", "/v1/status"))).status, 200);
  }, { limits: { requests: 3 } });
});

Deno.test("More connections than are taken are told to come again", async () => {
  await served(async ({ socket }) => {
    const idle = await Promise.all([1, 2, 3].map(() => opened(socket)));
    const fourth = await raw(socket, request("GET", "/v1/status"));
    assertEquals([fourth.status, fourth.headers.get("retry-after")], [503, "1"]);
    assertMatch(JSON.parse(fourth.text).error, /too many connections/);
    for (const connection of idle) connection.close();
    while ((await raw(socket, request("GET", "/v1/status"))).status !== 200);
    assertEquals(await metric(socket, "discglow_http_connections_refused_total") > 0, true);
  }, { limits: { connections: 3 } });
});

Deno.test("A network that takes all connections and requests it may have keeps nobody from the socket", async () => {
  await served(async ({ socket, address, service, client }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    using network = connect(address, { token: TOKENS.operator });
    const moves = [1, 2].map((slot) => network.move("jb", 1, slot));
    await until(() => service.asked.length === 2, "two are being worked on");
    const refused = await network.status().catch((error) => error);
    assertEquals([refused.kind, refused.number], ["load", 11]);
    const [hostname, port] = address.split(":");
    const idle = await Promise.all(
      [1, 2, 3].map(() => Deno.connect({ hostname: hostname!, port: Number(port) })),
    );
    while (await metric(socket, "discglow_http_connections_refused_total") === 0);
    assertEquals((await raw(socket, request("GET", "/v1/status"))).status, 200);
    assertEquals((await client.status()).discs, 61);
    resolve();
    await Promise.all(moves);
    for (const connection of idle) connection.close();
  }, { tcp: true, limits: { connections: 3, requests: 2 } });
});

Deno.test("A thousand requests at once are all answered", async () => {
  await served(async ({ client, service }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    const moves = Array.from({ length: 1000 }, (_, index) => client.move("jb", 1 + index % 4, index + 1));
    await until(() => service.asked.length === 1000, "a thousand are being worked on");
    assertEquals((await client.status()).discs, 61);
    resolve();
    const drives = (await Promise.all(moves)).map(({ place }) => place.number);
    assertEquals(drives, moves.map((_, index) => 1 + index % 4));
    assertEquals(new Set(service.asked.map(({ words }) => words[2])).size, 1000);
  });
});

Deno.test("The wait for a job is as long as the server allows, and ends with the job", async () => {
  await served(async ({ socket, service, client }) => {
    const short = JSON.parse((await raw(socket, request("GET", "/v1/jobs/2?wait=3600"))).text);
    assertEquals(short.state, "running");
    const waiting = client.job(2, 3_600_000);
    await until(() => service.waiting === 1, "the wait begins");
    service.known.set(2, { ...service.known.get(2)!, state: "done", endedAt: "2026-03-01T12:00:00.000Z" });
    service.events.tell({ event: "job", job: service.known.get(2)! });
    assertEquals((await waiting).state, "done");
  }, { limits: { waitSeconds: 0.05 } });
});

Deno.test("A server that closes lets what runs come to its end, and waits for nobody else", async () => {
  await served(async ({ socket, service, server }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    const move = raw(socket, request("POST", "/v1/devices/jb/move", { drive: 1, slot: 7 }));
    const wait = raw(socket, request("GET", "/v1/jobs/2?wait=50"));
    using _idle = await opened(socket);
    using client = connect(`unix:${socket}`);
    await client.status();
    await until(() => service.asked.length === 1 && service.waiting === 1, "both are being worked on");
    const closing = server.close();
    assertEquals((await wait).status, 200);
    resolve();
    assertEquals((await move).status, 200);
    await closing;
    service.events.tell({
      event: "job",
      job: { ...service.known.get(2)!, endedAt: "2026-03-01T12:00:00.000Z" },
    });
  });
});

Deno.test("A server that closes does not wait for ever", async () => {
  await served(async ({ socket, service, server }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    service.moving = promise;
    const move = raw(socket, request("POST", "/v1/devices/jb/move", { drive: 1, slot: 7 }));
    await until(() => service.asked.length === 1, "it is being worked on");
    await server.close();
    assertEquals((await move).status, NaN);
    resolve();
  }, { limits: { closeSeconds: 0.1 } });
});
