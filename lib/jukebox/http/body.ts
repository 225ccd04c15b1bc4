/**
 * Reads the body of a request, as far as it is taken.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { HttpLimits } from "./limits.ts";
import { HttpRefusal } from "./refusal.ts";

/** Whether a request says that it has a body. */
function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/**
 * Reads a JSON body.
 *
 * @returns `undefined` when it is empty
 * @throws {HttpRefusal} when it is too large, too slow, or not JSON
 */
export async function readJson(
  request: IncomingMessage,
  limits: HttpLimits,
  signal: AbortSignal,
): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type)) {
    throw new HttpRefusal(
      415,
      "usage",
      "Cannot read the body of the request: its type is not application/json",
    );
  }
  if (Number(request.headers["content-length"] ?? 0) > limits.body) throw tooLarge(limits);
  const bytes = await readBytes(request, limits, signal);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new HttpRefusal(400, "usage", "Cannot read the body of the request: it is not JSON");
  }
}

function readBytes(request: IncomingMessage, limits: HttpLimits, signal: AbortSignal): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const chunks: Buffer[] = [];
  let size = 0;
  const slow = new HttpRefusal(408, "usage", "Cannot read the body of the request: it takes too long");
  const gone = new HttpRefusal(400, "usage", "Cannot read the body of the request: the client has gone");
  const timer = setTimeout(() => reject(slow), limits.bodySeconds * 1000);
  const leave = () => reject(gone);
  signal.addEventListener("abort", leave);
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.body) reject(tooLarge(limits));
    else chunks.push(chunk);
  });
  request.on("end", () => resolve(Buffer.concat(chunks)));
  request.on("error", leave);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
    request.removeAllListeners("data");
    request.pause();
  });
}

function tooLarge({ body }: HttpLimits): HttpRefusal {
  return new HttpRefusal(413, "size", `Cannot take the body of the request: it is longer than ${body} bytes`);
}
