/**
 * Server-sent events as a client reads them (WHATWG HTML, 9.2).
 *
 * @module
 */

import { JukeboxError } from "../errors.ts";
import type { JukeboxEvent } from "../events.ts";
import type { EventOptions } from "./client.ts";
import type { Connection } from "./connection.ts";

/** The remark with which a server ends a stream because it ends itself. */
export const FAREWELL = "the server ends";

/** A longer line is none of ours. */
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * Events until the loop is left, the signal comes or the server ends. A connection that breaks off after an event, or
 * that the server ends because this program does not keep up, is made again from the event after the last.
 */
export async function* listen(
  connection: Connection,
  options: EventOptions,
): AsyncGenerator<JukeboxEvent, void, undefined> {
  const { device, job, signal, onListening } = options;
  let lastId: string | undefined;
  for (;;) {
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (lastId !== undefined) headers["last-event-id"] = lastId;
    const response = await connection.send("GET", "/v1/events", { query: { device, job }, headers, signal });
    if (lastId === undefined) onListening?.();
    let heard = false;
    try {
      for await (const message of messagesOf(response.body!)) {
        if (message === FAREWELL) return;
        heard = true;
        lastId = message.id;
        yield message.event;
      }
    } catch (error) {
      if (signal?.aborted || !heard) throw connection.failure(error, signal);
      continue;
    }
    if (!heard) return;
  }
}

interface Message {
  readonly id: string;
  readonly event: JukeboxEvent;
}

async function* messagesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Message | typeof FAREWELL, void, undefined> {
  let id = "";
  let data = "";
  for await (const line of linesOf(body)) {
    if (line === "") {
      if (data !== "") yield { id, event: JSON.parse(data) as JukeboxEvent };
      data = "";
    } else if (line === `: ${FAREWELL}`) yield FAREWELL;
    else if (line.startsWith("id: ")) id = line.slice("id: ".length);
    else if (line.startsWith("data: ")) data += line.slice("data: ".length);
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)) {
    const lines = text.split("\n");
    parts.push(lines[0]!);
    length += lines[0]!.length;
    if (length > LONGEST_LINE) throw new JukeboxError("size", "Cannot read events: one is too long");
    if (lines.length === 1) continue;
    yield parts.join("");
    yield* lines.slice(1, -1);
    parts.splice(0, parts.length, lines.at(-1)!);
    length = parts[0]!.length;
  }
}
