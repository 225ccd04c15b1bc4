/**
 * Who takes part in the benchmark of recording, and by which command.
 *
 * @module
 */

import { createVirtualDisc } from "../../lib/virtual/create.ts";
import { startTgt } from "../../test/support/tgt.ts";
import type { Role } from "./contenders.ts";
import { isInstalled } from "./installed.ts";

/** A contender's run that has been prepared. */
export interface Prepared extends AsyncDisposable {
  /** Program and arguments. */
  readonly command: readonly string[];
}

/** One that takes part. */
export interface Recorder {
  readonly name: string;
  readonly role: Role;
  /** Programs that it needs. */
  readonly programs: readonly string[];
  /** Makes what it records on, in an empty folder. */
  readonly prepare: (image: string, folder: string) => Promise<Prepared>;
}

const ROOT = new URL("../../", import.meta.url).pathname;

/** The words that run us. */
export const DISCGLOW: readonly string[] = [Deno.execPath(), "run", "-A", `${ROOT}cli.ts`];

function prepared(command: readonly string[]): Promise<Prepared> {
  return Promise.resolve({ command, [Symbol.asyncDispose]: () => Promise.resolve() });
}

function ontoVirtual(name: string, ...options: string[]): Recorder {
  return {
    name,
    role: "ours",
    programs: [],
    prepare: (image, folder) => {
      createVirtualDisc(`${folder}/disc`, { media: "bd-r" });
      return prepared([
        ...DISCGLOW,
        "cdglow",
        "-a",
        "0",
        "-s",
        image,
        "-t",
        `virtual:${folder}/disc`,
        ...options,
      ]);
    },
  };
}

const ONTO_TGT: Recorder = {
  name: "discglow onto tgt",
  role: "ours",
  programs: ["tgtd"],
  prepare: async (image) => {
    const tgt = await startTgt({ units: [{ kind: "drive", disc: "blank" }], tuned: true });
    return {
      command: [...DISCGLOW, "cdglow", "-a", "0", "-s", image, "-t", tgt.url(1)],
      [Symbol.asyncDispose]: () => tgt[Symbol.asyncDispose](),
    };
  },
};

const XORRISO: Recorder = {
  name: "xorriso",
  role: "peer",
  programs: ["xorriso"],
  prepare: (image, folder) => prepared(["xorriso", "-as", "cdrecord", `dev=stdio:${folder}/disc`, image]),
};

const DD: Recorder = {
  name: "dd",
  role: "floor",
  programs: ["dd"],
  prepare: (image, folder) => prepared(["dd", `if=${image}`, `of=${folder}/disc`, "bs=1M", "status=none"]),
};

/** Name of the one that is judged. */
export const JUDGED = "discglow";

const ALL: readonly Recorder[] = [
  ontoVirtual(JUDGED),
  ontoVirtual("discglow -v", "-v"),
  ONTO_TGT,
  XORRISO,
  DD,
];

/** Those whose programs are there, and a sentence for each that is left out. */
export function findRecorders(): {
  readonly present: readonly Recorder[];
  readonly absent: readonly string[];
} {
  const lacking = (one: Recorder) => one.programs.find((program) => !isInstalled(program));
  return {
    present: ALL.filter((one) => lacking(one) === undefined),
    absent: ALL.filter((one) => lacking(one) !== undefined).map((one) =>
      `${one.name}: ${lacking(one)} is not installed`
    ),
  };
}
