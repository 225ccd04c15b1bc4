/**
 * Where the server keeps its things when the configuration does not say.
 *
 * @module
 */

/** Reads a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** The environment of this process. */
export const ENVIRONMENT: Environment = (name) => Deno.env.get(name) || undefined;

/** The system's folders for root, the user's own for anybody else; systemd names what it has made for its service. */
export function defaultSocket(env: Environment = ENVIRONMENT): string {
  const runtime = firstFolder(env("RUNTIME_DIRECTORY"));
  if (runtime !== undefined) return `${runtime}/discglow.sock`;
  const own = isRoot() ? undefined : env("XDG_RUNTIME_DIR");
  return own === undefined ? "/run/discglow/discglow.sock" : `${own}/discglow.sock`;
}

/** Folder of the database and the log. */
export function defaultState(env: Environment = ENVIRONMENT): string {
  const given = firstFolder(env("STATE_DIRECTORY"));
  if (given !== undefined) return given;
  const home = env("HOME");
  const own = env("XDG_STATE_HOME") ?? (home === undefined ? undefined : `${home}/.local/state`);
  return isRoot() || own === undefined ? "/var/lib/discglow" : `${own}/discglow`;
}

/** systemd separates several folders by colons. */
function firstFolder(list: string | undefined): string | undefined {
  return list?.split(":")[0] || undefined;
}

function isRoot(): boolean {
  return Deno.build.os !== "windows" && Deno.uid() === 0;
}
