import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { expose, EXPOSITION_TYPE } from "../../../lib/jukebox/http/metrics/exposition.ts";
import { type Family, parseExposition } from "./parse_exposition.ts";
import { raw, request, served } from "./served.ts";

async function metricsOf(socket: string): Promise<Map<string, Family>> {
  const answer = await raw(socket, request("GET", "/metrics"));
  assertEquals([answer.status, answer.headers.get("content-type")], [200, EXPOSITION_TYPE]);
  return parseExposition(answer.text);
}

function valueOf(
  families: Map<string, Family>,
  name: string,
  labels: Readonly<Record<string, string>>,
): number {
  const found = families.get(name)?.samples.filter((sample) =>
    Object.entries(labels).every(([label, value]) => sample.labels.get(label) === value)
  );
  assertEquals(found?.length, 1, `${name} ${JSON.stringify(labels)}`);
  return found![0]!.value;
}

Deno.test("The metrics are in Prometheus' format and say what there is", async () => {
  await served(async ({ socket }) => {
    const families = await metricsOf(socket);
    const expected: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
      ["discglow_info", { version: "0.1.0" }, 1],
      ["discglow_start_time_seconds", {}, Date.parse("2026-03-01T08:00:00Z") / 1000],
      ["discglow_devices", { state: "attached" }, 1],
      ["discglow_devices", { state: "failed" }, 0],
      ["discglow_drives", { device: "jb", duty: "serving" }, 1],
      ["discglow_drives", { device: "jb", duty: "reserved" }, 1],
      ["discglow_drive_requests_waiting", { device: "jb", drive: "1" }, 3],
      ["discglow_slots", { device: "jb", kind: "slot", state: "empty" }, 2],
      ["discglow_slots", { device: "jb", kind: "mail", state: "full" }, 1],
      ["discglow_discs", { device: "jb", state: "recorded" }, 2],
      ["discglow_discs", { device: "jb", state: "unknown" }, 1],
      ["discglow_jobs", { state: "running" }, 1],
      ["discglow_files_known", {}, 1_000_000],
      ["discglow_event_listeners", {}, 0],
      ["discglow_http_requests_running", {}, 1],
    ];
    for (const [name, labels, value] of expected) assertEquals(valueOf(families, name, labels), value, name);
    assert(valueOf(families, "process_resident_memory_bytes", {}) > 1_000_000);
  });
});

Deno.test("Requests are counted by route, never by what clients make up", async () => {
  await served(async ({ socket }) => {
    for (
      const path of ["/v1/devices/jb", "/v1/devices/other", "/v1/devices/other2", "/made/up", "/made/up/2"]
    ) {
      await raw(socket, request("GET", path));
    }
    const families = await metricsOf(socket);
    const count = (route: string, status: string) =>
      valueOf(families, "discglow_http_requests_total", { route, status, method: "GET" });
    assertEquals([count("/v1/devices/{name}", "200"), count("/v1/devices/{name}", "404")], [1, 2]);
    assertEquals(count("none", "404"), 2);
    const { samples } = families.get("discglow_http_request_duration_seconds")!;
    const device = samples.filter(({ labels }) => labels.get("route") === "/v1/devices/{name}");
    const buckets = device.filter(({ name }) => name.endsWith("_bucket"));
    assertEquals(buckets.at(-1)!.labels.get("le"), "+Inf");
    assertEquals([buckets.at(-1)!.value, device.at(-1)!.value], [3, 3]);
    assertEquals(buckets.map(({ value }) => value), buckets.map(({ value }) => value).sort((a, b) => a - b));
  });
});

Deno.test("Methods that clients make up do not become labels", async () => {
  await served(async ({ socket }) => {
    for (const method of ["PROPFIND", "MKCOL", "PURGE"]) await raw(socket, request(method, "/v1/status"));
    const { samples } = (await metricsOf(socket)).get("discglow_http_requests_total")!;
    assertEquals(new Set(samples.map(({ labels }) => labels.get("method"))), new Set(["other"]));
  });
});

Deno.test("Text in labels and helps cannot break the format", () => {
  const text = 'a"b\\c\nd{e="f"} 1';
  const family = {
    name: "x",
    help: "one\\two\nthree",
    type: "gauge",
    samples: [{ labels: { text }, value: 1e21 }],
  };
  const families = parseExposition(expose([family as Parameters<typeof expose>[0][0]]));
  const { help, samples } = families.get("x")!;
  assertEquals([help, samples[0]!.labels.get("text"), samples[0]!.value], ["one\\two\nthree", text, 1e21]);
});

Deno.test("The judge of the format refuses what Prometheus would refuse", () => {
  const head = "# HELP a b\n# TYPE a gauge\n";
  for (
    const text of [`${head}a 1`, `${head}a{b="c} 1\n`, `${head}b 1\n`, `${head}a{b="c",b="d"} 1\n`, "a 1\n"]
  ) {
    assertThrows(() => parseExposition(text));
  }
  assertThrows(() => parseExposition(`${head}a{x="1"} 1\na{x="1"} 1\n`));
  assertThrows(() => parseExposition(`${head}a one\n`));
});
