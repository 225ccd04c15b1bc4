/**
 * The programs of others that judge our images: finding and running them, and tests that need them.
 *
 * @module
 */

/** Peers by name, with the Debian package that has them. */
const PACKAGES = {
  xorriso: "xorriso",
  genisoimage: "genisoimage",
  isoinfo: "genisoimage",
  bsdtar: "libarchive-tools",
  "7z": "p7zip-full",
  curl: "curl",
  sqlite3: "sqlite3",
  zbarimg: "zbar-tools",
  "rsvg-convert": "librsvg2-bin",
} as const;

/** The name of a peer. */
export type Peer = keyof typeof PACKAGES;

/** What a program that has ended left. */
export interface Ended {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Whether a peer is installed. */
export function isInstalled(peer: Peer): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  return folders.some((folder) => {
    try {
      return Deno.statSync(`${folder}/${peer}`).isFile;
    } catch {
      return false;
    }
  });
}

/**
 * A test that needs something of this machine. Where that is missing, the test is skipped with a line that says
 * so; on the project's own test machine, where nothing may be missing, it fails.
 *
 * @param missing what is missing and what to do about it, or `undefined` when nothing is
 */
export function testWith(
  missing: string | undefined,
  name: string,
  body: (t: Deno.TestContext) => void | Promise<void>,
): void {
  if (missing === undefined) Deno.test(name, body);
  else if ((Deno.env.get("CI") ?? "") === "") skipTest(name, missing);
  else Deno.test(name, () => Promise.reject(new Error(missing)));
}

/** A test that needs peers. */
export function peerTest(name: string, peers: readonly Peer[], body: () => void | Promise<void>): void {
  const missing = peers.filter((peer) => !isInstalled(peer));
  const packages = [...new Set(missing.map((peer) => PACKAGES[peer]))].join(" ");
  const advice = `${missing.join(" and ")} not found; on Debian: apt-get install ${packages}`;
  testWith(missing.length === 0 ? undefined : advice, name, body);
}

const told = new Set<string>();

/** A test that is skipped for a reason, which is printed once. */
export function skipTest(name: string, reason: string): void {
  // deno-lint-ignore no-console
  if (!told.has(reason)) console.log(`Skipped: ${reason}`);
  told.add(reason);
  Deno.test({ name, ignore: true, fn: () => {} });
}

/** Seconds after which a peer that goes on and on is ended. */
const PATIENCE = 100;

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], folder?: string): Ended {
  const command = new Deno.Command("timeout", {
    args: [`${PATIENCE}`, program, ...args],
    stdin: "null",
    env: { LC_ALL: "C.UTF-8", TZ: "UTC", HOME: "/nonexistent" },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  const { code, stdout, stderr } = command.outputSync();
  return { code, stdout, stderr: new TextDecoder().decode(stderr) };
}

/** Runs a program that must end well; returns what it wrote. */
export function mustRun(program: string, args: readonly string[], folder?: string): Uint8Array {
  const ended = run(program, args, folder);
  if (ended.code === 0) return ended.stdout;
  const words = ended.stderr.trim().split("\n").slice(-12).join("\n  ");
  throw new Error(`${program} ${args.join(" ")} ended with ${ended.code}:\n  ${words}`);
}
