/**
 * The threads of an image: each does one task after the other.
 *
 * @module
 */

import { Ring } from "../../ring/ring.ts";
import type { Notice } from "../options.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { OutputError } from "./output.ts";
import { runReadTask } from "./read_task.ts";
import { runWriteTask } from "./write_task.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

scope.onmessage = async ({ data }) => {
  const onNotice = (notice: Notice) => scope.postMessage({ notice });
  try {
    if (data.task === "read") runReadTask(data, onNotice);
    else await runWriteTask(data, onNotice);
    scope.postMessage({ done: true });
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    scope.postMessage({ failed, errno: error instanceof OutputError ? error.errno : 0 });
    new Ring(data.ring).stop();
  }
};
