import { assertEquals, assertMatch } from "../../support/assert.ts";
import { connect } from "../../../lib/jukebox/client/connect.ts";
import { serveHttp } from "../../../lib/jukebox/http/serve.ts";
import { openJukebox } from "../../../lib/jukebox/server/open_jukebox.ts";
import { REAL_PARTS } from "../../../lib/jukebox/server/real_parts.ts";
import { createVirtualJukebox, insertVirtualDisc } from "../../../lib/virtual/changer/create.ts";
import { makeOurs } from "../../support/ours.ts";
import { Random } from "../../support/random.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { Document, documentOf } from "./described.ts";
import { parseExposition } from "./parse_exposition.ts";
import { parseAnswer, raw, request, writeAll } from "./served.ts";

/** Far more than lies in the buffers between server and client. */
const LARGE = 20_000_000;

/** What is asked of the server once its slots are inspected. */
const REQUESTS: readonly (readonly [method: string, path: string, template: string, body?: unknown])[] = [
  ["GET", "/v1/status", "/v1/status"],
  ["GET", "/v1/devices", "/v1/devices"],
  ["GET", "/v1/devices/jb", "/v1/devices/{name}"],
  ["GET", "/v1/devices/jb/slots", "/v1/devices/{name}/slots"],
  ["POST", "/v1/devices/jb/drives/1/detach", "/v1/devices/{name}/drives/{drive}/detach"],
  ["POST", "/v1/devices/jb/move", "/v1/devices/{name}/move", { drive: 1, slot: 2 }],
  ["GET", "/v1/devices/jb", "/v1/devices/{name}"],
  ["POST", "/v1/devices/jb/drives/1/attach", "/v1/devices/{name}/drives/{drive}/attach", { force: true }],
  ["GET", "/v1/jobs", "/v1/jobs"],
  ["GET", "/v1/jobs/1", "/v1/jobs/{id}"],
  ["GET", "/v1/jobs/1/log", "/v1/jobs/{id}/log"],
  ["GET", "/v1/discs", "/v1/discs"],
  ["GET", "/v1/discs/1", "/v1/discs/{id}"],
  ["POST", "/v1/discs/1/rename", "/v1/discs/{id}/rename", { which: "rr", name: "another name" }],
  ["GET", "/v1/find?words=nothing", "/v1/find"],
  ["GET", "/v1/parameters", "/v1/parameters"],
  ["PUT", "/v1/parameters/xdelay", "/v1/parameters/{parameter}", { value: 0 }],
  ["POST", "/v1/log", "/v1/log", { text: "a line" }],
  ["POST", "/v1/devices/jb/detach", "/v1/devices/{name}/detach"],
];

/** A server of real parts over a virtual jukebox with discs in its first two slots. */
interface RealServer {
  readonly folder: TempFolder;
  readonly socket: string;
}

async function realServer(body: (server: RealServer) => Promise<void>): Promise<void> {
  using folder = tempFolder();
  createVirtualJukebox(folder.at("jb"), { slots: 4, drives: 2, mailSlots: 1, media: "bd-r", filled: [1, 2] });
  const lines = [
    "device=scsi2",
    "robot=virtual:jb",
    "recorder=virtual:jb/drives/1",
    "drive=virtual:jb/drives/2",
  ];
  await Deno.writeTextFile(folder.at("jb.dev"), `${lines.join("\n")}\n`);
  const log = { bytes: 1e6, kept: 1 };
  const config = { state: folder.at("state"), devices: folder.path, attach: [], stop: 30, log };
  const jukebox = openJukebox({ config, version: "0.1.0", parts: REAL_PARTS });
  const socket = folder.at("s");
  const server = await serveHttp({ service: jukebox.service, socket, log: jukebox.log });
  try {
    await body({ folder, socket });
  } finally {
    await server.close();
    await jukebox.halt();
    jukebox.close();
  }
}

Deno.test("The real service answers what the served description says", async () => {
  await realServer(async ({ folder, socket }) => {
    using client = connect(socket);
    const document = new Document(await documentOf(socket));
    const attached = await raw(socket, request("POST", "/v1/devices/jb/attach"));
    assertEquals(document.faultsOfAnswer("POST", "/v1/devices/{name}/attach", attached), "", attached.text);
    const heard: string[] = [];
    const job = await client.waitForJob(1, {
      onEvent: (event) => heard.push(document.faults("/components/schemas/Event", event)),
    });
    assertEquals([job.state, job.discs.length], ["done", 2], JSON.stringify(job));
    for (const [method, path, template, body] of REQUESTS) {
      const answer = await raw(socket, request(method, path, body));
      assertEquals(Math.floor(answer.status / 100), 2, `${method} ${path}: ${answer.text}`);
      assertEquals(document.faultsOfAnswer(method, template, answer), "", `${method} ${path}`);
    }
    assertEquals(heard.filter((faults) => faults !== ""), []);
    const metrics = parseExposition((await raw(socket, request("GET", "/metrics"))).text);
    assertEquals(metrics.get("discglow_discs_known")?.samples[0]?.value, 2);
    await client.backup(folder.at("copy.db"));
    assertEquals((await Deno.stat(folder.at("copy.db"))).isFile, true);
  });
});

Deno.test("A file of a disc comes with its length, and a client that goes away frees the drive", async () => {
  await realServer(async ({ folder, socket }) => {
    const tree = folder.make("tree");
    const large = new Random(1).bytes(LARGE);
    await Deno.writeFile(`${tree}/large.bin`, large);
    await Deno.writeTextFile(`${tree}/empty.txt`, "");
    const image = folder.at("volume.iso");
    await makeOurs(tree, image, { rockRidge: true });
    insertVirtualDisc(folder.at("jb"), { kind: "slot", number: 4 }, { image }, { barcode: "VOLUME" });
    using client = connect(socket);
    const { job } = await client.attach("jb");
    await client.waitForJob(job!.id);
    const [disc] = await client.discs({ named: "VOLUME" });
    const path = `/v1/discs/${disc!.id}/file?path=/large.bin`;
    using connection = await Deno.connect({ transport: "unix", path: socket });
    await writeAll(connection, new TextEncoder().encode(request("GET", path)));
    const first = new Uint8Array(65536);
    const { status, headers } = parseAnswer(
      new TextDecoder().decode(first.subarray(0, await connection.read(first) ?? 0)),
    );
    assertEquals([status, headers.get("content-length")], [200, String(LARGE)]);
    const [busy] = (await client.device("jb")).drives.filter(({ activity }) => activity !== null);
    assertMatch(busy!.activity!, /^read /);
    connection.close();
    // Reserving waits until the drive is free.
    await client.detachDrive("jb", busy!.number);
    await client.move("jb", busy!.number, 0);
    const file = await client.readFile(disc!.id, "/large.bin");
    assertEquals(file.size, LARGE);
    assertEquals(new Uint8Array(await new Response(file.data).arrayBuffer()), large);
    const empty = await client.readFile(disc!.id, "/empty.txt");
    assertEquals([empty.size, await new Response(empty.data).text()], [0, ""]);
    const missing = await client.readFile(disc!.id, "/none").catch((error) => error);
    assertEquals([missing.kind, missing.message], ["missing", "Cannot read /none: it is not on the disc"]);
  });
});
