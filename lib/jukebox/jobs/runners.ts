/**
 * Who does the work of each kind of job.
 *
 * @module
 */

import type { JobKind } from "../model.ts";
import { blankDiscs } from "./blank_discs.ts";
import { exportDiscs } from "./export_discs.ts";
import { importDisc } from "./import_disc.ts";
import type { JobRun } from "./job_run.ts";
import type { Ending } from "./job_tools.ts";
import { produce } from "./produce/produce.ts";
import { testDiscs } from "./test_discs.ts";
import { verifyDiscs } from "./verify_discs.ts";

/** By kind. */
export const RUNNERS: Readonly<Record<JobKind, (run: JobRun) => Promise<Ending>>> = {
  produce,
  test: testDiscs,
  verify: verifyDiscs,
  import: importDisc,
  export: exportDiscs,
  blank: blankDiscs,
};
