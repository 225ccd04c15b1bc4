/**
 * Reads the status of all elements of a changer, each type by itself: asked for all at once, some changers send
 * pages that overlap.
 *
 * @module
 */

import { ELEMENT_KINDS, isWithin } from "./ranges.ts";
import type { ElementKind } from "../element.ts";
import type { ElementAssignment } from "../element_assignment.ts";
import type { ElementReport } from "../element_descriptor.ts";
import type { ElementRange } from "../initialize_range.ts";
import { type Notices, someOf } from "./notices.ts";
import { type KindRead, readKind } from "./read_kind.ts";
import type { StatusAsker } from "./status_asker.ts";

/** An element and what it is. */
export interface FoundElement {
  readonly kind: ElementKind;
  readonly report: ElementReport;
}

/** Where elements may be when nobody has told. */
const EVERYWHERE: ElementRange = { first: 0, count: 0x10000 };

/** Reads them, by kind and address; no address occurs twice. */
export function readElements(
  asker: StatusAsker,
  ranges: ElementAssignment | undefined,
  notices: Notices,
): FoundElement[] {
  const found = new Map<number, FoundElement>();
  for (const kind of ELEMENT_KINDS) {
    const range = ranges?.[kind] ?? EVERYWHERE;
    const read = readKind(asker, kind, range, notices);
    const reports = isContradicted(read)
      ? elsewhere(asker, kind, ranges, notices)
      : told(read, kind, ranges?.[kind], notices);
    const twice: number[] = [];
    for (const report of reports) {
      if (found.has(report.address)) twice.push(report.address);
      else found.set(report.address, { kind, report });
    }
    if (twice.length > 0) {
      notices.add(
        `as ${kind} the changer told of addresses that are of another type: ${someOf(twice)}; left out`,
      );
    }
  }
  return [...found.values()];
}

/** Nothing is where mode page 1Dh has it, and something is elsewhere. */
function isContradicted({ within, outside }: KindRead): boolean {
  return within.size === 0 && outside.length > 0;
}

function told(
  { within, outside }: KindRead,
  kind: ElementKind,
  range: ElementRange | undefined,
  notices: Notices,
): ElementReport[] {
  if (outside.length > 0) {
    notices.add(`as ${kind} the changer told of addresses that are of none: ${someOf(outside)}; left out`);
  }
  if (range !== undefined && within.size < range.count) {
    notices.add(`the changer has ${range.count} elements of type ${kind} and tells only of ${within.size}`);
  }
  return byAddress(within.values());
}

function elsewhere(
  asker: StatusAsker,
  kind: ElementKind,
  ranges: ElementAssignment | undefined,
  notices: Notices,
): ElementReport[] {
  notices.add(`no element of type ${kind} is where mode page 1Dh has it; the element status is believed`);
  const others = ELEMENT_KINDS.filter((other) => other !== kind);
  const { within } = readKind(asker, kind, EVERYWHERE, notices);
  const free = [...within.values()].filter(({ address }) =>
    !others.some((other) => ranges !== undefined && isWithin(ranges[other], address))
  );
  return byAddress(free);
}

function byAddress(reports: Iterable<ElementReport>): ElementReport[] {
  return [...reports].sort((one, other) => one.address - other.address);
}
