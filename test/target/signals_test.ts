import { ScsiDevice } from "../../lib/scsi/device.ts";
import { openIscsi } from "../../lib/scsi/iscsi.ts";
import { CLI } from "../cli/run_cli.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { startTgt, tgtTest } from "../support/tgt.ts";

/** Milliseconds after which a program that goes on and on is ended. */
const PATIENCE = 60_000;

/** Records a pipe that does not end, and does something to the program after it has told of some progress. */
async function interrupted(url: string, act: (child: Deno.ChildProcess) => void) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, "cdglow", "-b", "4M", "-t", url],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  const chunk = new Uint8Array(1 << 20).fill(9);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk.slice()) });
  const feeding = endless.pipeTo(child.stdin).catch(() => {});
  const stderr = new Response(child.stderr).text();
  let stdout = "";
  let acted = false;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += text;
    // The lines of progress are the only ones that come again and again.
    if (acted || stdout.split("\n").length < 12) continue;
    acted = true;
    act(child);
  }
  const { code } = await child.status;
  clearTimeout(patience);
  await feeding;
  return { code, stdout, stderr: await stderr };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  tgtTest(`${signal} ends a recording in order: exit 130, the disc told, the drive unlocked`, async () => {
    await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
    const { code, stdout, stderr } = await interrupted(tgt.url(1), (child) => child.kill(signal));
    assertEquals(code, 130, stderr);
    const blocks = Number(/(\d+) blocks stand on the DVD/.exec(stdout + stderr)?.[1] ?? NaN);
    assertEquals((await Deno.stat(tgt.backing(1))).size, blocks * 2048, stdout + stderr);
    using device = new ScsiDevice(openIscsi(tgt.url(1)));
    // START STOP UNIT, eject: refused while the drive is locked.
    device.command("eject the disc", Uint8Array.of(0x1b, 0, 0, 0, 2, 0));
  });
}

tgtTest("a target that dies ends the program with 1 and a message of each side", async () => {
  await using tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }] });
  const { code, stderr } = await interrupted(tgt.url(1), () => void tgt.kill());
  assertEquals(code, 1, stderr);
  const lines = stderr.trimEnd().split("\n");
  assertMatch(lines.join("\n"), /the connection to the target was lost/);
  assertMatch(lines.join("\n"), /standard input was stopped after \d+ bytes/);
});
