/**
 * The thread of a drive of a jukebox: it alone talks to the drive while no job and no reservation has it.
 *
 * @module
 */

import { serve } from "../../recorder/threads/serve.ts";
import { SideControl } from "../../recorder/threads/side_control.ts";
import { DiscSession } from "./disc_session.ts";
import type { DiscAnswer, DiscTask } from "./disc_tasks.ts";
import { packError } from "./travelling_error.ts";

let session: DiscSession | undefined;

serve<DiscTask>(sideOf, async ({ path, control, work, given }): Promise<DiscAnswer> => {
  session ??= new DiscSession(path, sideOf({ control }));
  try {
    const perform = session[work] as (...given: readonly unknown[]) => unknown;
    return { done: await perform.apply(session, [...given]) };
  } catch (error) {
    return { failed: packError(error) };
  }
});

function sideOf({ control }: Pick<DiscTask, "control">): SideControl {
  return new SideControl(control, 0);
}
