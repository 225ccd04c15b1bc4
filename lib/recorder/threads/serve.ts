/**
 * The inside of a job's thread: does one task after the other and says when it begins and ends each.
 *
 * @module
 */

import type { RecordEvent } from "../events.ts";
import type { SideControl } from "./side_control.ts";
import { failureOf, type FromThread, type Numbered } from "./messages.ts";

/** How events leave the thread. */
export type Tell<Event = RecordEvent> = (event: Event) => void;

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Numbered<never>>) => void;
  postMessage(message: FromThread<unknown, unknown>): void;
};

/** Lets the thread do its tasks; `sideOf` gives the words it reports in. */
export function serve<Task, Event = RecordEvent>(
  sideOf: (task: Task) => SideControl,
  perform: (task: Task, tell: Tell<Event>) => unknown,
): void {
  const tell: Tell<Event> = (event) => scope.postMessage({ event });
  scope.onmessage = async ({ data: { number, task } }: MessageEvent<Numbered<Task>>) => {
    const side = sideOf(task);
    side.alive();
    side.begun = number;
    try {
      scope.postMessage({ number, answer: await perform(task, tell) });
    } catch (error) {
      scope.postMessage({ number, failed: failureOf(error) });
    }
    // Behind the message: who sees this and hears nothing knows that the thread is cut off.
    side.ended = number;
  };
}
