/**
 * Runs the program as a user does and tells what came of it.
 *
 * @module
 */

/** Where the program is. */
export const CLI: string = new URL("../../cli.ts", import.meta.url).href;

/** What a run of the program left behind. */
export interface CliRun {
  /** Exit code. */
  readonly code: number;
  /** What it wrote to standard output, as text. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** Runs `discglow` with some arguments, and perhaps something in its standard input. */
export async function runCli(
  args: readonly string[],
  options: {
    readonly env?: Record<string, string>;
    readonly cwd?: string;
    readonly stdin?: Uint8Array<ArrayBuffer>;
  } = {},
): Promise<CliRun> {
  const { stdin, ...rest } = options;
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, ...args],
    ...rest,
    stdin: stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ code, stdout, stderr }] = await Promise.all([program.output(), feed(program, stdin)]);
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

async function feed(program: Deno.ChildProcess, bytes: Uint8Array<ArrayBuffer> | undefined): Promise<void> {
  if (bytes === undefined) return;
  try {
    await new Blob([bytes]).stream().pipeTo(program.stdin);
  } catch {
    return; // the program does not want all of it
  }
}
