/**
 * The words of `discglow iso9660` as the options of {@linkcode planImage}.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { InterchangeLevel, Notice, PlanOptions } from "../image/options.ts";
import type { ISO9660_WORDS } from "./iso9660_words.ts";
import { CD74_BLOCKS, MEDIA_BLOCKS } from "./media_sizes.ts";
import { given, scanOptions } from "./scan_options.ts";
import type { Values } from "./words.ts";

/** What the parser makes of the words of `iso9660`. */
export type Iso9660Values = Values<typeof ISO9660_WORDS>;

/** Makes the options of a plan of the words. */
export function planOptions(
  values: Iso9660Values,
  more: {
    readonly onNotice: (notice: Notice) => void;
    readonly signal: AbortSignal;
    readonly output: string | undefined;
  },
): PlanOptions {
  checkTogether(values);
  return {
    ...scanOptions(values, { onNotice: more.onNotice, signal: more.signal }),
    rockRidge: values.rr,
    joliet: values.joliet,
    noRelocation: values.norelocation,
    fineTimes: values.finetimes,
    checksums: values.checksums,
    noPad: values.nopad,
    bootInfo: values.bootinfo,
    ...given({
      output: more.output,
      volumeId: values.name,
      level: values.level === undefined ? undefined : Number(values.level) as InterchangeLevel,
      maxBlocks: maxBlocks(values),
      publisher: values.publisher,
      preparer: values.preparer,
      application: values.application,
      system: values.system,
      volumeSet: values.volumeset,
      copyright: values.copyright,
      abstract: values.abstract,
      bibliographic: values.bibliographic,
      boot: values.boot,
      efi: values.efi,
    }),
  };
}

/** The largest image in blocks: `maxsize` wins, else the smallest of what was asked. */
export function maxBlocks(
  values: Pick<Iso9660Values, "maxsize" | "fit" | "fitcd">,
): number | undefined {
  if (values.maxsize !== undefined) return Math.floor(values.maxsize / 2048);
  const limits: number[] = [];
  if (values.fitcd) limits.push(CD74_BLOCKS);
  if (values.fit !== undefined) limits.push(MEDIA_BLOCKS[values.fit]);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function checkTogether(values: Iso9660Values): void {
  if (values.printsize && values.list) {
    throw new UsageError("Cannot use printsize and list together: each prints its own result", {
      hint: "choose one of them",
    });
  }
  if (values.bootinfo && values.boot === undefined) {
    throw new UsageError("Cannot use bootinfo: there is no BIOS boot image", { hint: "add boot=PATH" });
  }
  if (values.finetimes && !values.rr) {
    throw new UsageError("Cannot use finetimes: times of that resolution are part of Rock Ridge", {
      hint: "add rr",
    });
  }
  if (values.stdout !== undefined && values.stdout === values.stderr) {
    throw new UsageError("Cannot write the image and the messages to one file", {
      hint: "give stdout= and stderr= different names",
    });
  }
}
