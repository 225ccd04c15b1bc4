/**
 * The drive's thread of a job: it alone talks to the target.
 *
 * @module
 */

import { compareDisc } from "../drive/compare_disc.ts";
import { recordRing } from "../drive/recording.ts";
import { Target } from "../drive/target.ts";
import { Control } from "./control.ts";
import type { DriveAnswer, DriveTask } from "./drive_tasks.ts";
import { serve } from "./serve.ts";

let control = new Control();
let target: Target | undefined;

serve<DriveTask>((task) => {
  if (task.do === "examine") control = new Control(task.control);
  return control.target;
}, (task, tell): DriveAnswer => {
  switch (task.do) {
    case "examine":
      target = new Target(task, control, tell);
      return target.examine();
    case "plan":
      return target!.choose(task);
    case "write":
      return recordRing(target!, task);
    case "compare":
      return compareDisc(target!, task);
    case "release":
      return release(task.eject);
  }
});

function release(eject: boolean): undefined {
  if (target === undefined) return;
  using last = target;
  target = undefined;
  if (!eject) return;
  last.unlock();
  last.drive.eject();
}
