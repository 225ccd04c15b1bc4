import { assert } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";
import { soak, soakJob } from "./soak_job.ts";

const JOBS = 200;
const AT_ONCE = 4;
/** Another number is another two hundred jobs. */
const FIRST_SEED = Number(Deno.env.get("SOAK_SEED") ?? 1);

Deno.test(`record keeps its word in ${JOBS} random jobs`, async () => {
  using dir = tempFolder();
  const ends = new Map<string, number>();
  let next = 0;
  const worker = async () => {
    while (next < JOBS) {
      const job = soakJob(FIRST_SEED + next++);
      try {
        const end = await soak(dir, job);
        ends.set(end, (ends.get(end) ?? 0) + 1);
      } catch (error) {
        throw new Error(`job ${JSON.stringify(job)}`, { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // Jobs that all end alike would prove little.
  for (const end of ["done", "different", "failed", "stopped"]) {
    assert((ends.get(end) ?? 0) > 0, `no job ${end}`);
  }
});
