/**
 * Runs `discglow iso9660`.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { ImagePlan } from "../image/plan.ts";
import type { ThreadPool } from "../image/threads/pool.ts";
import type { Context } from "./command.ts";
import { count } from "./count.ts";
import { type Iso9660Values, planOptions } from "./iso9660_options.ts";
import { Notices } from "./notices.ts";
import type { Output } from "./output.ts";
import { printList } from "./plan_list.ts";
import { Progress } from "./progress.ts";

/** Plans the image and writes, measures or lists it. */
export async function runIso9660(values: Iso9660Values, context: Context): Promise<number> {
  const { output } = context;
  if (values.stderr !== undefined) output.redirectMessages(values.stderr);
  const makesImage = !values.printsize && !values.list;
  if (makesImage && values.stdout === undefined && output.resultsToTerminal) {
    throw new UsageError("Cannot write the image to standard output: it is a terminal", {
      hint: "write stdout=FILE, or send it on with > FILE",
    });
  }
  const notices = new Notices(output);
  const signal = context.signal();
  const options = planOptions(values, {
    signal,
    onNotice: notices.take,
    output: makesImage ? values.stdout ?? standardOutputPath() : undefined,
  });
  const [{ planImageWith }, threads] = await Promise.all([
    import("../image/plan.ts"),
    import("../image/threads/pool.ts"),
  ]);
  using pool = new threads.ThreadPool();
  const plan = await planImageWith(makesImage ? pool : undefined, options);
  if (values.printsize) printSize(output, plan);
  else if (values.list) printList(output, plan);
  else await write(values, plan, pool, output, notices, signal);
  return notices.exitCode;
}

async function write(
  values: Iso9660Values,
  plan: ImagePlan,
  pool: ThreadPool,
  output: Output,
  notices: Notices,
  signal: AbortSignal,
): Promise<void> {
  const { writeImageWith } = await import("../image/write.ts");
  const progress = new Progress(output, plan.size);
  // Whoever takes the image from a pipe shows how far it is, on the same terminal.
  const shown = output.json || values.stdout !== undefined || !standardOutput()?.startsWith("pipe:");
  const target = values.stdout === undefined ? { descriptor: 1 } : { path: values.stdout };
  try {
    const written = await writeImageWith(pool, plan, target, {
      signal,
      onNotice: notices.take,
      onProgress: (done) => shown && progress.update(done),
    });
    if (written.changed > 0) notices.incomplete = true;
  } finally {
    progress.clear();
  }
  summarize(output, plan, values.stdout);
}

function summarize(output: Output, plan: ImagePlan, path: string | undefined): void {
  if (output.quiet) return;
  const { volumeId, entries, blocks, size } = plan;
  if (output.json) output.event({ event: "written", path, volumeId, entries, blocks, bytes: size });
  else {
    output.message(
      `${path ?? "image"}: volume ${volumeId}, ${count(entries, "entry", "entries")}, ${
        count(blocks, "block")
      }, ${size} bytes`,
    );
  }
}

function printSize(output: Output, plan: ImagePlan): void {
  if (output.json) output.record({ event: "size", blocks: plan.blocks, bytes: plan.size });
  else output.line(`${plan.blocks} blocks, ${plan.size} bytes`);
}

/** The file that standard output was redirected to, where the system tells. */
function standardOutputPath(): string | undefined {
  const path = standardOutput();
  try {
    return path?.startsWith("/") && Deno.statSync(path).isFile ? path : undefined;
  } catch {
    return undefined;
  }
}

/** What Linux calls standard output: a path, or `pipe:[1234]`. */
function standardOutput(): string | undefined {
  if (Deno.build.os !== "linux") return undefined;
  try {
    return Deno.readLinkSync("/proc/self/fd/1");
  } catch {
    return undefined;
  }
}
