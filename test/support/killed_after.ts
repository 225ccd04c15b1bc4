/**
 * Programs that are killed in the middle of their work.
 *
 * @module
 */

import { assertEquals } from "./assert.ts";

/**
 * Runs a program that writes lines without end, and kills it some microseconds after so many of them.
 *
 * @param first done before it is killed
 * @returns the whole lines that it has written until then
 */
export async function killedAfter(
  program: string,
  lines: number,
  microseconds: number,
  first: () => void = () => {},
): Promise<string[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--ext=ts", "--no-check", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  let text = "";
  let ends = 0;
  let killed = false;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    ends += chunk.split("\n").length - 1;
    if (killed || ends < lines) continue;
    killed = true;
    try {
      first();
      const until = performance.now() + microseconds / 1000;
      while (performance.now() < until);
    } finally {
      child.kill("SIGKILL");
    }
  }
  assertEquals((await child.status).signal, "SIGKILL", "it came to its end before");
  return text.split("\n").slice(0, -1);
}
