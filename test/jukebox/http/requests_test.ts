import { assertEquals, assertMatch, assertRejects } from "../../support/assert.ts";
import { DeviceError } from "../../../lib/errors.ts";
import { serveHttp } from "../../../lib/jukebox/http/serve.ts";
import { tempFolder } from "../../support/temp.ts";
import { fakeService } from "./fake_service.ts";
import { raw, request, served } from "./served.ts";

/** Requests that are refused: with status and a piece of the words. */
const REFUSED: readonly (readonly [string, number, RegExp])[] = [
  [request("GET", "/"), 404, /nothing at this address/],
  [request("GET", "/v1/status/"), 404, /nothing at this address/],
  [request("GET", "/v1/../v1/status"), 404, /nothing at this address/],
  [request("GET", "/v1/devices/jb/../../status"), 404, /nothing at this address/],
  [request("GET", "/v1/devices/other"), 404, /No such device/],
  [request("GET", "/v1/devices/..%2f..%2fetc"), 400, /name cannot be "..\/..\/etc"/],
  [request("GET", "/v1/devices/%00"), 400, /name cannot be/],
  [request("GET", "/v1/devices/%zz"), 400, /percent signs/],
  [request("GET", "/v1/devices/"), 400, /name is empty/],
  [request("PATCH", "/v1/status"), 405, /knows GET only/],
  [request("OPTIONS", "/v1/jobs"), 405, /knows GET, POST only/],
  [request("GET", "/v1/status?verbose=1"), 400, /"verbose" is no parameter of it/],
  [request("GET", "/v1/jobs?limit=1&limit=2"), 400, /limit is given twice/],
  [request("GET", "/v1/jobs?limit=0"), 400, /limit must be a number of 1 to 1000/],
  [request("GET", "/v1/jobs?states=done,lost"), 400, /states\[1\] must be one of queued, running/],
  [request("GET", "/v1/jobs/one"), 400, /id must be a whole number/],
  [request("GET", "/v1/jobs/99"), 404, /Cannot find job 99/],
  [request("GET", "/v1/jobs/1?wait=soon"), 400, /wait must be a number/],
  [request("GET", "/v1/find"), 400, /words is missing/],
  [request("GET", "/v1/discs/1/file"), 400, /path is missing/],
  [request("POST", "/v1/devices/jb/move"), 400, /its body is missing/],
  [request("POST", "/v1/devices/jb/move", "{"), 400, /it is not JSON/],
  [request("POST", "/v1/devices/jb/move", "[]"), 400, /the body must be an object/],
  [request("POST", "/v1/devices/jb/move", { drive: 1 }), 400, /slot is missing/],
  [request("POST", "/v1/devices/jb/move", { drive: "1", slot: 1 }), 400, /drive must be a whole number/],
  [
    request("POST", "/v1/devices/jb/move", { drive: 0, slot: 1 }),
    400,
    /drive must be a number of 1 to 65535/,
  ],
  [
    request("POST", "/v1/devices/jb/move", { drive: 1, slot: 1, now: true }),
    400,
    /"now" is no field of the body/,
  ],
  [
    request("POST", "/v1/devices/jb/move", '{"drive":1,"slot":1,"__proto__":{}}'),
    400,
    /"__proto__" is no field/,
  ],
  [
    request("POST", "/v1/jobs", { kind: "play", device: "jb", request: {} }),
    400,
    /kind must be one of produce/,
  ],
  [
    request("POST", "/v1/jobs", { kind: "test", device: "jb", request: [] }),
    400,
    /request must be an object/,
  ],
  [request("POST", "/v1/shutdown", {}), 400, /it takes no body/],
  [request("POST", "/v1/backup", { path: "relative.db" }), 400, /the path is not absolute/],
  [request("PUT", "/v1/parameters/speed", { value: 1 }), 400, /there is no such parameter/],
  [request("PUT", "/v1/parameters/loglev", { value: 10 }), 400, /it is a number of 0 to 9/],
  [request("POST", "/v1/log", { text: "two\nlines" }), 400, /text cannot be/],
];

