/**
 * Jobs.
 *
 * @module
 */

import {
  flag,
  type JsonSchema,
  list,
  named,
  object,
  oneOf,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from "../json_schema.ts";

/** All states a job can be in. */
export const JOB_STATES = ["queued", "running", "interrupted", "done", "failed", "stopped"] as const;

/** Schemas of `Job`, `JobDisc`, `LogLine` and `ProduceRequest`. */
export const JOB_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  JobKind: oneOf("produce", "test", "verify", "import", "export", "blank"),
  JobState: oneOf(...JOB_STATES),
  JobDisc: object({
    ordinal: whole(1),
    slot: whole(0),
    disc: wholeOrNull(1),
    barcode: textOrNull(),
    drive: wholeOrNull(1),
    step: oneOf("waiting", "loading", "recording", "verifying", "unloading", "good", "bad", "skipped"),
    words: textOrNull(),
    protocol: { type: ["object", "null"], description: "what was proved" },
  }),
  Job: object({
    id: whole(1),
    kind: named("JobKind"),
    device: text(),
    state: named("JobState"),
    request: { type: "object", description: "as it was asked for" },
    progress: { type: ["number", "null"], minimum: 0, maximum: 1 },
    activity: textOrNull(),
    words: textOrNull("how it ended"),
    report: { type: ["object", "null"] },
    client: text(),
    createdAt: text(),
    startedAt: textOrNull(),
    endedAt: textOrNull(),
    discs: list(named("JobDisc")),
  }),
  LogLine: object({ time: text(), level: { type: "integer", minimum: 0, maximum: 9 }, text: text() }),
  ProduceRequest: object({
    slots: textOrNull("slot list such as 7-12,20; null with copies: any blanks"),
    copies: wholeOrNull(1),
    source: text("an image file, a folder, or a drive by its name"),
    verify: flag(),
    verifyDrive: { anyOf: [oneOf("same", "other"), whole(1)] },
    drives: { type: ["array", "null"], items: whole(1) },
    speed: { type: ["number", "null"], description: "multiple of the base speed" },
    erase: flag("blank or format rewritable discs that hold something"),
    volume: textOrNull("volume name for a folder that is mastered"),
  }, { description: "The request of a job of kind produce." }),
};
