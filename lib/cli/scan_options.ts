/**
 * The words that say which files are meant, as the options of a scan.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Notice, ScanOptions, Unreadable } from "../image/options.ts";
import type { ATTRIBUTE_WORDS, SOURCE_WORDS, UNREADABLE_WORDS } from "./shared_words.ts";
import type { Values } from "./words.ts";

type ScanValues = Values<typeof SOURCE_WORDS & typeof ATTRIBUTE_WORDS & typeof UNREADABLE_WORDS>;

/** The fields of an object that are not `undefined`, as `exactOptionalPropertyTypes` wants them. */
export function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Makes the options of a scan of the words. */
export function scanOptions(
  values: ScanValues,
  more: { readonly onNotice: (notice: Notice) => void; readonly signal: AbortSignal },
): ScanOptions {
  const onlyGrafts = values.source.length === 0 && values.graft.length > 0;
  return {
    ...more,
    ...given({
      source: values.source.length > 0 ? values.source : onlyGrafts ? [] : undefined,
      uid: values.uid,
      gid: values.gid,
      fileMode: values.filemode,
      directoryMode: values.dirmode,
      date: values.date,
      latestDate: sourceDateEpoch(environment("SOURCE_DATE_EPOCH")),
    }),
    unreadable: unreadable(values),
    graft: values.graft,
    exclude: values.exclude,
    oneFileSystem: values.onefilesystem,
    followLinks: values.followlinks,
  };
}

function unreadable(values: ScanValues): Unreadable {
  if (values.ignorefail && values.checkfail) {
    throw new UsageError(
      "Cannot use ignorefail and checkfail together: unreadable files become empty or go",
      {
        hint: "choose one of them",
      },
    );
  }
  return values.ignorefail ? "empty" : values.checkfail ? "omit" : "error";
}

/** A variable of the environment; nothing without the permission to look, rather than a question to the user. */
function environment(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}

/** Reads `SOURCE_DATE_EPOCH` (reproducible-builds.org): decimal seconds, nothing else. */
export function sourceDateEpoch(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(seconds)) {
    throw new UsageError(`Cannot use SOURCE_DATE_EPOCH=${text}: it is not a number of seconds since 1970`);
  }
  return seconds;
}
