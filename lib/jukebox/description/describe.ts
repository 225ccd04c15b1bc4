/**
 * Describes what was found: changers with the drives in them, and drives that stand alone.
 *
 * @module
 */

import { matchDrives } from "../robot/match_drives.ts";
import { elementsOf } from "../robot/robot.ts";
import { formatDescription, type WrittenDrive } from "./format.ts";
import type { ProbedChanger, ProbedDrive } from "./probe.ts";

/** The text of a description file. */
export interface Described {
  /** Name for the file, without `.dev`. */
  readonly name: string;
  readonly text: string;
  /** The drives it names. */
  readonly drives: readonly string[];
}

/** A drive and where it stands in the changer. */
interface Placed {
  readonly drive: ProbedDrive;
  readonly address: number;
  readonly by: "serial" | "order";
}

/**
 * Writes a description of every changer, and of every drive that is in none of them.
 *
 * @param spare drives that are only described where a changer has them
 */
export function describe(
  changers: readonly ProbedChanger[],
  drives: readonly ProbedDrive[],
  spare: readonly ProbedDrive[] = [],
): Described[] {
  const described: Described[] = [];
  const taken = new Set<ProbedDrive>();
  const all = [...drives, ...spare];
  for (const changer of changers) {
    const free = all.filter((drive) => !taken.has(drive));
    const placed = placeDrives(changer, free, changers.length === 1);
    for (const { drive } of placed) taken.add(drive);
    described.push(describeChanger(numbered("jb", described.length, changers.length), changer, placed));
  }
  const alone = drives.filter((drive) => !taken.has(drive));
  alone.forEach((drive, index) =>
    described.push(describeSingle(numbered("drive", index, alone.length), drive))
  );
  return described;
}

/** By order only where there is one changer: among several nobody knows whose a drive is. */
function placeDrives(changer: ProbedChanger, drives: readonly ProbedDrive[], only: boolean): Placed[] {
  const asked = drives.map(({ serial }, index) => ({ number: index + 1, serial: serial ?? null }));
  return matchDrives(changer.inventory, asked).flatMap(({ drive, address, by }): Placed[] => {
    if (address === undefined || by === "none" || (by === "order" && !only)) return [];
    return [{ drive: drives[drive - 1]!, address, by }];
  }).sort((a, b) => a.address - b.address);
}

function describeChanger(name: string, changer: ProbedChanger, placed: readonly Placed[]): Described {
  const elements = elementsOf(changer.inventory, "drive");
  const comments = [`${changer.model}${serialWords(changer.serial)}: ${contentWords(changer)}`];
  if (placed.some(({ by }) => by === "order")) {
    comments.push(
      "The order of the drives could not be proved: the changer does not tell the serial number of every one.",
      "Check those marked below: a disc that is moved there has to come to the drive that is named.",
    );
  }
  for (const { number, address, identifier } of elements) {
    if (placed.some((one) => one.address === address)) continue;
    const who = identifier === undefined ? "" : ` (${identifier})`;
    comments.push(
      `Drive ${number} of the changer${who} is not described: which device it is could not be proved.`,
    );
  }
  if (placed.length === 0) {
    comments.push("Write a line recorder=NAME or drive=NAME for each drive, in the changer's order.");
  }
  const drives = placed.map(({ drive, address, by }): WrittenDrive => {
    const number = elements.find((element) => element.address === address)?.number;
    return {
      ...written(drive),
      comment: `drive ${number} of the changer${by === "order" ? " by order only" : ""}: ${
        driveWords(drive)
      }`,
    };
  });
  const text = formatDescription(
    { type: "scsi2", robot: changer.name, drives, disks: undefined, save: "*.sav" },
    comments,
  );
  return { name, text, drives: placed.map(({ drive }) => drive.name) };
}

function describeSingle(name: string, drive: ProbedDrive): Described {
  const parts = {
    type: "single",
    robot: undefined,
    drives: [written(drive)],
    disks: undefined,
    save: undefined,
  } as const;
  return { name, text: formatDescription(parts, [driveWords(drive)]), drives: [drive.name] };
}

function written({ name, recorder }: ProbedDrive): WrittenDrive {
  return { path: name, recorder };
}

function driveWords({ model, serial }: ProbedDrive): string {
  return `${model}${serialWords(serial)}`;
}

function serialWords(serial: string | undefined): string {
  return serial === undefined ? "" : `, serial number ${serial}`;
}

function contentWords({ inventory }: ProbedChanger): string {
  const count = (kind: "slot" | "mail" | "drive", one: string): string => {
    const number = elementsOf(inventory, kind).length;
    return `${number} ${one}${number === 1 ? "" : "s"}`;
  };
  return `${count("slot", "slot")}, ${count("mail", "mail slot")}, ${count("drive", "drive")}`;
}

function numbered(name: string, index: number, count: number): string {
  return count === 1 ? name : `${name}${index + 1}`;
}
