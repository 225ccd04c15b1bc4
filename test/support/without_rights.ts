/**
 * Code run by somebody who may not read everything: root may, so a test about what cannot be read needs another.
 *
 * @module
 */

const NOBODY = 65534;

/** Whether code can be run as nobody. */
export function canBeNobody(): boolean {
  return Deno.build.os === "linux" && Deno.uid() === 0;
}

/** What {@linkcode asNobody} gives back when the code threw. */
export interface Thrown {
  readonly thrown: { readonly name: string; readonly message: string };
}

/**
 * Runs an async function body as user nobody, in a worker's stead: root's program with its effective rights
 * given up, so that its own files stay readable.
 *
 * @param body statements of an async function with `planImage`, `scanTree` and `input` in scope; returns JSON
 */
export async function asNobody<T>(body: string, input: unknown): Promise<T | Thrown> {
  const at = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
  const program = `
    import { planImage } from ${at("lib/image/plan.ts")};
    import { scanTree } from ${at("lib/image/scan.ts")};
    const library = Deno.dlopen("libc.so.6", {
      seteuid: { parameters: ["u32"], result: "i32" },
    });
    const input = ${JSON.stringify(input)};
    async function work() { ${body} }
    let result;
    if (library.symbols.seteuid(${NOBODY}) !== 0) throw new Error("seteuid failed");
    try {
      result = await work();
    } catch (error) {
      result = { thrown: { name: error.name, message: error.message } };
    }
    console.log(JSON.stringify(result));
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--ext=ts", "--no-check", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  const { stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stdout);
  if (text === "") throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(text) as T | Thrown;
}
