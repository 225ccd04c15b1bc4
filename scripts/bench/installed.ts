/**
 * Which programs of others are there.
 *
 * @module
 */

/** Whether a program is found, also among those of the administrator. */
export function isInstalled(program: string): boolean {
  return `${Deno.env.get("PATH") ?? ""}:/usr/sbin`.split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });
}
