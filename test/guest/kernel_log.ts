/**
 * The messages of a guest's kernel, told apart by what was going on when they came.
 *
 * @module
 */

const MARK = "discglow: now ";

/** Words of the shell that mark in the log of the kernel what is going on from now on. */
export function markInShell(name: string): string {
  return `echo "${MARK}${name}" > /dev/kmsg`;
}

/** The same from a program in the guest. */
export function markInKernelLog(name: string): void {
  Deno.writeTextFileSync("/dev/kmsg", `${MARK}${name}`, { append: true, create: false });
}

/** What a kernel says that is no complaint. */
const USUAL = [
  /: detected capacity change/,
  /callbacks suppressed/,
  /^ISO 9660 Extensions: (IEEE_P1282|RRIP_1991A|Microsoft Joliet Level \d)$/,
];

/** The complaints in a log, by what was going on. */
export function complaints(log: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let now: string | undefined;
  for (const line of log.split("\n")) {
    const words = line.replace(/^\[ *[\d.]+\] /, "").trim();
    if (words.startsWith(MARK)) now = words.slice(MARK.length);
    else if (now !== undefined && words !== "" && !USUAL.some((usual) => usual.test(words))) {
      found.set(now, [...found.get(now) ?? [], words]);
    }
  }
  return found;
}
