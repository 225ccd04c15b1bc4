/**
 * The end of the demo: three discs are produced in a virtual jukebox, and a file is found on them.
 *
 * @module
 */

/** Shows a command line, runs it in the demo's folder and returns its results. */
type Discglow = (args: readonly string[]) => Promise<string>;

const DESCRIPTION = `device=scsi2
robot=virtual:jukebox
recorder=virtual:jukebox/drives/1
recorder=virtual:jukebox/drives/2
save=*.sav
`;

const CONFIGURATION = `socket = "socket"
state = "state"
`;

/** Produces discs of an image in a jukebox that is made in the folder; the server is ended whatever happens. */
export async function produceDiscs(
  folder: string,
  image: string,
  { discglow, program }: { readonly discglow: Discglow; readonly program: readonly string[] },
): Promise<void> {
  const words = ["--slots", "6", "--drives", "2", "--mail-slots", "1", "--media", "bd-r", "--filled", "1-4"];
  await discglow(["virtual", "jukebox", "jukebox", ...words]);
  await Deno.writeTextFile(`${folder}/jb.dev`, DESCRIPTION);
  await Deno.writeTextFile(`${folder}/discglow.toml`, CONFIGURATION);
  await using server = await startServer(folder, program);
  await discglow(["cdadm", "attach", "jb.dev"]);
  await discglow(["cdadm", "produce", "jb.dev", "1-3", "-s", image, "-v", "--verify-drive", "other"]);
  const survey = await discglow(["cdadm", "survey", "-s", "d=jb"]);
  await discglow(["cdadm", "survey", "-r", "+isfun"]);
  const found = await discglow(["find", "annual", "report"]);
  await discglow(["cdadm", "byebye"]);
  await server.ended();
  check("survey", survey.match(/ DEMO /g)?.length, 3);
  check("find", found.trim().split("\n").length, 3);
}

function check(what: string, shown: number | undefined, expected: number): void {
  if (shown !== expected) throw new Error(`${what} shows ${shown ?? 0} discs, not ${expected}`);
}

/** A server in a process of its own. */
interface Server extends AsyncDisposable {
  /** Waits until it has ended by itself. */
  ended(): Promise<void>;
}

async function startServer(folder: string, program: readonly string[]): Promise<Server> {
  const server = new Deno.Command(Deno.execPath(), {
    args: [...program, "serve", "--config", "discglow.toml"],
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = server.stdout.getReader();
  const { done } = await reader.read();
  if (done) throw new Error("the server ended before it took requests");
  const output = drain(reader);
  let running = true;
  const ended = async (): Promise<void> => {
    await Promise.all([server.status, output]);
    running = false;
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    server.kill("SIGTERM");
    await ended();
  };
  return { ended, [Symbol.asyncDispose]: stop };
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
