/**
 * Everything that can be known to go wrong before anything is written, all at once.
 *
 * @module
 */

import { BLOCK_BYTES } from "../mmc/block_range.ts";
import type { MediumSummary } from "../mmc/medium.ts";
import type { TransportTrouble } from "../scsi/transport_error.ts";
import { blockCount } from "./left_words.ts";
import type { ReasonAbout } from "./report.ts";
import { roomOn } from "./room.ts";

/** What one side has found out, or why it could not. */
export type Found<Facts> =
  | { readonly facts: Facts; readonly failed?: undefined; readonly hint?: undefined }
  | {
    readonly facts?: undefined;
    readonly failed: string;
    readonly hint?: string | undefined;
    /** What kept it from the device, where that was it. */
    readonly trouble?: TransportTrouble | undefined;
  };

/** What is known of a source. */
export interface SourceFacts {
  /** Bytes to record; `undefined` where it ends when it ends. */
  readonly bytes: number | undefined;
  /** Bytes it has; `undefined` where nobody knows. */
  readonly has: number | undefined;
  /** Nothing comes from it. */
  readonly empty: boolean;
}

/** All that is known of a job before it begins. */
export interface PreflightFacts {
  /** The source as messages name it. */
  readonly sourceName: string;
  /** The target as the user named it. */
  readonly targetName: string;
  /** Source and target are the same thing. */
  readonly same: boolean;
  /** What the source is. */
  readonly source: Found<SourceFacts>;
  /** What lies in the target. */
  readonly target: Found<{ readonly medium: MediumSummary | undefined }>;
  /** How it would be recorded; nothing when one of the sides could not be opened. */
  readonly plan: { readonly reasons: readonly string[]; readonly blocks: number | undefined } | undefined;
  /** Why the record of the job could not be kept. */
  readonly record: string | undefined;
}

/** Something that speaks against a job. */
export interface Reason {
  /** One sentence without a final period. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly about: ReasonAbout;
}

/** All reasons why a job cannot work; none when it can. */
export function preflight(facts: PreflightFacts): Reason[] {
  const reasons = [...aboutSource(facts), ...aboutTarget(facts)];
  if (facts.record !== undefined) reasons.push(reason("record", facts.record));
  return reasons.filter(({ message }, i) => reasons.findIndex((other) => other.message === message) === i);
}

function aboutSource({ sourceName, targetName, source, same }: PreflightFacts): Reason[] {
  // That they are the same is also why the one cannot be opened.
  if (same) {
    return [reason("source", `Cannot record ${sourceName} on ${targetName}: source and target are the same`)];
  }
  if (source.failed !== undefined) return [reason("source", source.failed, source.hint)];
  const { bytes, has, empty } = source.facts;
  if (empty) return [reason("source", `Cannot record ${sourceName}: it is empty`)];
  if (bytes === undefined || has === undefined || bytes <= has) return [];
  const short = `Cannot record ${bytes} bytes of ${sourceName}: it has only ${has}`;
  return [reason("source", short, "leave out the size, or give a smaller one")];
}

function aboutTarget({ targetName, target, plan }: PreflightFacts): Reason[] {
  if (target.failed !== undefined) {
    return [reason(target.trouble === undefined ? "disc" : "drive", target.failed, target.hint)];
  }
  const { medium } = target.facts;
  if (medium === undefined) {
    return [reason("disc", `Cannot record on ${targetName}: there is no disc in it`, "put a disc in")];
  }
  if (medium.state === "appendable" && medium.nextWritable === undefined) {
    const broken = "an earlier recording broke off, and the drive tells no address to go on at";
    return [reason("disc", `Cannot record on ${targetName}: ${broken}`, closedHint(medium))];
  }
  const advice = medium.state === "closed" ? closedHint(medium) : undefined;
  const reasons = plan?.reasons.map((message) => reason("disc", message, advice)) ?? [];
  const small = tooSmall(targetName, medium, plan?.blocks);
  if (small !== undefined) reasons.push(reason("disc", small, "use a larger disc, or record less"));
  return reasons;
}

function reason(about: ReasonAbout, message: string, hint?: string): Reason {
  return { message, hint, about };
}

function closedHint({ erasable }: MediumSummary): string {
  return erasable ? "make it new with discglow blank, or use another disc" : "use another disc";
}

function tooSmall(target: string, medium: MediumSummary, blocks: number | undefined): string | undefined {
  // That the disc is closed is reason enough.
  if (blocks === undefined || medium.state === "closed") return undefined;
  const room = roomOn(medium);
  if (blocks <= room) return undefined;
  return `Cannot record on ${target}: ${sizeWords(blocks)} needed, and ${sizeWords(room)} free`;
}

function sizeWords(blocks: number): string {
  return `${blockCount(blocks)} (${blocks * BLOCK_BYTES} bytes) ${blocks === 1 ? "is" : "are"}`;
}
