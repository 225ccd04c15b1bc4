/**
 * A server of one jukebox without its clients, run as a program of its own so that it can be killed: takes its jobs
 * up, or begins the one it is given, and ends when nothing is left to be done.
 *
 * @module
 */

import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import { createDevice } from "../../../lib/jukebox/device/create_device.ts";
import { Events } from "../../../lib/jukebox/events.ts";
import { createJobs } from "../../../lib/jukebox/jobs/create_jobs.ts";
import { NO_LOG } from "../../../lib/jukebox/log/log.ts";
import { Parameters } from "../../../lib/jukebox/parameters.ts";

const [dir, request] = Deno.args as [string, string];
using volumes = openVolumes(`${dir}/volumes.db`);
const parameters = new Parameters();
parameters.set("xdelay", 0);
const shared = { volumes, parameters, events: new Events(), log: NO_LOG };
const drives = [1, 2].map((number) => ({
  number,
  path: `virtual:${dir}/jb/drives/${number}`,
  recorder: true,
  line: number,
}));
const description = {
  name: "jb",
  file: `${dir}/jb.dev`,
  type: "scsi2",
  drives,
  robot: `virtual:${dir}/jb`,
  disks: undefined,
  save: `${dir}/jb.sav`,
} as const;
const device = createDevice({ ...shared, description, pollMs: 20 });
const unseen = await device.attach();
const jobs = createJobs({ ...shared, device: () => device, folder: `${dir}/state` });
if (unseen.length > 0 && volumes.jobs().length === 0) await device.test(unseen);
jobs.resume("jb");
const [job = jobs.submit({ kind: "produce", device: "jb", request: JSON.parse(request), client: "test" })] =
  volumes.jobs();
await jobs.wait(job.id, 60_000);
await jobs.close();
await device.detach();
