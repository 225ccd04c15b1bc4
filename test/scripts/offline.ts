/**
 * What tests of scripts need: whether esbuild is at hand, and a place without network and cache.
 *
 * @module
 */

import { testWith } from "../support/peers.ts";

/** The root of the project. */
export const ROOT: string = new URL("../..", import.meta.url).pathname;

/** What a program left behind. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, with some variables added to the environment, or with nothing but them. */
export async function ran(
  program: string,
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly clearEnv?: boolean; readonly cwd?: string } = {},
): Promise<Ran> {
  const ended = await new Deno.Command(program, { args: [...args], stdin: "null", ...options }).output();
  const decoder = new TextDecoder();
  return { code: ended.code, stdout: decoder.decode(ended.stdout), stderr: decoder.decode(ended.stderr) };
}

/** A test that bundles; skipped with a sentence where esbuild is neither in the cache nor to be fetched. */
export function bundlingTest(name: string, body: () => Promise<void>): void {
  testWith(cannotBundle(), name, body);
}

let answer: { readonly missing: string | undefined } | undefined;

function cannotBundle(): string | undefined {
  answer ??= { missing: tryBundle() };
  return answer.missing;
}

function tryBundle(): string | undefined {
  const { success } = new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--no-lock", "scripts/workers.ts"],
    cwd: ROOT,
    stdout: "null",
    stderr: "null",
  }).outputSync();
  return success ? undefined : "deno bundle has no esbuild and cannot fetch it from the npm registry";
}

/** The command that takes the network away from the one behind it; `undefined` where that is not allowed. */
export function withoutNetwork(): readonly string[] | undefined {
  if (Deno.build.os !== "linux") return undefined;
  for (const command of [["unshare", "-n"], ["unshare", "-rn"]]) {
    try {
      const [program, ...args] = command;
      const probe = new Deno.Command(program!, { args: [...args, "true"], stdout: "null", stderr: "null" });
      if (probe.outputSync().success) return command;
    } catch {
      // No such program.
    }
  }
  return undefined;
}
