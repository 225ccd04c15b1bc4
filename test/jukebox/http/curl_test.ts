import { assertEquals, assertMatch } from "../../support/assert.ts";
import { peerTest } from "../../support/peers.ts";
import { served, TOKENS, until } from "./served.ts";

/** Runs curl beside the server, which lives in this process. */
async function curl(...args: readonly string[]): Promise<string> {
  const command = new Deno.Command("curl", {
    args: ["--silent", "--show-error", "--max-time", "60", ...args],
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

const STATUS = ["--write-out", "\n%{http_code}"];

peerTest(
  "curl asks over the unix socket, with and without a body, over one connection",
  ["curl"],
  async () => {
    await served(async ({ socket, service }) => {
      const on = ["--unix-socket", socket];
      const twice = await curl(
        ...on,
        "http://x/v1/discs/1",
        "http://x/v1/discs/2",
        "--write-out",
        "%{num_connects}",
      );
      assertEquals(twice.match(/REPORTS_\d"/g)?.length, 6);
      assertMatch(twice, /\}\n1\{.*\}\n0$/s);
      const json = ["--header", "content-type: application/json", "--data", '{"drive":2,"slot":7}'];
      assertMatch(
        await curl(...on, ...STATUS, ...json, "http://x/v1/devices/jb/move"),
        /"number":2.*\n200$/s,
      );
      assertEquals(
        await curl(...on, ...STATUS, "--request", "POST", "http://x/v1/devices/jb/rescan"),
        "\n204",
      );
      assertMatch(await curl(...on, ...STATUS, "--data", "a=b", "http://x/v1/log"), /\n415$/);
      assertEquals(await curl(...on, "http://x/v1/discs/1/file?path=/a"), "hello");
      assertEquals(service.asked.map(({ method }) => method), ["move", "rescan", "readFile"]);
    });
  },
);

peerTest("curl sends a large body and hears that it is too large", ["curl"], async () => {
  await served(async ({ socket, folder, address }) => {
    await Deno.writeTextFile(`${folder}/body`, "x".repeat(3 * 1024 * 1024));
    const body = [
      "--header",
      "content-type: application/json",
      "--data-binary",
      `@${folder}/body`,
      ...STATUS,
    ];
    const chunked = ["--header", "transfer-encoding: chunked", "--header", "expect:"];
    const token = ["--header", `authorization: Bearer ${TOKENS.operator}`];
    assertMatch(await curl("--unix-socket", socket, ...body, "http://x/v1/log"), /"size".*\n413$/s);
    assertMatch(
      await curl("--unix-socket", socket, ...body, ...chunked, "http://x/v1/log"),
      /"size".*\n413$/s,
    );
    assertMatch(await curl(...token, ...body, `http://${address}/v1/log`), /"size".*\n413$/s);
    assertMatch(await curl(...token, ...body, ...chunked, `http://${address}/v1/log`), /"size".*\n413$/s);
  }, { tcp: true });
});

peerTest("curl needs a token over TCP", ["curl"], async () => {
  await served(async ({ address }) => {
    const url = `http://${address}/v1/discs/1`;
    assertMatch(await curl(...STATUS, url), /"token".*\n401$/s);
    assertMatch(await curl(...STATUS, "--header", `authorization: Bearer ${TOKENS.read}`, url), /\n200$/);
  }, { tcp: true });
});

peerTest("curl hears events as they happen", ["curl"], async () => {
  await served(async ({ socket, service, server }) => {
    const listening = curl("--no-buffer", "--unix-socket", socket, "http://x/v1/events");
    const metrics = () => curl("--unix-socket", socket, "http://x/metrics");
    while (!(await metrics()).includes("\ndiscglow_event_listeners 1\n"));
    service.events.tell({ event: "gone", name: "jb" });
    await server.close();
    const text = await listening;
    assertMatch(
      text,
      /^: listening\n\nid: \S+\nevent: gone\ndata: {"event":"gone","name":"jb"}\n\n: the server ends\n\n$/,
    );
    await until(() => service.events.listeners === 0, "nobody listens");
  });
});
