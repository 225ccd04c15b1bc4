/**
 * Runs `discglow devices`.
 *
 * @module
 */

import { type DeviceListing, listDevices } from "../devices/list.ts";
import { DiscglowError } from "../errors.ts";
import { Drive } from "../mmc/drive.ts";
import { type DriveFacts, driveFacts } from "../mmc/drive_facts.ts";
import { examineMedium } from "../mmc/examine.ts";
import type { MediumSummary } from "../mmc/medium.ts";
import { Changer } from "../smc/changer.ts";
import { CHANGER_TYPE } from "../smc/changer_transport.ts";
import { showBytes } from "./amounts.ts";
import { type ChangerContents, changerContents, changerLines } from "./changer_lines.ts";
import { escapeText } from "./escape.ts";
import { EXIT_DONE, EXIT_FAILED } from "./exit_codes.ts";
import { deviceLine } from "./job_lines.ts";
import { mediumWords } from "./medium_words.ts";
import { deviceTypeName, type DriveUse, isDriveType, openTraced } from "./open_drive.ts";
import type { Output } from "./output.ts";

/** A device as it answers. */
interface Described {
  readonly name: string;
  /** Its other names. */
  readonly names: readonly string[];
  readonly kind: string;
  readonly vendor: string;
  readonly product: string;
  readonly revision: string;
  /** What a drive can do, and what lies in it. */
  readonly facts?: DriveFacts;
  readonly medium?: MediumSummary | undefined;
  /** What a changer holds. */
  readonly contents?: ChangerContents;
}

/** Lists the devices of this machine, or those that are named. */
export function runDevices(names: readonly string[], output: Output, trace: boolean): number {
  const listings = names.length > 0 ? [] : listDevices();
  const use: DriveUse = { exclusive: false, trace: trace ? output : undefined };
  let failed = 0;
  for (const name of names) if (!show(name, undefined, output, use)) failed++;
  for (const listing of listings) show(listing.name, listing, output, use);
  if (names.length === 0 && listings.length === 0) tellNothingFound(output);
  return failed > 0 ? EXIT_FAILED : EXIT_DONE;
}

/** Shows one device, or why that cannot be; what the system alone knows of it is shown in any case. */
function show(name: string, listing: DeviceListing | undefined, output: Output, use: DriveUse): boolean {
  try {
    const device = listing?.kind === "changer" ? listing : describe(name, listing?.names ?? [], use);
    if (output.json) output.record(deviceRecord(device));
    else for (const line of deviceLines(device)) output.line(escapeText(line));
    return true;
  } catch (error) {
    if (!(error instanceof DiscglowError)) throw error;
    const { message, hint } = error;
    if (output.json) output.record({ event: "device", ...listing, name, error: message, hint });
    else {
      if (listing !== undefined) output.line(escapeText(deviceLine(listing)));
      output.message(`discglow: ${message}${hint === undefined ? "" : `; ${hint}`}`);
    }
    return false;
  }
}

function describe(name: string, names: readonly string[], use: DriveUse): Described {
  using drive = new Drive(openTraced(name, use));
  const { peripheralType, vendor, product, revision } = drive.inquiry();
  const device = { name, names, vendor, product, revision };
  if (peripheralType === CHANGER_TYPE) {
    return { ...device, kind: "changer", contents: changerContents(new Changer(drive.device.transport)) };
  }
  if (!isDriveType(peripheralType)) {
    return { ...device, kind: deviceTypeName(peripheralType) ?? "unknown" };
  }
  const facts = driveFacts(drive);
  return { ...device, kind: facts.kind, facts, medium: examineMedium(drive) };
}

function deviceRecord({ facts, medium, contents, ...device }: Described): object {
  const held = facts === undefined ? contents : { medium: medium ?? null };
  return { event: "device", ...device, ...facts, ...held };
}

/** The lines of one device; `unknown` is what the classic programs call what is neither drive nor changer. */
function deviceLines(device: Described): string[] {
  const { names, revision, facts, medium, contents } = device;
  const also = names.length === 0 ? "" : `, also ${names.join(", ")}`;
  const lines = [`${deviceLine(device)}, revision ${revision.trim()}${also}`];
  if (contents !== undefined) lines.push(...changerLines(contents).map((line) => `  ${line}`));
  if (facts === undefined) return lines;
  const reads = facts.media.filter((name) => !facts.records.includes(name));
  lines.push(`  records ${facts.records.length === 0 ? "nothing" : facts.records.join(", ")}`);
  if (reads.length > 0) lines.push(`  reads also ${reads.join(", ")}`);
  lines.push(`  has ${partWords(facts)}`);
  lines.push(`  holds ${medium === undefined ? "no disc" : mediumWords(medium)}`);
  return lines;
}

function partWords({ buffer, loading, serial }: DriveFacts): string {
  const parts = [
    buffer === undefined ? "a buffer of unknown size" : `a buffer of ${showBytes(buffer)}`,
    loading === "unknown" ? "" : `a ${loading}`,
    serial === undefined ? "" : `serial number ${serial}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const NOTHING_FOUND: readonly string[] = [
  "No drive and no changer was found on this machine.",
  "  On Linux a drive shows up as /dev/srN and /dev/sgN: are the modules sr_mod and sg loaded (lsmod), is it",
  "  connected and powered (dmesg), and does this container or virtual machine see the devices of its host?",
  "  A drive behind a network is named: discglow devices iscsi://HOST/TARGET/LUN",
  "  Without a drive, a disc in a file can be recorded: discglow virtual create disc.bdr --media bd-r",
];

function tellNothingFound(output: Output): void {
  if (output.json) return;
  for (const line of NOTHING_FOUND) output.line(line);
}
