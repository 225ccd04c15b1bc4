/**
 * Pages as `deno fmt` leaves them.
 *
 * @module
 */

/** The formatter has the last word on every page, so it has it here. */
export async function formatted(markdown: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: new URL("..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${markdown}\n`));
  await writer.close();
  const { success, stdout } = await child.output();
  if (!success) throw new Error("Cannot format the page: deno fmt refuses it");
  return new TextDecoder().decode(stdout);
}
