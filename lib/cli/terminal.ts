/**
 * What is known of the terminal.
 *
 * @module
 */

/** How many characters fit into a line. */
export function columns(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
}
