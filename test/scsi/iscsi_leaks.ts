/**
 * Opens an iSCSI drive many times and reads much: ends with a sentence on standard error when that leaves
 * descriptors or memory behind.
 *
 * @module
 */

import { openIscsi } from "../../lib/scsi/iscsi.ts";

const url = Deno.args[0]!;
const READ = Uint8Array.of(0x28, 0, 0, 0, 0, 0, 0, 0, 2, 0);
// As much as the library receives into memory of its own, and gives back with the task.
const data = new Uint8Array(4096);

function sessions(count: number): void {
  for (let i = 0; i < count; i++) {
    using transport = openIscsi(url);
    transport.execute(READ, "in", data, 10_000);
  }
}

function reads(count: number): void {
  using transport = openIscsi(url);
  for (let i = 0; i < count; i++) transport.execute(READ, "in", data, 10_000);
}

/** What grows when something is not given back. */
function held(): { descriptors: number; megabytes: number } {
  return {
    descriptors: [...Deno.readDirSync("/proc/self/fd")].length,
    megabytes: Deno.memoryUsage().rss / (1 << 20),
  };
}

sessions(2);
reads(2000);
const before = held();
sessions(20);
reads(15_000);
const after = held();

const complaints: string[] = [];
if (after.descriptors > before.descriptors) {
  complaints.push(`${after.descriptors - before.descriptors} descriptors are left`);
}
const grown = Math.round(after.megabytes - before.megabytes);
if (grown > 30) complaints.push(`15000 commands of 4 KiB made the process ${grown} MiB larger`);
if (complaints.length > 0) {
  Deno.stderr.writeSync(new TextEncoder().encode(complaints.join("\n")));
  Deno.exit(1);
}
