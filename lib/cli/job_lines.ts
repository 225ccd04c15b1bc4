/**
 * The lines that a job with a drive says of its events, in the manner of the classic recorder program.
 *
 * @module
 */

import { blocksIn, rangeWords } from "../mmc/block_range.ts";
import type {
  Compared,
  DeviceFound,
  Phase,
  Planned,
  ProgressMade,
  Recorded,
  RecordEvent,
  SpeedGranted,
  Waiting,
} from "../recorder/events.ts";
import { showSpeed } from "./amounts.ts";
import { count } from "./count.ts";
import { mediumWords } from "./medium_words.ts";

/** Ranges that are named before the rest is only counted. */
const RANGES_SHOWN = 50;

/** In less time than this a buffer is filled, and no disc recorded. */
const SECONDS_FOR_SPEED = 0.5;

const DONE: Readonly<Record<Phase, string>> = {
  recording: "written",
  comparing: "compared",
  copying: "copied",
};

/**
 * What a line says of an event; nothing for what goes elsewhere.
 *
 * @param baseSpeed kB/s of the medium's family, when it is known
 */
export function lineOf(event: RecordEvent, baseSpeed: number | undefined): string | undefined {
  switch (event.event) {
    case "device":
      return deviceLine(event);
    case "medium":
      return `${event.role} medium: ${mediumWords(event.medium)}`;
    case "planned":
      return plannedLine(event);
    case "speed":
      return speedLine(event, baseSpeed);
    case "buffer":
      return `${event.bytes} bytes read into the buffer before the start, ${
        event.percent.toFixed(0)
      } % of it`;
    case "progress":
      return progressLine(event);
    case "waiting":
      return waitingLine(event);
    case "unreadable":
      return `${count(blocksIn(event.ranges), "block")} of the source could not be read, zeros stand for ` +
        `${blocksIn(event.ranges) === 1 ? "it" : "them"}: ${rangeWords(event.ranges, RANGES_SHOWN)}`;
    case "recorded":
      return recordedLine(event, baseSpeed);
    case "readable":
      return "disc ready for reading";
    case "compared":
      return comparedLine(event);
    case "disc":
      return event.words;
    case "notice":
      return event.message;
    case "trace":
    case "trouble":
      return undefined;
  }
}

/** `/dev/sr0 is HP's CD-drive "C4324/C4325"`, as the classic programs say it. */
export function deviceLine(
  { name, kind = "drive", vendor, product }: Pick<DeviceFound, "name" | "kind" | "vendor" | "product">,
): string {
  return `${name} is ${vendor.trim()}'s ${kind} "${product.trim()}"`;
}

function plannedLine({ blocks, bytes, firstBlock, recipe, preview }: Planned): string {
  const what = blocks === undefined
    ? "blocks to be written until the source ends"
    : `${count(blocks, "block")} to be written` + (bytes === undefined ? "" : `, ${count(bytes, "byte")}`);
  return `${what}, from block ${firstBlock} on: ${recipe}${
    preview ? ", preview: nothing stays on the disc" : ""
  }`;
}

function speedLine({ requested, granted, factor }: SpeedGranted, baseSpeed: number | undefined): string {
  if (granted === undefined) return "the drive does not say how fast it writes";
  const shown = (kBs: number): string => baseSpeed === undefined ? `${kBs} kB/s` : showSpeed(kBs, baseSpeed);
  const rate = factor === undefined ? "" : ` (${granted} kB/s)`;
  const instead = requested === undefined || requested === granted ? "" : `, asked for ${shown(requested)}`;
  return `the drive writes at ${shown(granted)}${rate}${instead}`;
}

function progressLine({ phase, bytes, total, bufferPercent }: ProgressMade): string {
  const of = total === undefined || total === 0 ? "" : ` of ${total}, ${Math.floor(bytes * 100 / total)} %`;
  const buffer = phase === "recording" ? `, buffer ${bufferPercent.toFixed(0)} %` : "";
  return `${bytes} bytes${of} ${DONE[phase]}${buffer}`;
}

/** `waiting for the drive to close the session: 12 s, 40 %` */
export function waitingLine({ what, seconds, fraction }: Waiting): string {
  const done = fraction === undefined ? "" : `, ${Math.floor(fraction * 100)} %`;
  return `waiting for the drive to ${what}: ${seconds.toFixed(0)} s${done}`;
}

function recordedLine(
  { blocks, seconds, lowestFill, underruns }: Recorded,
  baseSpeed: number | undefined,
): string {
  const long = seconds >= SECONDS_FOR_SPEED && baseSpeed !== undefined;
  const factor = long ? `, ${showSpeed(blocks * 2.048 / seconds, baseSpeed)}` : "";
  const fill = lowestFill === undefined ? "" : `, buffer never below ${lowestFill.toFixed(0)} %`;
  return `end of recording: ${count(blocks, "block")} in ${seconds.toFixed(1)} s${factor}${fill}, ` +
    (underruns === 0 ? "no underrun" : count(underruns, "underrun"));
}

function comparedLine({ blocks, different, ranges, unreadable }: Compared): string {
  if (different === 0) return `comparison: ${count(blocks, "block")}, no difference`;
  const bad = blocksIn(unreadable);
  const where = rangeWords(ranges, RANGES_SHOWN);
  return `comparison: ${different} of ${count(blocks, "block")} different: ${where}` +
    (bad === 0 ? "" : ` (of these ${bad} not readable: ${rangeWords(unreadable, RANGES_SHOWN)})`);
}
