/**
 * What one hierarchy allows as identifiers, and how names of the host become such.
 *
 * @module
 */

/** The rules of one hierarchy. Identifiers are strings of one character a character of the volume. */
export interface NameRules {
  /** Whether names are taken as text or as one character a byte. */
  readonly from: "text" | "bytes";
  /** Bytes of one character on the volume. */
  readonly width: 1 | 2;
  /** Whether files carry the version number `;1`. */
  readonly versions: boolean;
  /** The identifier for a name, without a version number. */
  identifier(name: string, directory: boolean): string;
  /** The n-th way out, from 1, when an identifier is taken; 0 gives the stem that the ways out share. */
  alternative(identifier: string, n: number, directory: boolean): string;
  /** What must differ within a directory, as some readers show it. */
  shown(identifier: string): string;
  /** Whether the name is held as it is, so that nobody needs to be told. */
  holds(name: string, identifier: string): boolean;
}

/** A number in the place of a name's end: at least three digits. */
export function numbered(base: string, n: number, longest: number): string {
  const digits = String(n).padStart(3, "0");
  return base.slice(0, Math.max(0, longest - digits.length)) + digits;
}

/** A name cut at its last dot; the extension is without the dot, and `undefined` when there is none. */
export function atLastDot(name: string): [base: string, extension: string | undefined] {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}

/**
 * Gives every name of one directory an identifier of its own. The first of equals in the order given keeps
 * the plain one; the number of ways out tried is linear in the number of names.
 */
export function identifiersOf(
  names: readonly string[],
  isDirectory: (index: number) => boolean,
  rules: NameRules,
): string[] {
  const used = new Set<string>();
  const identifiers: string[] = new Array(names.length);
  const late: number[] = [];
  for (let i = 0; i < names.length; i++) {
    const identifier = rules.identifier(names[i]!, isDirectory(i));
    identifiers[i] = identifier;
    const before = used.size;
    used.add(rules.shown(identifier));
    if (used.size === before) late.push(i);
  }
  const counters = new Map<string, { n: number }>();
  let before: string | undefined;
  let counter = { n: 0 };
  for (const i of late) {
    const directory = isDirectory(i);
    const identifier = identifiers[i]!;
    // In the order of their names, those that become the same identifier mostly come one after the other.
    if (identifier !== before) {
      const stem = rules.alternative(identifier, 0, directory);
      counter = counters.get(stem) ?? { n: 0 };
      counters.set(stem, counter);
      before = identifier;
    }
    let size: number;
    do {
      size = used.size;
      identifiers[i] = rules.alternative(identifier, ++counter.n, directory);
      used.add(rules.shown(identifiers[i]!));
    } while (used.size === size);
  }
  return identifiers;
}