Deno.test("What cannot be meant is refused with words that say why", async () => {
  await served(async ({ socket, service }) => {
    for (const [text, status, words] of REFUSED) {
      const answer = await raw(socket, text);
      const line = text.split("\r\n")[0]!;
      assertEquals([answer.status, answer.headers.get("content-type")], [status, "application/json"], line);
      const body = JSON.parse(answer.text);
      assertEquals(Object.keys(body), ["error", "kind", "number", "hint"], line);
      assertMatch(body.error, words, line);
    }
    assertEquals(service.asked.filter(({ client }) => client !== undefined).map(({ method }) => method), [
      "setParameter",
      "setParameter",
    ]);
  });
});

Deno.test("The methods of an address are named when another is tried", async () => {
  await served(async ({ socket }) => {
    const answer = await raw(socket, request("PUT", "/v1/jobs"));
    assertEquals([answer.status, answer.headers.get("allow")], [405, "GET, POST"]);
  });
});

Deno.test("Bodies that are not said to be JSON are refused", async () => {
  await served(async ({ socket }) => {
    for (
      const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "",
      ]
    ) {
      const head = `POST /v1/log HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 14\r\n`;
      const about = type === "" ? "" : `Content-Type: ${type}\r\n`;
      assertEquals((await raw(socket, `${head}${about}\r\n{"text":"abc"}`)).status, 415, type);
    }
    const bytes = new Uint8Array([...new TextEncoder().encode(request("POST", "/v1/log", '{"text":"??"}'))]);
    bytes[bytes.indexOf(0x3f)] = 0xff;
    assertEquals((await raw(socket, bytes)).status, 400);
  });
});

Deno.test("Errors that were not foreseen stay in the log, those of devices come out in their words", async () => {
  using folder = tempFolder();
  const service = fakeService();
  const logged: unknown[] = [];
  const log = {
    write: () => {},
    error: (_level: number, _source: string, error: unknown) => void logged.push(error),
  };
  const server = await serveHttp({ service, socket: folder.at("s"), log });
  try {
    service.failure = new TypeError("secret is not a function");
    const internal = await raw(folder.at("s"), request("GET", "/v1/devices/jb"));
    assertEquals([internal.status, internal.text.includes("secret"), logged], [500, false, [
      service.failure,
    ]]);
    service.failure = new DeviceError("/dev/sg1", "Cannot move a disc: the gripper is full", {}, {
      hint: "look",
    });
    const known = JSON.parse((await raw(folder.at("s"), request("GET", "/v1/devices/jb"))).text);
    const words = "Cannot move a disc: the gripper is full";
    assertEquals(known, { error: words, kind: "failed", number: -1, hint: "look" });
  } finally {
    await server.close();
  }
});

Deno.test("A file comes as it is, with its length where that is known", async () => {
  await served(async ({ client, service }) => {
    const known = await client.readFile(1, "/Ä b/100%.txt");
    assertEquals([known.size, await new Response(known.data).text()], [5, "hello"]);
    assertEquals(service.asked.at(-1)!.words, [1, "/Ä b/100%.txt"]);
    service.file = () => new Blob(["hello"]).stream();
    const unknown = await client.readFile(1, "/a");
    assertEquals([unknown.size, await new Response(unknown.data).text()], [null, "hello"]);
  });
});

Deno.test("A file that ends early or goes wrong is broken off, not passed off as whole", async () => {
  await served(async ({ socket, service, client }) => {
    for (const size of [4, 6]) {
      service.file = () => Object.assign(new Blob(["hello"]).stream(), { size });
      await assertRejects(async () => {
        const { data } = await client.readFile(1, "/a");
        await new Response(data).arrayBuffer();
      });
    }
    service.file = () =>
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode("hel")),
        pull: () => Promise.reject(new Error("unreadable")),
      });
    const broken = await raw(socket, request("GET", "/v1/discs/1/file?path=/a"));
    assertEquals(broken.text.endsWith("0\r\n\r\n"), false, broken.text);
    service.file = () =>
      new ReadableStream({ pull: () => Promise.reject(new DeviceError("d", "Cannot read it")) });
    const failed = await raw(socket, request("GET", "/v1/discs/1/file?path=/a"));
    assertEquals([failed.status, JSON.parse(failed.text).error], [500, "Cannot read it"]);
  });
});
