import { assertEquals, assertStringIncludes, assertThrows } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { canMount, mountTmpfs } from "../../support/mounts.ts";
import { testWith } from "../../support/peers.ts";
import { tempFolder } from "../../support/temp.ts";
import { addRecorded, pathsOf, refused, takeIn } from "./rig.ts";

testWith(
  canMount() ? undefined : "the right to mount (run as root)",
  "On a full disk every change is refused in words, reading goes on, and with room all goes on",
  () => {
    using dir = tempFolder();
    using mounted = mountTmpfs(dir.at("small"), 1 << 20);
    using volumes = openVolumes(`${mounted.path}/volumes.db`);
    const { id } = addRecorded(volumes, 1, "A", "f1");
    takeIn(volumes, id, "/one");
    const job = volumes.addJob("test", "jb", {}, "me").id;
    const ballast = `${mounted.path}/ballast`;
    fill(ballast);
    const before = [volumes.discs(), volumes.jobs(), pathsOf(volumes, "one")];
    const calls: ((volumes: Volumes) => void)[] = [
      () => takeIn(volumes, id, ...Array.from({ length: 20_000 }, (_, i) => `/new/${i}`)),
      () => volumes.logJob(job, 1, "x".repeat(100_000)),
      () => volumes.addJob("test", "jb", { text: "x".repeat(100_000) }, "me"),
    ];
    for (const call of calls) {
      const error = assertThrows(() => call(volumes), JukeboxError, "the disk is full");
      assertEquals(error.kind, "space");
    }
    assertEquals([volumes.discs(), volumes.jobs(), pathsOf(volumes, "one")], before);
    Deno.removeSync(ballast);
    volumes.logJob(job, 1, "room again");
    takeIn(volumes, id, "/two");
    assertEquals([pathsOf(volumes, "*"), volumes.jobLog(job).length], [["/two"], 1]);
    volumes.close();
    using again = openVolumes(`${mounted.path}/volumes.db`);
    assertEquals(pathsOf(again, "*"), ["/two"]);
  },
);

testWith(
  canMount() ? undefined : "the right to mount (run as root)",
  "A database that cannot be made for want of room is made once there is some",
  () => {
    using dir = tempFolder();
    using mounted = mountTmpfs(dir.at("small"), 64 << 10);
    const path = `${mounted.path}/volumes.db`;
    fill(`${mounted.path}/ballast`);
    refused(path, "the disk is full");
    Deno.removeSync(`${mounted.path}/ballast`);
    for (const { name } of Deno.readDirSync(mounted.path)) assertStringIncludes(name, "volumes.db");
  },
);

function fill(path: string): void {
  using file = Deno.openSync(path, { create: true, write: true });
  try {
    for (;;) file.writeSync(new Uint8Array(4096));
  } catch {
    // Full.
  }
}
