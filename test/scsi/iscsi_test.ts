import { libiscsi } from "../../ffi/libiscsi.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import type { Transport } from "../../lib/scsi/transport.ts";
import { TransportError } from "../../lib/scsi/transport_error.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";

const NO_DATA = new Uint8Array(0);
const ONE_DRIVE = { units: [{ kind: "drive", disc: { image: new Uint8Array(4096) } }] } as const;

function ready(transport: Transport, timeout = 10_000): string {
  const { status, sense } = transport.execute(new Uint8Array(6), "none", NO_DATA, timeout);
  return status === 0 ? "ready" : `${sense[2]}/${sense[12]}`;
}

function refusal(body: () => unknown): string {
  const error = assertThrows(body, TransportError);
  return `${error.trouble}: ${error.message}`;
}

tgtTest("the news after a login come as the device's answer", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  using transport = openIscsi(tgt.url(1));
  assertEquals([ready(transport), ready(transport)], ["6/41", "ready"]);
  assertEquals(transport.name, tgt.url(1));
  assert((transport.descriptor ?? -1) > 2);
});

tgtTest("what cannot be opened is told with its reason", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  const portal = `127.0.0.1:${tgt.port}`;
  assertEquals(
    refusal(() => openIscsi(tgt.url(7))),
    `missing: Cannot open ${tgt.url(7)}: the target ${tgt.target} has no logical unit 7`,
  );
  assertMatch(
    refusal(() => openIscsi(`iscsi://${portal}/iqn.no:such/1`)),
    /^missing: .* has no target iqn.no:such/,
  );
  assertMatch(refusal(() => openIscsi("iscsi://no-such-host.invalid/a/1")), /^missing: .*is not known$/);
  await tgt.kill();
  assertMatch(refusal(() => openIscsi(tgt.url(1))), /^missing: .*: nothing listens at 127\.0\.0\.1:\d+$/);
});

tgtTest("a target that does not answer a login is given up in time", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  tgt.freeze();
  const words = refusal(() => openIscsi(tgt.url(1), { timeout: 200 }));
  assertMatch(words, /^timeout: .* no iSCSI target answered at .* in time$/);
});

tgtTest("a target that asks for a secret gets it", async () => {
  const secret = { user: "recorder", secret: "twelve letters" };
  await using tgt = await startTgt({ ...ONE_DRIVE, chap: secret });
  assertMatch(refusal(() => openIscsi(tgt.url(1))), /^denied: .*asks for a name and a secret$/);
  const wrong = { ...secret, secret: "another secret" };
  const error = assertThrows(() => openIscsi(tgt.url(1), { secret: wrong }), TransportError);
  assertMatch(error.message, /does not accept the name and secret$/);
  assert(!`${error.message}${error.hint}`.includes("another secret"));
  using transport = openIscsi(tgt.url(1), { secret });
  assertEquals(ready(transport), "6/41");
});

tgtTest("after a command without an answer the next one has a session of its own", async () => {
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  using transport = openIscsi(tgt.url(1));
  assertEquals([ready(transport), ready(transport)], ["6/41", "ready"]);
  tgt.freeze();
  const data = new Uint8Array(1 << 20).fill(7);
  const write = Uint8Array.of(0x2a, 0, 0, 0, 0, 0, 0, 2, 0, 0);
  assertMatch(
    refusal(() => transport.execute(write, "out", data, 200)),
    /^timeout: Cannot send WRITE \(10\) to /,
  );
  tgt.thaw();
  assertEquals([ready(transport), ready(transport)], ["6/41", "ready"]);
  assertEquals(transport.execute(write, "out", data, 10_000).status, 0);
});

tgtTest("a target that stays silent is given up for good", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  using transport = openIscsi(tgt.url(1));
  tgt.freeze();
  assertMatch(refusal(() => ready(transport, 100)), /^timeout: /);
  assertMatch(refusal(() => ready(transport, 100)), /^gone: /);
  tgt.thaw();
  assertMatch(refusal(() => ready(transport)), /^gone: .*the connection to the target was lost$/);
});

tgtTest("a target that dies is gone, between commands and while one is under way", async () => {
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  using idle = openIscsi(tgt.url(1));
  using waiting = openIscsi(tgt.url(1));
  tgt.freeze();
  // The kill comes from a thread of its own: this one waits for the answer.
  const killer = new Deno.Command("sh", {
    args: ["-c", `sleep 0.3; kill -KILL ${tgt.pid}`],
    stdin: "null",
  }).spawn();
  const write = Uint8Array.of(0x2a, 0, 0, 0, 0, 0, 0, 2, 0, 0);
  const words = refusal(() => waiting.execute(write, "out", new Uint8Array(1 << 20), 60_000));
  assertMatch(words, /^gone: Cannot send WRITE \(10\) to .*: the connection to the target was lost$/);
  await killer.status;
  assertMatch(refusal(() => ready(waiting)), /^gone: /);
  assertMatch(refusal(() => ready(idle)), /^gone: /);
});

tgtTest("closing does not wait for a target that is silent", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  const transport = openIscsi(tgt.url(1));
  tgt.freeze();
  const started = performance.now();
  transport.close();
  assert(performance.now() - started < 5_000, "closing took longer than a logout may");
});

tgtTest("sessions and commands leave no descriptor and no memory behind", async () => {
  await using tgt = await startTgt(ONE_DRIVE);
  // In a process of its own: others in this one open files and use memory at the same time.
  const program = new URL("./iscsi_leaks.ts", import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", program, tgt.url(1)],
    stdin: "null",
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  assertEquals(code, 0);
});

Deno.test("a library that is not there is told apart from one that is not known", () => {
  assertEquals(libiscsi(["libno-such-library.so.1"]), "not installed");
  if (Deno.build.os === "linux") assertEquals(libiscsi(["libc.so.6"]), "unknown version");
});

tgtTest("the layout of the library's tasks is found", () => {
  const library = libiscsi();
  assert(typeof library !== "string");
  const { residualStatus, residual, dataSize, data } = library.layout;
  assertEquals([residualStatus, residual, data - dataSize], [32, 40, 8]);
  assert(dataSize === 64 || dataSize === 72, `datain at ${dataSize}`);
});
