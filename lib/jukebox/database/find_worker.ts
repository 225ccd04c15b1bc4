/**
 * The thread that searches, by a connection of its own that can only read.
 *
 * @module
 */

import type { FindAnswer, FindRequest } from "./find_messages.ts";
import { openVolumes } from "./open.ts";
import { passError } from "./passed_error.ts";
import type { Volumes } from "./volumes.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<FindRequest>) => void;
  postMessage(answer: FindAnswer): void;
};

let volumes: Volumes | undefined;

scope.onmessage = ({ data }: MessageEvent<FindRequest>) => scope.postMessage(answerTo(data));

function answerTo(request: FindRequest): FindAnswer {
  try {
    if ("close" in request) {
      volumes?.close();
      return { closed: true };
    }
    volumes ??= openVolumes(request.path, { readOnly: true });
    return { found: volumes.find(request.words, request.options) };
  } catch (error) {
    return { failed: passError(error) };
  }
}
