import { assertEquals, assertMatch, assertRejects } from "../../support/assert.ts";
import { DiscglowError, UsageError } from "../../../lib/errors.ts";
import { dirname } from "node:path";
import { serveHttp } from "../../../lib/jukebox/http/serve.ts";
import { bindPrivately } from "../../../lib/jukebox/http/socket_file.ts";
import { NO_LOG } from "../../../lib/jukebox/log/log.ts";
import { tempFolder } from "../../support/temp.ts";
import { fakeService } from "./fake_service.ts";
import { raw, request, served, TOKENS } from "./served.ts";

function modeOf(path: string): string {
  return (Deno.statSync(path).mode! & 0o777).toString(8);
}

function namesIn(path: string): string[] {
  return [...Deno.readDirSync(path)].map((entry) => entry.name);
}

Deno.test("The socket is open to its owner and group only, and is gone when the server is", async () => {
  using folder = tempFolder();
  const server = await serveHttp({ service: fakeService(), socket: folder.at("s"), log: NO_LOG });
  assertEquals([modeOf(folder.at("s")), namesIn(folder.path)], ["660", ["s"]]);
  await server.close();
  await server.close();
  assertEquals(namesIn(folder.path), []);
});

Deno.test("Nobody else can reach the socket before it has its mode", async () => {
  using folder = tempFolder();
  const seen: unknown[] = [];
  await bindPrivately(folder.at("s"), (path) => {
    seen.push(modeOf(dirname(path)), namesIn(folder.path).includes("s"));
    Deno.writeTextFileSync(path, "");
    return Promise.resolve();
  });
  assertEquals([seen, modeOf(folder.at("s"))], [["700", false], "660"]);
  assertEquals(namesIn(folder.path), ["s"]);
});

Deno.test("A socket that a killed server has left is replaced, one that is answered is not", async () => {
  using folder = tempFolder();
  const socket = folder.at("s");
  const killed = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `Deno.listen({ transport: "unix", path: ${JSON.stringify(socket)} }); Deno.exit()`],
  }).output();
  assertEquals([killed.success, (await Deno.lstat(socket)).isSocket], [true, true]);
  const server = await serveHttp({ service: fakeService(), socket, log: NO_LOG });
  const second = () => serveHttp({ service: fakeService(), socket, log: NO_LOG });
  await assertRejects(second, DiscglowError, `Cannot listen at ${socket}: another server answers there`);
  assertEquals((await raw(socket, request("GET", "/v1/status"))).status, 200);
  await server.close();
  await Deno.writeTextFile(socket, "precious");
  await assertRejects(
    second,
    DiscglowError,
    `Cannot listen at ${socket}: there is something else of that name`,
  );
  assertEquals(await Deno.readTextFile(socket), "precious");
});

Deno.test("A socket that no client could connect to is refused", async () => {
  using folder = tempFolder();
  const socket = folder.at("s".repeat(108 - folder.at("").length));
  const serve = () => serveHttp({ service: fakeService(), socket, log: NO_LOG });
  await assertRejects(
    serve,
    DiscglowError,
    `Cannot listen at ${socket}: its 108 bytes are more than the 107`,
  );
  assertEquals(namesIn(folder.path), []);
});

Deno.test("A server leaves a socket alone that another has put in its place", async () => {
  using folder = tempFolder();
  const socket = folder.at("s");
  const first = await serveHttp({ service: fakeService(), socket, log: NO_LOG });
  await Deno.remove(socket);
  const second = await serveHttp({ service: fakeService(), socket, log: NO_LOG });
  await first.close();
  assertEquals((await raw(socket, request("GET", "/v1/status"))).status, 200);
  await second.close();
});

