import { Validator } from "@seriousme/openapi-schema-validator";
import { assertEquals, assertNotEquals } from "../../support/assert.ts";
import type { JukeboxEvent } from "../../../lib/jukebox/events.ts";
import { ROUTES } from "../../../lib/jukebox/http/routes/all.ts";
import { Document, documentOf } from "./described.ts";
import { device, disc, job, jobDisc } from "./samples.ts";
import { raw, request, served } from "./served.ts";

/** A request for every route whose answer is JSON, or empty. */
const REQUESTS: readonly (readonly [method: string, path: string, template: string, body?: unknown])[] = [
  ["GET", "/v1/status", "/v1/status"],
  ["GET", "/v1/parameters", "/v1/parameters"],
  ["PUT", "/v1/parameters/loglev", "/v1/parameters/{parameter}", { value: 5 }],
  ["POST", "/v1/log", "/v1/log", { text: "a line", level: 3 }],
  ["POST", "/v1/backup", "/v1/backup", { path: "/backup.db" }],
  ["POST", "/v1/shutdown", "/v1/shutdown"],
  ["GET", "/v1/devices", "/v1/devices"],
  ["GET", "/v1/devices/jb", "/v1/devices/{name}"],
  ["GET", "/v1/devices/jb/slots", "/v1/devices/{name}/slots"],
  ["POST", "/v1/devices/jb/attach", "/v1/devices/{name}/attach"],
  ["POST", "/v1/devices/jb.dev/attach", "/v1/devices/{name}/attach"],
  ["POST", "/v1/devices/jb/detach", "/v1/devices/{name}/detach"],
  ["POST", "/v1/devices/jb/move", "/v1/devices/{name}/move", { drive: 1, slot: 7 }],
  ["POST", "/v1/devices/jb/rescan", "/v1/devices/{name}/rescan"],
  ["POST", "/v1/devices/jb/drives/1/detach", "/v1/devices/{name}/drives/{drive}/detach"],
  ["POST", "/v1/devices/jb/drives/1/attach", "/v1/devices/{name}/drives/{drive}/attach"],
  ["POST", "/v1/devices/jb/drives/1/attach", "/v1/devices/{name}/drives/{drive}/attach", { force: true }],
  ["GET", "/v1/jobs?states=done,running&device=jb&limit=5", "/v1/jobs"],
  ["POST", "/v1/jobs", "/v1/jobs", { kind: "test", device: "jb", request: { slots: "1-3" } }],
  ["GET", "/v1/jobs/1?wait=0.01", "/v1/jobs/{id}"],
  ["GET", "/v1/jobs/2/log?from=0", "/v1/jobs/{id}/log"],
  ["POST", "/v1/jobs/2/stop", "/v1/jobs/{id}/stop"],
  ["GET", "/v1/discs?device=jb&named=REPORTS_1", "/v1/discs"],
  ["GET", "/v1/discs/1", "/v1/discs/{id}"],
  ["POST", "/v1/discs/1/rename", "/v1/discs/{id}/rename", { which: "rr", name: "new" }],
  ["DELETE", "/v1/discs/1", "/v1/discs/{id}"],
  ["GET", "/v1/find?words=report&limit=2&disc=1", "/v1/find"],
  ["GET", "/openapi.json", "/openapi.json"],
];

/** What is not JSON has tests of its own. */
const NOT_JSON = ["/v1/events", "/metrics", "/v1/discs/{id}/file"];

Deno.test("The description of the interface is valid OpenAPI 3.1", async () => {
  await served(async ({ socket }) => {
    const validator = new Validator();
    const result = await validator.validate(await documentOf(socket) as Record<string, unknown>);
    assertEquals([result.errors, result.valid, validator.version], [undefined, true, "3.1"]);
  });
});

Deno.test("Every answer is what the served description says", async () => {
  await served(async ({ socket }) => {
    const document = new Document(await documentOf(socket));
    for (const [method, path, template, body] of REQUESTS) {
      const answer = await raw(socket, request(method, path, body));
      assertEquals(Math.floor(answer.status / 100), 2, `${method} ${path}: ${answer.text}`);
      assertEquals(document.faultsOfAnswer(method, template, answer), "", `${method} ${path}`);
    }
    const asked = new Set(REQUESTS.map(([method, , template]) => `${method} ${template}`));
    const others = ROUTES.filter(({ method, path }) => !asked.has(`${method} ${path}`)).map(({ path }) =>
      path
    );
    assertEquals(others.sort(), [...NOT_JSON].sort());
  });
});

Deno.test("Refusals are what the served description says", async () => {
  await served(async ({ socket, service }) => {
    const document = new Document(await documentOf(socket));
    service.failure = new Error("unforeseen");
    for (const path of ["/v1/devices/jb", "/v1/devices/%2f"]) {
      const answer = await raw(socket, request("GET", path));
      assertEquals(document.faultsOfAnswer("GET", "/v1/devices/{name}", answer), "");
    }
  });
});

Deno.test("Events are what the served description says", async () => {
  await served(async ({ socket, service, client }) => {
    const document = new Document(await documentOf(socket));
    const events: readonly JukeboxEvent[] = [
      { event: "device", device: device() },
      { event: "gone", name: "jb" },
      { event: "disc", disc: disc(1) },
      { event: "job", job: job(1) },
      { event: "job-disc", job: 1, disc: jobDisc(1) },
      { event: "job-log", job: 1, line: { time: "2026-03-01T10:00:00.000Z", level: 4, text: "a\nb" } },
    ];
    const heard: JukeboxEvent[] = [];
    for await (
      const event of client.events({ onListening: () => events.forEach((one) => service.events.tell(one)) })
    ) {
      assertEquals(document.faults("/components/schemas/Event", event), "");
      if (heard.push(event) === events.length) break;
    }
    assertEquals(heard, [...events]);
  });
});

Deno.test("An answer that the description does not know would be noticed", async () => {
  await served(async ({ socket }) => {
    const document = new Document(await documentOf(socket));
    for (const wrong of [{ ...disc(1), more: 1 }, { ...disc(1), id: "1" }, { ...disc(1), home: {} }, {}]) {
      assertNotEquals(document.faults("/components/schemas/Disc", wrong), "");
    }
  });
});
