/**
 * A jukebox server in a process of its own, and the program run against it as users do.
 *
 * @module
 */

import { assertEquals } from "../support/assert.ts";
import { CLI, type CliRun, runCli } from "../cli/run_cli.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";
import { type ServeProgram, startServe } from "./server/serve_program.ts";

/** Time in which a server that was told to end has to have ended. */
const PATIENCE = 60_000;

/** `discglow cdadm` while it runs. */
export class Followed {
  readonly #child: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #errors: Promise<string>;
  #said = "";

  /** Starts it in a folder. */
  constructor(args: readonly string[], cwd: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", CLI, "cdadm", ...args],
      cwd,
      env: { DISCGLOW_SERVER: "" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#errors = new Response(this.#child.stderr).text();
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Waits until it has said something. */
  async says(words: string): Promise<void> {
    while (!this.#said.includes(words)) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error(`It has ended without "${words}": ${this.#said}${await this.#errors}`);
      this.#said += value;
    }
  }

  /** Sends Ctrl-C. */
  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** Waits for its end. */
  async ended(): Promise<CliRun> {
    for (let next = await this.#reader.read(); !next.done; next = await this.#reader.read()) {
      this.#said += next.value;
    }
    const { code } = await this.#child.status;
    return { code, stdout: this.#said, stderr: await this.#errors };
  }
}

/** A folder with a virtual jukebox, its description and a configuration; its server is ended with it. */
export class Served implements AsyncDisposable {
  /** Where `discglow.toml`, `jb.dev` and the jukebox `jb` are. */
  readonly folder: TempFolder = tempFolder();
  #server: ServeProgram | undefined;

  /** Makes the jukebox with the words of `discglow virtual jukebox`. */
  static async make(...words: string[]): Promise<Served> {
    const served = new Served();
    await served.run("virtual", "jukebox", "jb", ...words);
    const drives = [1, 2, 3, 4].map((number) => `recorder=virtual:jb/drives/${number}`);
    const lines = ["device=scsi2", "robot=virtual:jb", ...drives, "save=*.sav"];
    await Deno.writeTextFile(served.folder.at("jb.dev"), `${lines.join("\n")}\n`);
    await Deno.writeTextFile(served.folder.at("discglow.toml"), 'socket = "socket"\nstate = "state"\n');
    return served;
  }

  /** Starts the server and waits until it takes requests. */
  async start(): Promise<void> {
    this.#server = await startServe(this.folder.path);
  }

  /** Waits until the server has ended by itself; returns its exit code. */
  async ended(): Promise<number> {
    const server = this.#server!;
    this.#server = undefined;
    const timer = setTimeout(() => server.process.kill("SIGKILL"), PATIENCE);
    const { code } = await server.ended;
    clearTimeout(timer);
    await server[Symbol.asyncDispose]();
    return code;
  }

  /** Runs `discglow` in the folder. */
  call(...args: string[]): Promise<CliRun> {
    return runCli(args, { cwd: this.folder.path, env: { DISCGLOW_SERVER: "" } });
  }

  /** Runs `discglow`, which has to end well; returns its results. */
  async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.call(...args);
    assertEquals(code, 0, `discglow ${args.join(" ")} ended with ${code}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Runs `discglow cdadm`, which has to end well; returns its results. */
  cdadm(...args: string[]): Promise<string> {
    return this.run("cdadm", ...args);
  }

  /** Runs `discglow cdadm` in a shell of its own, which lives on until the returned function is called. */
  async inShell(...args: string[]): Promise<() => Promise<void>> {
    const shell = new Deno.Command("sh", {
      args: [
        "-c",
        '"$@"; read line; exit 0',
        "sh",
        Deno.execPath(),
        "run",
        "-A",
        "--no-lock",
        CLI,
        "cdadm",
        ...args,
      ],
      cwd: this.folder.path,
      env: { DISCGLOW_SERVER: "" },
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const reader = shell.stdout.getReader();
    await reader.read();
    return async () => {
      await shell.stdin.close();
      await Promise.all([shell.status, reader.cancel()]);
    };
  }

  /** Starts `discglow cdadm` without waiting for its end. */
  follow(...args: string[]): Followed {
    return new Followed(args, this.folder.path);
  }

  /** Ends the server as a power cut does. */
  async kill(): Promise<void> {
    this.#server!.process.kill("SIGKILL");
    await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (this.#server === undefined) return;
      this.#server.process.kill("SIGTERM");
      await this.ended();
    } finally {
      this.folder[Symbol.dispose]();
    }
  }
}
