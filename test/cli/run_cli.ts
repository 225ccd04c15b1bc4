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

/** Runs `discglow` with some arguments. */
export async function runCli(
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<CliRun> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", CLI, ...args],
    ...options,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
