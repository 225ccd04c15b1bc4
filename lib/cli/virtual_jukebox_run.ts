/**
 * Runs `discglow virtual` on jukeboxes.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import { parseSlotList } from "../jukebox/slot_list.ts";
import type { DriveBehaviour } from "../virtual/behaviour.ts";
import {
  addChangerFault,
  type ChangerBehaviour,
  type ChangerFault,
  clearChangerFaults,
  createVirtualJukebox,
  insertVirtualDisc,
  type Place,
  readVirtualJukebox,
  setChangerBehaviour,
  setJukeboxDrives,
  takeVirtualDisc,
} from "../virtual/changer/create.ts";
import type { Output } from "./output.ts";
import { given } from "./scan_options.ts";
import { printJukebox } from "./virtual_jukebox_show.ts";
import { isOn, milliseconds, type VirtualValues, want } from "./virtual_values.ts";

/** Does one of the actions on a jukebox; `drive` is how its drives are to behave. */
export function runVirtualJukebox(
  action: string,
  dir: string,
  values: VirtualValues,
  drive: Partial<DriveBehaviour>,
  output: Output,
): void {
  switch (action) {
    case "jukebox":
      create(dir, values, drive);
      break;
    case "insert":
      insert(dir, values);
      break;
    case "take":
      takeVirtualDisc(dir, place(action, values), want(values.to, "--to", action));
      break;
    case "set":
      set(dir, changerBehaviour(values), drive);
      break;
    case "fault":
      addChangerFault(dir, fault(values));
      break;
    case "clear":
      clearChangerFaults(dir);
      break;
    case "show":
      break;
    default:
      throw new UsageError(`Cannot run virtual ${action}: ${dir} is a jukebox`, {
        hint: "name the file of a disc; discglow virtual show lists those of a jukebox",
      });
  }
  if (action === "show" || action === "jukebox" || output.json) {
    printJukebox(output, dir, readVirtualJukebox(dir));
  }
}

function create(dir: string, values: VirtualValues, drive: Partial<DriveBehaviour>): void {
  const { filled, media } = values;
  if (filled !== undefined && media === undefined) want(media, "--media", "jukebox");
  createVirtualJukebox(dir, {
    behaviour: changerBehaviour(values),
    drive,
    ...given({
      slots: values.slots,
      drives: values.drives,
      mailSlots: values["mail-slots"],
      serial: values.serial,
      media,
      filled: parseSlotList(filled),
    }),
  });
}

function insert(dir: string, values: VirtualValues): void {
  const { image, media, barcode } = values;
  if (image !== undefined && media !== undefined) {
    throw new UsageError("Cannot run virtual insert: --media and --image exclude each other");
  }
  const what = image === undefined ? { media: want(media, "--media", "insert") } : { image };
  insertVirtualDisc(dir, place("insert", values), what, {
    ...given({ barcode: barcode === "" ? null : barcode }),
    twoSided: values["second-side"],
  });
}

function set(dir: string, changer: Partial<ChangerBehaviour>, drive: Partial<DriveBehaviour>): void {
  const [ofChanger, ofDrives] = [Object.keys(changer).length > 0, Object.keys(drive).length > 0];
  if (!ofChanger && !ofDrives) {
    throw new UsageError("Cannot run virtual set: there is nothing to change", {
      hint: "discglow virtual --help lists what can be set",
    });
  }
  if (ofChanger) setChangerBehaviour(dir, changer);
  if (ofDrives) setJukeboxDrives(dir, drive);
}

function changerBehaviour(values: VirtualValues): Partial<ChangerBehaviour> {
  return given({
    barcodes: isOn(values.barcodes),
    twoSided: isOn(values["two-sided"]),
    exchange: isOn(values.exchange),
    needsEject: isOn(values["needs-eject"]),
    doorOpen: isOn(values["door-open"]),
    identifiers: values.identifiers,
    moveTime: milliseconds(values["move-time"]),
    initialiseTime: milliseconds(values["initialise-time"]),
    positionTime: milliseconds(values["position-time"]),
  });
}

function fault(values: VirtualValues): ChangerFault {
  const { opcode, call, times, kind, sense } = values;
  const on = want(values.on, "--on", "fault") as ChangerFault["on"];
  const where = placeOf(values);
  return { on, ...given({ opcode, call, times, kind: kind as ChangerFault["kind"], sense, place: where }) };
}

function place(action: string, values: VirtualValues): Place {
  return want(placeOf(values), "--mail, --slot or --drive", action);
}

function placeOf(values: VirtualValues): Place | undefined {
  const found = (["slot", "mail", "drive"] as const).filter((kind) => values[kind] !== undefined);
  if (found.length > 1) {
    throw new UsageError(`Cannot use --${found.join(" and --")} together: a disc is in one place`);
  }
  const [kind] = found;
  return kind === undefined ? undefined : { kind, number: values[kind]! };
}
