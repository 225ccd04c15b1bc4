/**
 * Reads the status of all elements of one type, in as many pieces as the changer makes of it.
 *
 * @module
 */

import type { ElementKind } from "../element.ts";
import type { ElementReport } from "../element_descriptor.ts";
import type { ElementRange } from "../initialize_range.ts";
import type { Notices } from "./notices.ts";
import { isWithin } from "./ranges.ts";
import type { StatusAsker } from "./status_asker.ts";

/** A changer that gives less than some 60 elements at once has no more than that many pieces. */
const MOST_PIECES = 1024;

/** What was found. */
export interface KindRead {
  /** Elements with an address of the range, by their addresses. */
  readonly within: ReadonlyMap<number, ElementReport>;
  /** Something was told of elements with other addresses. */
  readonly outside: readonly number[];
}

/** Reads the elements of a range, whatever the changer says of how many they are. */
export function readKind(
  asker: StatusAsker,
  kind: ElementKind,
  range: ElementRange,
  notices: Notices,
): KindRead {
  const within = new Map<number, ElementReport>();
  const outside = new Set<number>();
  const end = range.first + range.count;
  const askedAgain = new Set<number>();
  let next = range.first;
  for (let pieces = 0; next < end; pieces++) {
    if (pieces === MOST_PIECES) {
      notices.add(`the changer tells of elements of type ${kind} in too many pieces: the rest is not known`);
      break;
    }
    const reports = asker.ask(kind, next, Math.min(end - next, asker.most));
    if (reports === undefined) break;
    for (const report of reports) {
      if (isWithin(range, report.address)) take(within, report, notices);
      else outside.add(report.address);
    }
    const again = reports.at(-1);
    if (again?.cut === true && isWithin(range, again.address) && !askedAgain.has(again.address)) {
      // Asked for by itself it may come whole.
      askedAgain.add(again.address);
      next = again.address;
      continue;
    }
    const told = lowestFrom(next, reports, end);
    if (told === undefined) break;
    next = told;
    while (within.has(next)) next++;
  }
  return { within, outside: [...outside] };
}

/** What came whole stands against what was cut, and else the first against the second. */
function take(found: Map<number, ElementReport>, report: ElementReport, notices: Notices): void {
  const known = found.get(report.address);
  if (known === undefined || (known.cut && !report.cut)) found.set(report.address, report);
  else if (known.full !== report.full) {
    notices.add(
      `element ${report.address} is called full and empty in one breath; the first is taken for true`,
    );
  }
}

function lowestFrom(next: number, reports: readonly ElementReport[], end: number): number | undefined {
  let lowest: number | undefined;
  for (const { address } of reports) {
    if (address >= next && address < end && address < (lowest ?? end)) lowest = address;
  }
  return lowest;
}
