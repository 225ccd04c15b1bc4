/**
 * A jukebox whose server is killed again and again: the server's process, the discs as they really are, and what
 * has to hold of both at all times.
 *
 * @module
 */

import type { JukeboxClient } from "../../../lib/jukebox/client/client.ts";
import { connect } from "../../../lib/jukebox/client/connect.ts";
import type { Disc, Job } from "../../../lib/jukebox/model.ts";
import { createVirtualJukebox } from "../../../lib/virtual/changer/create.ts";
import { assertEquals } from "../../support/assert.ts";
import { CLI } from "../../cli/run_cli.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { type RealDisc, realDiscs } from "../real_discs.ts";

/** Longest wait for what has to come, in milliseconds. */
const PATIENCE = 120_000;

/** The jukebox, and the server of the moment. */
export class Victim implements AsyncDisposable {
  readonly folder: TempFolder = tempFolder();
  /** The image that is produced. */
  readonly image: Uint8Array;
  readonly barcodes: readonly string[];
  #server: Deno.ChildProcess | undefined;
  #output: Promise<string> | undefined;

  /** A jukebox with so many blank discs, and an image. Moves and recordings last long enough to be cut short. */
  constructor(blanks: number, image: Uint8Array) {
    this.image = image;
    const filled = Array.from({ length: blanks }, (_, i) => i + 1);
    createVirtualJukebox(this.folder.at("jb"), {
      slots: blanks + 2,
      drives: 2,
      mailSlots: 1,
      media: "bd-r",
      filled,
      behaviour: { moveTime: 40, initialiseTime: 1 },
      drive: { speed: 1, longClose: 50 },
    });
    Deno.writeFileSync(this.folder.at("image.iso"), image);
    const drives = [1, 2].map((number) => `recorder=virtual:jb/drives/${number}`);
    const lines = ["device=scsi2", "robot=virtual:jb", ...drives, "save=*.sav"];
    Deno.writeTextFileSync(this.folder.at("jb.dev"), `${lines.join("\n")}\n`);
    Deno.writeTextFileSync(
      this.folder.at("discglow.toml"),
      'socket = "socket"\nstate = "state"\nattach = ["jb"]\n',
    );
    this.barcodes = this.real().map(({ barcode }) => barcode).sort();
  }

  /** A client of the server. */
  client(): JukeboxClient {
    return connect(`unix:${this.folder.at("socket")}`);
  }

  /** Starts a server, and does not wait for it. */
  start(): void {
    this.#server = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--no-lock", CLI, "serve", "--config", "discglow.toml"],
      cwd: this.folder.path,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { stdout, stderr } = this.#server;
    this.#output = Promise.all([new Response(stdout).text(), new Response(stderr).text()])
      .then((parts) => parts.join(""));
  }

  /** Kills it in the midst of whatever it does; what it said. */
  async kill(): Promise<string> {
    return await this.#end("SIGKILL");
  }

  /** Waits until the device is attached. */
  async attached(): Promise<void> {
    using client = this.client();
    await this.#until("the jukebox is attached", async () => {
      const { devices } = await client.status();
      return devices[0]?.state === "attached";
    });
  }

  /** Waits until a job has ended. */
  async ended(job: number): Promise<Job> {
    using client = this.client();
    let last: Job | undefined;
    await this.#until(`job ${job} has ended`, async () => {
      last = await client.job(job, 5000);
      return last.endedAt !== null;
    });
    return last!;
  }

  /** The discs as they really are. */
  real(): RealDisc[] {
    return realDiscs(this.folder.at("jb"));
  }

  /** All discs are still there, each once and in one place only. To be called while no server runs. */
  assertNoneLost(): void {
    assertEquals(
      this.real().map(({ barcode }) => barcode).sort(),
      this.barcodes,
      "discs were lost or doubled",
    );
  }

  /** Every disc is where the database says. Discs may be on the move: it has to be so at some moment. */
  async assertPlaces(): Promise<void> {
    using client = this.client();
    let difference = "";
    try {
      await this.#until("every disc is where the database says", async () => {
        const before = this.#places();
        const kept = (await client.discs({ device: "jb" })).map(placeOf).sort().join("\n");
        const after = this.#places();
        difference = `really:\n${after}\nin the database:\n${kept}`;
        return before === after && after === kept;
      });
    } catch (error) {
      throw new Error(`${error}\n${difference}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server !== undefined) await this.#end("SIGKILL");
    this.folder[Symbol.dispose]();
  }

  #places(): string {
    return this.real().map(({ barcode, at }) => `${barcode} ${at}`).sort().join("\n");
  }

  async #end(signal: Deno.Signal): Promise<string> {
    const server = this.#server!;
    this.#server = undefined;
    try {
      server.kill(signal);
    } catch {
      // It has ended by itself, which its output explains.
    }
    await server.status;
    return await this.#output!;
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + PATIENCE;
    let last: unknown;
    while (performance.now() < end) {
      try {
        if (await holds()) return;
      } catch (error) {
        // The server may still be starting; the disc may be between two elements.
        last = error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`In vain waited until ${what}; ${last ?? "nothing was refused"}: ${await this.kill()}`);
  }
}

function placeOf({ barcode, place }: Disc): string {
  return `${barcode} ${place.kind} ${place.number}`;
}
