/**
 * tree → columns: every entry of the sources is visited once.
 *
 * @module
 */

import { reasonOf, SourceError } from "../errors.ts";
import { decodeCharacters } from "../iso9660/characters.ts";
import { display } from "./display.ts";
import { hostFiles } from "./host.ts";
import { HostError, type HostFiles, noFacts } from "./host_files.ts";
import type { ScanOptions } from "./options.ts";
import { type Excluded, excludedBy } from "./scan/exclude.ts";
import { Failures } from "./scan/failures.ts";
import { dateOf, permissionsOf } from "./scan/attributes.ts";
import { Edges, NOWHERE } from "./scan/edges.ts";
import { HardLinks } from "./scan/hard_links.ts";
import { type Joint, joint, rootJoint } from "./scan/joined.ts";
import { hostPlace, joined, terminated } from "./scan/places.ts";
import { Rows } from "./scan/rows.ts";
import { ROOT, SourceTree } from "./source_tree.ts";
import { Turns } from "./turns.ts";

const TYPE = 0o170000;
const DIRECTORY = 0o040000;
const FILE = 0o100000;
const LINK = 0o120000;
const LONGEST_NAME = 255;

/**
 * Scans the sources into one tree. `onLong` is called now and then when it takes longer than a moment.
 *
 * @throws {SourceError} with every entry that could not be read, unless `unreadable` says otherwise
 * @throws {UsageError} when two sources hold the same path
 * @throws {StoppedError} when the signal stops it
 */
export async function scanTree(
  options: ScanOptions = {},
  onLong: () => void = () => {},
): Promise<SourceTree> {
  const turns = new Turns(options.signal, "Stopped while scanning the source", onLong);
  const scan = new Scan(options);
  scan.begin(rootJoint(options));
  do await turns.next(); while (scan.step());
  return scan.finish();
}

