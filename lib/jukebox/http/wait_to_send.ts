/**
 * Waits that end when the client goes away.
 *
 * @module
 */

import type { ServerResponse } from "node:http";

/**
 * Waits until an answer may go on, `drain`, or has gone out, `finish`; cuts a client off that takes nothing for so
 * many seconds.
 *
 * @returns whether the client is still there
 */
export function waitToSend(
  response: ServerResponse,
  event: "drain" | "finish",
  stallSeconds: number,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => response.destroy(), stallSeconds * 1000);
  const sent = () => resolve(true);
  const gone = () => resolve(response.writableFinished);
  response.once(event, sent);
  response.once("close", gone);
  if (response.destroyed || response.writableFinished) gone();
  return promise.finally(() => {
    clearTimeout(timer);
    response.removeListener(event, sent);
    response.removeListener("close", gone);
  });
}
