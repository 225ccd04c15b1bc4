/**
 * `discglow serve` in a process of its own, in a folder with its configuration, and a client of it.
 *
 * @module
 */

import type { JukeboxClient } from "../../lib/jukebox/client/client.ts";
import { connect } from "../../lib/jukebox/client/connect.ts";
import type { Disc, Job, JobKind, ProduceRequest } from "../../lib/jukebox/model.ts";
import { assertEquals } from "../support/assert.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { type ServeProgram, startServe } from "./server/serve_program.ts";

/** What has to be said of a production; the rest is as it is for most. */
export type Production = Pick<ProduceRequest, "source"> & Partial<ProduceRequest>;

/** The server of the moment; the device is `jb`. */
export class WholeServer implements AsyncDisposable {
  /** Where `discglow.toml`, `jb.dev` and `state` are. */
  readonly dir: TempFolder = tempFolder();
  #server: ServeProgram | undefined;
  #client: JukeboxClient | undefined;

  /** Writes the configuration; `settings` are more lines of it. */
  configure(description: string, settings: string = ""): void {
    Deno.writeTextFileSync(this.dir.at("jb.dev"), description);
    const lines = ['socket = "s"', 'state = "state"', settings];
    Deno.writeTextFileSync(this.dir.at("discglow.toml"), `${lines.join("\n")}\n`);
  }

  /** Starts a server. */
  async serve(): Promise<void> {
    this.#server = await startServe(this.dir.path);
    this.#client = this.newClient();
  }

  /** A client of the server. */
  get client(): JukeboxClient {
    return this.#client!;
  }

  /** One more. */
  newClient(): JukeboxClient {
    return connect(`unix:${this.dir.at("s")}`);
  }

  /** Attaches the device, and waits until its discs were inspected. */
  async attach(): Promise<void> {
    const { job } = await this.client.attach("jb");
    if (job === null) return;
    const { state, words, discs } = await this.client.waitForJob(job.id);
    assertEquals(state, "done", `${words}: ${JSON.stringify(discs)}`);
  }

  /** Waits until a server that starts anew has attached the device again. */
  async attached(): Promise<void> {
    const stop = new AbortController();
    const listening = Promise.withResolvers<void>();
    const events = this.client.events({ signal: stop.signal, onListening: () => listening.resolve() });
    let next = events.next();
    await listening.promise;
    for (;;) {
      const { devices: [device] } = await this.client.status();
      if (device !== undefined && device.state !== "attaching") {
        assertEquals(device.state, "attached", `${device.trouble}`);
        break;
      }
      await next;
      next = events.next();
    }
    stop.abort();
    await next.catch(() => {});
  }

  /** Waits until nothing is to be done any more. */
  async idle(): Promise<void> {
    for (const { id } of await this.client.jobs()) await this.client.waitForJob(id);
  }

  /** Ends the server in order; what it has said on standard error. */
  async stop(): Promise<string> {
    this.signal("SIGTERM");
    const { code, stderr } = await this.ended();
    assertEquals(code, 0, stderr);
    return stderr;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
  }

  /** Sends it a signal. */
  signal(name: Deno.Signal): void {
    this.#server!.process.kill(name);
  }

  /** Waits for its end. */
  async ended(): Promise<{ readonly code: number; readonly stderr: string }> {
    const end = await this.#server!.ended;
    this.#client?.close();
    return end;
  }

  /** Runs a job to its end. */
  async job(kind: JobKind, request: Readonly<Record<string, unknown>>): Promise<Job> {
    const { id } = await this.client.submit(kind, "jb", request);
    return await this.client.waitForJob(id);
  }

  /** Queues a production. */
  async submit(production: Production): Promise<Job> {
    return await this.client.submit("produce", "jb", {
      ...{ slots: null, copies: null, verify: true, verifyDrive: "same", drives: null },
      ...{ speed: null, erase: false, volume: null },
      ...production,
    });
  }

  /** Runs a production to its end. */
  async produce(production: Production): Promise<Job> {
    return await this.client.waitForJob((await this.submit(production)).id);
  }

  /** The disc of a bar code. */
  async disc(barcode: string): Promise<Disc> {
    const discs = await this.client.discs({ named: barcode });
    assertEquals(discs.length, 1, `${barcode}: ${JSON.stringify(discs)}`);
    return discs[0]!;
  }

  /** Where the database says that discs are, such as `DISC0001 slot 1`. */
  async places(): Promise<string[]> {
    const discs = await this.client.discs({ device: "jb" });
    return discs.map(({ barcode, place }) => `${barcode} ${place.kind} ${place.number}`).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client?.close();
    await this.#server?.[Symbol.asyncDispose]();
    this.dir[Symbol.dispose]();
  }
}
