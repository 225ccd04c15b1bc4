/**
 * Checks requests before they become jobs: what cannot be meant, and what cannot be done as things are.
 *
 * @module
 */

import type { JukeboxDevice } from "../../device/device.ts";
import { JukeboxError } from "../../errors.ts";
import type { Job, JobKind, ProduceRequest } from "../../model.ts";
import type { JobTools } from "../job_tools.ts";
import { blanksOf } from "../produce/blanks.ts";
import { discCount } from "../words_of.ts";
import { kindOfSource } from "./check_source.ts";
import { drivesOfDevice, holdsDisc, requireDiscs, slotsOfDevice } from "./device_checks.ts";
import { readProduceRequest } from "./produce_request.ts";
import {
  readBlankRequest,
  readExportRequest,
  readImportRequest,
  readTestRequest,
  readVerifyRequest,
} from "./small_requests.ts";

/** Checks a request; returns it with every field in place, as the job's row keeps it. */
export function checkRequest(
  kind: JobKind,
  request: Readonly<Record<string, unknown>>,
  device: JukeboxDevice,
  tools: JobTools,
): Job["request"] {
  switch (kind) {
    case "produce":
      return { ...checkProduce(readProduceRequest(request), device) };
    case "test": {
      const checked = readTestRequest(request);
      slotsOfDevice(device, checked.slots);
      return { ...checked };
    }
    case "verify":
      return { ...checkVerify(readVerifyRequest(request), device) };
    case "blank": {
      const checked = readBlankRequest(request);
      requireDiscs("blank discs", slotsOfDevice(device, checked.slots));
      drivesOfDevice(device, "blank discs", checked.drives, true);
      return { ...checked };
    }
    case "import": {
      const checked = readImportRequest(request);
      if (slotsOfDevice(device, checked.slots).every(holdsDisc)) {
        throw new JukeboxError("state", "No good slot found");
      }
      return { ...checked };
    }
    case "export":
      return { ...checkExport(readExportRequest(request), device, tools) };
    default:
      throw new JukeboxError("usage", `Cannot begin a job: there is no kind ${JSON.stringify(kind)}`);
  }
}

function checkProduce(request: ProduceRequest, device: JukeboxDevice): ProduceRequest {
  const slots = slotsOfDevice(device, request.slots);
  if (request.slots !== null) requireDiscs("produce discs", slots);
  drivesOfDevice(device, "produce discs", request.drives, true);
  const { verify, verifyDrive } = request;
  if (verify && typeof verifyDrive === "number") {
    drivesOfDevice(device, "verify discs", [verifyDrive], false);
  }
  if (verify && verifyDrive === "other" && device.status().drives.length < 2) {
    const { name } = device.status();
    throw new JukeboxError("usage", `Cannot verify on another drive: ${name} has only one`);
  }
  checkDiscs(request, device, checkSource(request));
  return request;
}

/** Returns how many bytes are going to be recorded, as far as that is known yet. */
function checkSource({ source, volume }: ProduceRequest): number {
  const kind = kindOfSource(source);
  if (volume !== null && kind !== "folder") {
    throw new JukeboxError("usage", `Cannot name the volume ${volume}: ${source} has its name already`, {
      hint: "only a volume that is made from a folder can be named",
    });
  }
  return kind === "image" ? Deno.statSync(source).size : 0;
}

/** Discs that can be recorded only once are not begun when there are too few of them. */
function checkDiscs(request: ProduceRequest, device: JukeboxDevice, bytes: number): void {
  const { copies } = request;
  const there = copies === null ? 0 : blanksOf(device, request, bytes).length;
  if (copies === null || there >= copies) return;
  const where = request.slots === null ? device.status().name : "the list";
  const what = `Cannot produce ${discCount(copies)}: ${where} holds ${there} that may be blank`;
  throw new JukeboxError("state", bytes === 0 ? what : `${what} and have room for ${bytes} bytes`, {
    hint: "ask for fewer copies, or put blank discs in",
  });
}

function checkVerify(request: ReturnType<typeof readVerifyRequest>, device: JukeboxDevice) {
  const slots = slotsOfDevice(device, request.slots);
  if (request.slots !== null) requireDiscs("verify discs", slots);
  drivesOfDevice(device, "verify discs", request.drives, false);
  if (request.source !== null && kindOfSource(request.source) !== "image") {
    throw new JukeboxError("usage", `Cannot compare discs with ${request.source}: it is no image file`);
  }
  return request;
}

function checkExport(
  request: ReturnType<typeof readExportRequest>,
  device: JukeboxDevice,
  { volumes }: JobTools,
) {
  const slots = slotsOfDevice(device, request.slots);
  if (request.all) requireDiscs("export discs", slots);
  else if (request.disc !== null) {
    const disc = volumes.disc(request.disc);
    if (disc === undefined) throw new JukeboxError("missing", `There is no disc ${request.disc}`);
    if (!slots.some((slot) => slot.disc?.id === disc.id)) {
      const { name } = device.status();
      throw new JukeboxError("state", `Cannot export ${disc.name}: it is not in a slot of ${name}`);
    }
  } else if (!slots.some(holdsDisc)) {
    throw new JukeboxError("state", "No good slot found");
  }
  return request;
}
