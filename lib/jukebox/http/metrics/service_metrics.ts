/**
 * The jukebox in numbers.
 *
 * @module
 */

import type { DeviceStatus, DiscState, DriveDuty, SlotStatus } from "../../model.ts";
import type { JukeboxService } from "../../service.ts";
import type { MetricFamily, Sample } from "./exposition.ts";

const DUTIES: readonly DriveDuty[] = ["serving", "job", "reserved", "failed"];
const DISC_STATES: readonly DiscState[] = ["unknown", "blank", "bad", "foreign", "recorded"];
const DEVICE_STATES: readonly DeviceStatus["state"][] = ["attaching", "attached", "halted", "failed"];

/** Asks the service for all of them. */
export function serviceFamilies(service: JukeboxService): MetricFamily[] {
  const { version, startedAt, devices } = service.status();
  const counts = service.counts();
  return [
    gauge("discglow_info", "The program that runs.", [{ labels: { version }, value: 1 }]),
    gauge("discglow_start_time_seconds", "When the server was started, since 1970.", [
      { value: Date.parse(startedAt) / 1000 },
    ]),
    gauge(
      "discglow_devices",
      "Devices by state.",
      byWord("state", DEVICE_STATES, devices.map((d) => d.state)),
    ),
    gauge("discglow_drives", "Drives by what they are there for.", devices.flatMap(drivesOf)),
    gauge("discglow_drive_requests_waiting", "Requests that wait for a drive.", devices.flatMap(waitingOf)),
    ...slotFamilies(service, devices),
    gauge("discglow_jobs", "Jobs by state.", Object.entries(counts.jobs).map(jobsOf)),
    gauge("discglow_discs_known", "Discs in the volumes database.", [{ value: counts.discs }]),
    gauge("discglow_files_known", "Files in the volumes database.", [{ value: counts.files }]),
  ];
}

function slotFamilies(service: JukeboxService, devices: readonly DeviceStatus[]): MetricFamily[] {
  const full: Sample[] = [];
  const discs: Sample[] = [];
  for (const { name: device } of devices) {
    const slots = slotsOf(service, device);
    for (const kind of ["slot", "mail"] as const) {
      const ofKind = slots.filter((slot) => slot.kind === kind);
      const used = ofKind.filter((slot) => slot.full).length;
      full.push({ labels: { device, kind, state: "full" }, value: used });
      full.push({ labels: { device, kind, state: "empty" }, value: ofKind.length - used });
    }
    const states = slots.flatMap((slot) => slot.disc === null ? [] : [slot.disc.state]);
    discs.push(...byWord("state", DISC_STATES, states, { device }));
  }
  return [
    gauge("discglow_slots", "Slots by kind and whether something is in them.", full),
    gauge("discglow_discs", "Discs of the slots by state.", discs),
  ];
}

/** A device may have gone, or may not know its slots yet: the other numbers are wanted all the same. */
function slotsOf(service: JukeboxService, device: string): SlotStatus[] {
  try {
    return service.slots(device);
  } catch {
    return [];
  }
}

function drivesOf({ name: device, drives }: DeviceStatus): Sample[] {
  return byWord("duty", DUTIES, drives.map((drive) => drive.duty), { device });
}

function waitingOf({ name: device, drives }: DeviceStatus): Sample[] {
  return drives.map(({ number, waiting }) => ({ labels: { device, drive: String(number) }, value: waiting }));
}

function jobsOf([state, value]: [string, number]): Sample {
  return { labels: { state }, value };
}

function byWord<T extends string>(
  label: string,
  words: readonly T[],
  found: readonly T[],
  labels: Readonly<Record<string, string>> = {},
): Sample[] {
  return words.map((word) => ({
    labels: { ...labels, [label]: word },
    value: found.filter((one) => one === word).length,
  }));
}

function gauge(name: string, help: string, samples: readonly Sample[]): MetricFamily {
  return { name, help, type: "gauge", samples };
}