Deno.test("A TCP address needs tokens that only their owner can read", async () => {
  using folder = tempFolder();
  const socket = folder.at("s");
  const tokens = folder.at("tokens");
  const listen = "127.0.0.1:0";
  const start = (path?: string) =>
    serveHttp({ service: fakeService(), socket, listen, tokens: path, log: NO_LOG });
  await assertRejects(() => start(), UsageError, "Cannot listen at 127.0.0.1:0: a TCP address needs tokens");
  await assertRejects(() => start(tokens), UsageError, `Cannot read the tokens of ${tokens}: `);
  const cases: readonly (readonly [string, number, string])[] = [
    [`read ${TOKENS.read}\n`, 0o640, "other users could read them"],
    [`read ${TOKENS.read}\n`, 0o604, "other users could read them"],
    ["# nothing\n\n", 0o600, "there are none"],
    [`read ${TOKENS.read}\nadmin ${TOKENS.operator}\n`, 0o600, "line 2 is not of the form role token"],
    [`read ${TOKENS.read} more\n`, 0o600, "line 1 is not of the form role token"],
    [`read ${TOKENS.read}\n\noperator ${TOKENS.read}\n`, 0o600, "line 3 has the token of a line before"],
    ["read short\n", 0o600, "line 1 has a token that cannot be used"],
    ["read sixteen.or.more.ü\n", 0o600, "line 1 has a token that cannot be used"],
  ];
  for (const [text, mode, words] of cases) {
    await Deno.writeTextFile(tokens, text);
    await Deno.chmod(tokens, mode);
    const error = await assertRejects(() => start(tokens), UsageError, words);
    for (const token of [...Object.values(TOKENS), "short"]) {
      assertEquals(error.message.includes(token), false, error.message);
    }
  }
  if (Deno.uid() === 0) {
    await Deno.writeTextFile(tokens, `read ${TOKENS.read}\n`);
    await Deno.chown(tokens, 65534, 65534);
    await assertRejects(() => start(tokens), UsageError, "they belong to another user");
  }
  assertEquals(namesIn(folder.path), ["tokens"]);
});

Deno.test("An address that cannot be used is refused, and nothing is left", async () => {
  using folder = tempFolder();
  const tokens = folder.at("tokens");
  await Deno.writeTextFile(tokens, `read ${TOKENS.read}\n`, { mode: 0o600 });
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  for (const listen of ["localhost", ":80", "localhost:99999", `127.0.0.1:${taken.addr.port}`]) {
    const start = () =>
      serveHttp({ service: fakeService(), socket: folder.at("s"), listen, tokens, log: NO_LOG });
    await assertRejects(start, DiscglowError, `Cannot listen at ${listen}: `);
  }
  const nowhere = folder.at("no/folder/s");
  const start = () => serveHttp({ service: fakeService(), socket: nowhere, log: NO_LOG });
  await assertRejects(start, DiscglowError, `Cannot listen at ${nowhere}: `);
  assertEquals(namesIn(folder.path), ["tokens"]);
});

Deno.test("Over TCP nothing is answered without a token, and only what its role may ask with one", async () => {
  await served(async ({ address, service }) => {
    const ask = async (method: string, path: string, authorization?: string) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await fetch(`http://${address}${path}`, { method, headers });
      return [response.status, response.headers.get("www-authenticate"), await response.text()] as const;
    };
    const wrong = [undefined, "", "Bearer", "Bearer wrong", `Basic ${TOKENS.operator}`, TOKENS.operator];
    for (const authorization of [...wrong, `Bearer ${TOKENS.operator}x`, `Bearer ${"x".repeat(5000)}`]) {
      for (const path of ["/v1/status", "/openapi.json", "/metrics", "/nothing"]) {
        const [status, challenge, text] = await ask("GET", path, authorization);
        assertEquals([status, challenge], [401, 'Bearer realm="discglow"']);
        assertEquals(JSON.parse(text).kind, "token");
      }
    }
    const [read, operator] = [`Bearer ${TOKENS.read}`, `Bearer ${TOKENS.operator}`];
    for (const path of ["/v1/status", "/v1/jobs", "/metrics", "/v1/discs/1/file?path=/a"]) {
      assertEquals((await ask("GET", path, read))[0], 200, path);
    }
    const before = service.asked.length;
    for (
      const path of ["/v1/shutdown", "/v1/devices/jb/rescan", "/v1/devices/jb/attach", "/v1/jobs/2/stop"]
    ) {
      const [status, , text] = await ask("POST", path, read);
      assertEquals([status, JSON.parse(text).number], [403, 1], path);
    }
    assertEquals((await ask("DELETE", "/v1/discs/3", read))[0], 403);
    assertEquals(service.asked.length, before);
    assertEquals((await ask("POST", "/v1/shutdown", operator))[0], 204);
    const [status, , text] = await ask("POST", "/v1/backup", operator);
    assertEquals(status, 403);
    assertMatch(JSON.parse(text).error, /only for clients on the server's machine/);
  }, { tcp: true });
});

Deno.test("Pages in browsers are refused whatever they ask", async () => {
  await served(async ({ socket, service }) => {
    for (const origin of ["https://example.org", "null", "http://localhost"]) {
      const answer = await raw(socket, request("POST", "/v1/shutdown", undefined, [`Origin: ${origin}`]));
      assertEquals(answer.status, 403);
      assertEquals(answer.headers.get("access-control-allow-origin"), null);
    }
    assertEquals(service.asked, []);
  });
});
