/**
 * A unix socket for datagrams, as systemd has one for its services, in a program of its own.
 *
 * @module
 */

import { TextLineStream } from "@std/streams";

const PROGRAM = `
  const socket = Deno.listenDatagram({ transport: "unixpacket", path: Deno.args[0] });
  console.log("listening");
  for await (const [bytes] of socket) console.log(JSON.stringify(new TextDecoder().decode(bytes)));
`;

/** What was received so far, and how to wait for more. */
export interface Datagrams extends AsyncDisposable {
  /** The next datagram. */
  next(): Promise<string>;
  /** Waits for a datagram that fits, and passes others over. */
  until(fits: (text: string) => boolean): Promise<string>;
}

/** Listens at a path until it is disposed of. */
export async function receiveDatagrams(path: string): Promise<Datagrams> {
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--no-config", "--unstable-net", "--ext=js", "--no-check", "-", path],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = program.stdin.getWriter();
  await writer.write(new TextEncoder().encode(PROGRAM));
  await writer.close();
  const lines = program.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.read();
    if (done || typeof value !== "string") throw new Error("the listener has ended");
    return value === "listening" ? value : JSON.parse(value);
  };
  await next();
  return {
    next,
    async until(fits) {
      for (;;) {
        const text = await next();
        if (fits(text)) return text;
      }
    },
    async [Symbol.asyncDispose]() {
      program.kill("SIGKILL");
      await program.status;
      await lines.cancel();
    },
  };
}
