/**
 * Which request gets which drive. Only the decision: nothing is moved, awaited or remembered here.
 *
 * Requests are served in the order they came in, with one exception: a disc that lies in a drive stays there as
 * long as others ask for it, until a request for that drive has waited for `delay`. From then on that request goes
 * first, so that nobody waits for ever.
 *
 * @module
 */

/** What a request needs. */
export type Want =
  /** A certain drive, whatever lies in it. */
  | { readonly kind: "drive"; readonly drive: number }
  /** A certain disc in some drive that serves. `shared`: others may use the disc at the same time. */
  | {
    readonly kind: "disc";
    readonly disc: number;
    readonly shared: boolean;
    /** Only a recorder will do; otherwise recorders are taken when no reader is free. */
    readonly recorder: boolean;
  }
  /** Some drive that serves. */
  | {
    readonly kind: "any";
    readonly recorder: boolean;
    readonly among: readonly number[] | null;
    readonly except: readonly number[];
  };

/** A drive as the decision sees it. */
export interface DriveView {
  readonly number: number;
  readonly recorder: boolean;
  /** It serves requests for discs. */
  readonly serving: boolean;
  /** How many use it now. */
  readonly users: number;
  /** They do not mind others. */
  readonly shared: boolean;
  /** The disc in it. */
  readonly disc: number | null;
  /** The disc that its users have it for: it may be still on its way. */
  readonly claim: number | null;
  /** When it was used last; only the order matters. */
  readonly lastUsed: number;
}

/** A request that waits. */
export interface RequestView {
  readonly id: number;
  readonly want: Want;
  /** When it came in, in milliseconds. */
  readonly since: number;
}

/** What is to be done. */
export interface Decision {
  readonly grants: readonly { readonly request: number; readonly drive: number }[];
  /** When to decide again although nothing has happened, in milliseconds. */
  readonly wakeAt: number | undefined;
}

/** Decides. `requests` in the order they came in; `delay` in milliseconds. */
export function decide(
  drives: readonly DriveView[],
  requests: readonly RequestView[],
  now: number,
  delay: number,
): Decision {
  return new Round(drives, requests, now, delay).run();
}

/** Whether a drive will ever do for a request, once it is free. */
export function fits(drive: DriveView, want: Want): boolean {
  if (want.kind === "drive") return drive.number === want.drive;
  if (!drive.serving || (want.recorder && !drive.recorder)) return false;
  if (want.kind === "disc") return true;
  return !want.except.includes(drive.number) && (want.among?.includes(drive.number) ?? true);
}

class Round {
  readonly #drives: readonly DriveView[];
  readonly #requests: readonly RequestView[];
  readonly #now: number;
  readonly #delay: number;
  /** Requests that wait for each disc. */
  readonly #asked = new Map<number, number>();
  /** Drives given away in this round: free before, so that nobody else may join. */
  readonly #given = new Set<number>();
  /** Drives that nobody may join any more, because someone has waited long enough for them. */
  readonly #closing = new Set<number>();
  /** Discs that have got a drive in this round. */
  readonly #placed = new Set<number>();
  readonly #grants: { request: number; drive: number }[] = [];
  #wakeAt: number | undefined;

  constructor(drives: readonly DriveView[], requests: readonly RequestView[], now: number, delay: number) {
    this.#drives = drives;
    this.#requests = requests;
    this.#now = now;
    this.#delay = delay;
    for (const { want } of requests) {
      if (want.kind === "disc") this.#asked.set(want.disc, (this.#asked.get(want.disc) ?? 0) + 1);
    }
  }

  run(): Decision {
    const late = (request: RequestView) =>
      request.want.kind === "drive" || this.#now - request.since >= this.#delay;
    for (const request of this.#requests) if (late(request)) this.#serve(request, true);
    for (const request of this.#requests) if (!late(request)) this.#serve(request, false);
    return { grants: this.#grants, wakeAt: this.#wakeAt };
  }

  #serve(request: RequestView, late: boolean): void {
    const { want } = request;
    const lying = want.kind === "disc" ? this.#holding(want.disc) : undefined;
    // From a drive that rests but will not do it can be fetched.
    const fetched = lying !== undefined && lying.serving && !fits(lying, want) && this.#isFree(lying);
    if (lying !== undefined && !fetched) return this.#serveLying(request, lying, late);
    if (want.kind === "disc" && this.#placed.has(want.disc)) return;
    const fitting = this.#drives.filter((drive) => fits(drive, want));
    const free = fitting.filter((drive) => this.#isFree(drive)).sort((a, b) => this.#compare(a, b));
    const best = want.kind === "drive" || late ? free[0] : free.find((drive) => !this.#isAsked(drive));
    if (best !== undefined) return this.#grant(request, best);
    if (late) { for (const drive of fitting) this.#closing.add(drive.number); }
    else if (free.length > 0) this.#wake(request.since + this.#delay);
  }

  #serveLying(request: RequestView, drive: DriveView, late: boolean): void {
    const want = request.want as Want & { kind: "disc" };
    const leaving = drive.claim !== null && drive.claim !== want.disc;
    if (!fits(drive, want) || leaving) return;
    const joins = drive.users > 0 && drive.shared && want.shared && !this.#closing.has(drive.number);
    if (this.#isFree(drive) || joins) this.#grant(request, drive);
    else if (late) this.#closing.add(drive.number);
  }

  #grant(request: RequestView, drive: DriveView): void {
    this.#grants.push({ request: request.id, drive: drive.number });
    this.#given.add(drive.number);
    if (request.want.kind === "disc") this.#placed.add(request.want.disc);
  }

  #isFree(drive: DriveView): boolean {
    return drive.users === 0 && !this.#given.has(drive.number);
  }

  /** Others wait for the disc that lies in it. */
  #isAsked(drive: DriveView): boolean {
    return drive.disc !== null && this.#asked.has(drive.disc);
  }

  #holding(disc: number): DriveView | undefined {
    return this.#drives.find((drive) => drive.disc === disc || drive.claim === disc);
  }

  /** Readers first, then empty ones, then those whose disc nobody wants, then the one that has rested longest. */
  #compare(a: DriveView, b: DriveView): number {
    return Number(a.recorder) - Number(b.recorder) ||
      Number(a.disc !== null) - Number(b.disc !== null) ||
      Number(this.#isAsked(a)) - Number(this.#isAsked(b)) ||
      a.lastUsed - b.lastUsed;
  }

  #wake(at: number): void {
    this.#wakeAt = Math.min(this.#wakeAt ?? Infinity, at);
  }
}
