/**
 * The parts of a server that is no test.
 *
 * @module
 */

import { openVolumes } from "../database/open.ts";
import { createJobs } from "../jobs/create_jobs.ts";
import { createDevice } from "../device/create_device.ts";
import type { Parts } from "./parts.ts";

/** Database, devices and jobs as they are. */
export const REAL_PARTS: Parts = {
  openVolumes: (path) => openVolumes(path),
  createDevice,
  createJobs,
};
