/**
 * Puts answers on the line, no faster than the client takes them.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";
import type { Answer, StreamAnswer } from "./answer.ts";
import type { HttpLimits } from "./limits.ts";
import { waitToSend } from "./wait_to_send.ts";

/** On every answer: nothing of it is to be kept, guessed at or shown as something else. */
const ALWAYS = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** Sends an answer and waits until it has gone out, or the client has. */
export async function send(
  response: ServerResponse,
  answer: Answer,
  limits: HttpLimits,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  switch (answer.kind) {
    case "empty":
      response.writeHead(204, { ...ALWAYS, ...headers });
      response.end();
      break;
    case "json":
      sendText(response, answer.status, "application/json", `${JSON.stringify(answer.value)}\n`, headers);
      break;
    case "text":
      sendText(response, 200, answer.type, answer.text, headers);
      break;
    case "stream":
      await sendStream(response, answer, limits, headers);
  }
  await waitToSend(response, "finish", limits.stallSeconds);
}

function sendText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...ALWAYS, "content-type": type, "content-length": bytes.length, ...headers });
  response.end(bytes);
}

async function sendStream(
  response: ServerResponse,
  { type, data, size, headers }: StreamAnswer,
  limits: HttpLimits,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const length = size === undefined ? {} : { "content-length": size };
  const reader = data.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  response.once("close", leave);
  if (response.destroyed) leave();
  try {
    let sent = 0;
    for (let first = true;; first = false) {
      const { done, value } = await reader.read();
      if (response.destroyed) return;
      // The status goes out with the first bytes: what fails before them still gets its words.
      if (first) response.writeHead(200, { ...ALWAYS, "content-type": type, ...length, ...headers, ...more });
      if (done) break;
      sent += value.length;
      if (size !== undefined && sent > size) throw new RangeError("the file is longer than was said");
      if (!response.write(value) && !await waitToSend(response, "drain", limits.stallSeconds)) return;
    }
    if (size !== undefined && sent < size) throw new RangeError("the file is shorter than was said");
    response.end();
  } finally {
    response.removeListener("close", leave);
    leave();
  }
}