class Scan {
  readonly #options: ScanOptions;
  readonly #host: HostFiles = hostFiles();
  readonly #tree = new SourceTree();
  readonly #rows = new Rows();
  readonly #facts = noFacts();
  readonly #excluded: Excluded | undefined;
  readonly #joints = new Map<number, Joint>();
  readonly #links: HardLinks;
  readonly #edges: Edges;
  readonly #failures: Failures;
  #next = 0;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#tree.followsLinks = options.followLinks ?? false;
    this.#excluded = excludedBy(options.exclude ?? []);
    this.#failures = new Failures(options);
    this.#edges = new Edges(this.#tree, options, this.#failures);
    this.#links = new HardLinks(this.#tree, options.followLinks ?? false);
  }

  /** Makes the root. */
  begin(root: Joint): void {
    const facts = this.#facts;
    const places = root.places.splice(0);
    for (const place of places) {
      const path = terminated(place);
      try {
        this.#host.stat(path, true, facts);
      } catch (error) {
        throw new SourceError(
          display(place),
          `Cannot read the source ${display(place)}: ${reasonOf(error)}`,
          {
            cause: error,
          },
        );
      }
      if ((facts.mode & TYPE) === DIRECTORY) {
        root.places.push(place);
        this.#edges.allow(facts.device);
        this.#edges.judge(ROOT, facts, true);
      } else {
        const name = decodeCharacters(place.slice(place.lastIndexOf(47) + 1));
        const graft = root.grafts.get(name);
        // One that is there already makes this the same path twice, which is refused when the root is listed.
        if (graft === undefined) root.grafts.set(name, joint([place]));
        else graft.places.push(place);
      }
    }
    const first = root.places[0];
    if (first === undefined) Object.assign(facts, noFacts(), { mode: DIRECTORY | 0o755 });
    else this.#host.stat(terminated(first), true, facts);
    const bytes = new Uint8Array(0);
    this.#append(ROOT, bytes, 0, 0, first ?? bytes);
    this.#joints.set(ROOT, root);
  }

  /** Lists the next directory; `false` when there is none. */
  step(): boolean {
    const tree = this.#tree;
    while (this.#next < tree.count && !tree.isDirectory(this.#next)) this.#next++;
    if (this.#next === tree.count) return false;
    const directory = this.#next++;
    const joint = this.#joints.get(directory);
    this.#rows.clear();
    const listed = joint === undefined
      ? this.#list(directory, tree.hostPath(directory))
      : this.#listJoint(directory, joint);
    this.#appendRows(directory, joint);
    const holds = tree.detail2[directory]! > 0;
    if (!listed && !holds && this.#failures.omits && directory !== ROOT) tree.omit(directory);
    this.#joints.delete(directory);
    return true;
  }

  /** Tells of everything that failed, and counts links. */
  finish(): SourceTree {
    this.#failures.throwIfAny();
    this.#links.finish();
    return this.#tree;
  }

  /** Adds the rows of one place of a directory; `false` when it cannot be listed. */
  #list(directory: number, path: Uint8Array<ArrayBuffer>, place?: Uint8Array<ArrayBuffer>): boolean {
    const follow = this.#options.followLinks ?? false;
    const rows = this.#rows;
    const facts = this.#facts;
    try {
      this.#host.list(path, follow, facts, (bytes, from, to, error) => {
        // What vanished since the directory was read is no longer part of the tree.
        if (error?.gone && !follow) return;
        const path = () => this.#pathOf(directory, bytes, from, to);
        if (this.#excluded?.(display(bytes.subarray(from, to)), path)) return;
        if (error !== undefined) {
          this.#failures.unreadable(path(), error, "left out");
        } else if (to - from > LONGEST_NAME) {
          const long = new HostError("the name is longer than 255 bytes");
          this.#failures.unreadable(path(), long, "left out");
        } else {
          const own = place === undefined ? undefined : joined(place, bytes.subarray(from, to));
          rows.add(bytes, from, to, facts, own);
        }
      });
      return true;
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#failures.unreadable(display(this.#tree.path(directory)), error, "stored as an empty directory");
      return false;
    }
  }

  /** Adds the rows of all that a directory is made of; `false` when a place of it cannot be listed. */
  #listJoint(directory: number, joint: Joint): boolean {
    const merged = joint.places.length > 1;
    let listed = true;
    for (const place of joint.places) {
      if (!this.#list(directory, terminated(place), merged ? place : undefined)) listed = false;
    }
    for (const [name, graft] of joint.grafts) {
      const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
      const facts = this.#facts;
      // A place named twice appears as two rows, which the merge joins or refuses like any others.
      for (const place of graft.places) {
        try {
          this.#host.stat(terminated(place), this.#options.followLinks ?? false, facts);
          if ((facts.mode & TYPE) === DIRECTORY) this.#edges.allow(facts.device);
          this.#rows.add(bytes, 0, bytes.length, facts, place);
        } catch (error) {
          this.#failures.unreadable(display(place), error, "left out");
        }
      }
      if (graft.places.length > 0 && graft.grafts.size === 0) continue;
      Object.assign(facts, noFacts(), {
        mode: DIRECTORY | 0o755,
        mtime: this.#tree.mtime[directory]!,
        device: NOWHERE,
      });
      this.#rows.add(bytes, 0, bytes.length, facts, new Uint8Array(0));
    }
    return listed;
  }

  #appendRows(directory: number, above: Joint | undefined): void {
    const rows = this.#rows;
    const tree = this.#tree;
    const order = rows.sorted();
    const first = tree.count;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      const from = rows.from(row);
      const to = rows.to(row);
      const same = [row];
      while (i + 1 < order.length && rows.compare(row, order[i + 1]!) === 0) same.push(order[++i]!);
      if (same.length > 1 && !this.#mergeable(directory, same)) continue;
      // The facts are those of the first place that exists on the host.
      const chosen = same.find((one) => rows.places[one]?.length !== 0) ?? row;
      rows.facts(chosen, this.#facts);
      const index = this.#append(directory, rows.names, from, to, rows.places[chosen]);
      const graft = above?.grafts.get(decodeCharacters(rows.names.subarray(from, to)));
      if (tree.isDirectory(index)) this.#settle(index, same, graft);
    }
    tree.detail[directory] = first;
    tree.detail2[directory] = tree.count - first;
  }

  /** Says what a directory is made of, where that is more or less than its own place. */
  #settle(index: number, same: readonly number[], graft: Joint | undefined): void {
    const places: Uint8Array<ArrayBuffer>[] = [];
    let loops = 0;
    let stops = 0;
    for (const row of same) {
      this.#rows.facts(row, this.#facts);
      const place = this.#rows.places[row];
      const grafted = place !== undefined && (graft?.places.includes(place) ?? false);
      const verdict = this.#edges.judge(index, this.#facts, grafted);
      if (verdict === "loop") loops++;
      if (verdict !== "goes on") stops++;
      else if (place === undefined) places.push(hostPlace(this.#tree, index));
      else if (place.length > 0) places.push(place);
    }
    if (loops === same.length && this.#failures.omits) this.#tree.omit(index);
    else if (same.length > 1 || graft !== undefined || stops > 0) {
      this.#joints.set(index, { places, grafts: graft?.grafts ?? new Map() });
    }
  }

  /** Whether rows of one name can be one directory; otherwise the same path comes twice and is refused. */
  #mergeable(directory: number, same: readonly number[]): boolean {
    const rows = this.#rows;
    const row = same[0]!;
    const directories = same.filter((one) => {
      rows.facts(one, this.#facts);
      return (this.#facts.mode & TYPE) === DIRECTORY;
    });
    if (directories.length === same.length) return true;
    const path = this.#pathOf(directory, rows.names, rows.from(row), rows.to(row));
    this.#failures.twice(path);
    return false;
  }

  #append(
    directory: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    place: Uint8Array<ArrayBuffer> | undefined,
  ): number {
    const facts = this.#facts;
    const tree = this.#tree;
    const type = facts.mode & TYPE;
    const isDirectory = type === DIRECTORY;
    const index = tree.add(bytes, from, to, {
      parent: directory,
      mode: type | permissionsOf(facts.mode, this.#options),
      uid: this.#options.uid ?? facts.uid,
      gid: this.#options.gid ?? facts.gid,
      size: type === FILE ? facts.size : 0,
      mtime: dateOf(facts.mtime, this.#options),
      detail: isDirectory ? 0 : facts.major,
      detail2: type === FILE ? SourceTree.holes(facts.size, facts.held) : isDirectory ? 0 : facts.minor,
    });
    if (place !== undefined) tree.places.set(index, place);
    if (isDirectory) {
      if (index !== ROOT) tree.links[directory]!++;
      return index;
    }
    this.#links.note(index, facts);
    if (type === LINK) this.#readTarget(index);
    if (type === FILE && (facts.mode & 0o444) !== 0o444) this.#probe(index);
    return index;
  }

  #readTarget(index: number): void {
    const tree = this.#tree;
    try {
      tree.setTarget(index, this.#host.readLink(tree.hostPath(index)));
    } catch (error) {
      this.#failures.unreadable(display(tree.path(index)), error, "left out");
      tree.omit(index);
    }
  }

  /** A file that not everybody may read is asked for now, so that all refusals are known before the first byte. */
  #probe(index: number): void {
    const tree = this.#tree;
    if (this.#host.readable(tree.hostPath(index))) return;
    const denied = new HostError("permission denied");
    this.#failures.unreadable(display(tree.path(index)), denied, "stored as an empty file");
    tree.size[index] = 0;
    if (this.#failures.omits) tree.omit(index);
  }

  #pathOf(directory: number, bytes: Uint8Array, from: number, to: number): string {
    const above = display(this.#tree.path(directory));
    return `${above === "/" ? "" : above}/${display(bytes.subarray(from, to))}`;
  }
}
