import { DeviceError } from "../../lib/errors.ts";
import { decodeAtip } from "../../lib/mmc/atip.ts";
import { decodeBufferCapacity } from "../../lib/mmc/buffer_capacity.ts";
import { decodeDiscInformation } from "../../lib/mmc/disc_information.ts";
import {
  decodeDiscStructure,
  mediaIdOfAdip,
  mediaIdOfDiscInformation,
  mediaIdOfPrerecorded,
} from "../../lib/mmc/disc_structure.ts";
import { decodeDriveCapabilities } from "../../lib/mmc/drive_capabilities.ts";
import { driveFacts } from "../../lib/mmc/drive_facts.ts";
import { decodeMediaEvent } from "../../lib/mmc/event_status.ts";
import { examineMedium } from "../../lib/mmc/examine.ts";
import { decodeFormatCapacities } from "../../lib/mmc/format_capacities.ts";
import { decodeConfiguration } from "../../lib/mmc/get_configuration.ts";
import { decodeNominalSpeeds, decodeWriteSpeeds } from "../../lib/mmc/get_performance.ts";
import { decodeReadCapacity } from "../../lib/mmc/read_capacity.ts";
import { decodeSessionToc, decodeToc } from "../../lib/mmc/read_toc.ts";
import { decodeTrackInformation } from "../../lib/mmc/track_information.ts";
import { decodeWriteParameters } from "../../lib/mmc/write_parameters.ts";
import { assert } from "../support/assert.ts";
import { Random } from "../support/random.ts";
import {
  ATIP_ANSWER,
  CAPABILITIES_ANSWER,
  capacityAnswer,
  configurationAnswer,
  discAnswer,
  formatAnswer,
  speedsAnswer,
  tocAnswer,
  trackAnswer,
  WRITE_PARAMETERS_ANSWER,
} from "./answers.ts";
import { bytes, type Replies, type Reply, scriptedDrive, ScriptedTransport } from "./scripted_drive.ts";

const PROFILES = [0x00, 0x08, 0x09, 0x0a, 0x10, 0x11, 0x12, 0x13, 0x14, 0x1a, 0x1b, 0x2b, 0x40, 0x41, 0x43];

/** Decoders with an answer that each understands. */
const DECODERS: readonly [decode: (bytes: Uint8Array) => unknown, answer: Uint8Array][] = [
  [decodeConfiguration, configurationAnswer(0x41, PROFILES, [0x21, 0x41, 0x107])],
  [decodeDiscInformation, discAnswer(1, 0)],
  [decodeTrackInformation, trackAnswer({ valid: 3, next: 5, free: 6, size: 7 })],
  [decodeToc, tocAnswer([4, 1, 0], [0, 2, 1000], [4, 0xaa, 2000])],
  [decodeSessionToc, bytes("00 0a 01 03 00 14 05 00 00 01 86 a0")],
  [decodeAtip, ATIP_ANSWER],
  [decodeReadCapacity, capacityAnswer(1000)],
  [decodeFormatCapacities, formatAnswer(2, 5, [0x26, 6], [0x30, 7])],
  [decodeWriteSpeeds, speedsAnswer(11080, 5540)],
  [decodeNominalSpeeds, speedsAnswer(11080, 5540)],
  [decodeBufferCapacity, bytes("00 0a 00 00 00 80 00 00 00 40 00 00")],
  [decodeMediaEvent, bytes("00 06 04 10 02 02 00 00")],
  [decodeWriteParameters, WRITE_PARAMETERS_ANSWER.subarray(8)],
  [decodeDriveCapabilities, CAPABILITIES_ANSWER.subarray(8)],
  [decodeDiscStructure, bytes("00 70 00 00", "=DI", "00 ".repeat(98), "=CMCMAGBA5")],
  [mediaIdOfAdip, new Uint8Array(32).fill(0x41)],
  [mediaIdOfDiscInformation, bytes("=DI", "00 ".repeat(98), "=CMCMAGBA5")],
  [mediaIdOfPrerecorded, bytes("00 ".repeat(16), "03", "=MCC 01", "00 04", "=RG20  ", "00")],
];

/** Some bytes changed, cut off or added. */
function mutated(answer: Uint8Array, random: Random): Uint8Array {
  let bytes = answer.slice();
  if (random.chance(0.3)) bytes = bytes.slice(0, random.below(bytes.length + 1));
  if (random.chance(0.2)) bytes = Uint8Array.from([...bytes, ...random.bytes(random.below(64))]);
  for (let change = random.below(6); change > 0 && bytes.length > 0; change--) {
    bytes[random.below(bytes.length)] = random.one([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
  }
  return bytes;
}

/** The numbers in a value, however deep. */
function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === "number") yield value;
  else if (value instanceof Uint8Array || value === null) return;
  else if (value instanceof Map) { for (const each of value.values()) yield* numbersIn(each); }
  else if (typeof value === "object") { for (const each of Object.values(value)) yield* numbersIn(each); }
}

Deno.test("no answer makes a decoder throw, or read a number that is none", () => {
  const random = new Random(20);
  for (const [decode, answer] of DECODERS) {
    assert(decode(answer) !== undefined, `${decode.name} knows its own answer`);
    for (let round = 0; round < 2000; round++) {
      const value = decode(mutated(answer, random));
      for (const number of numbersIn(value)) assert(Number.isInteger(number) && number >= 0, decode.name);
    }
  }
});

/** A drive in good order with a disc of some profile. */
function goodReplies(profile: number, random: Random): Replies {
  const last = random.below(4) + 1;
  return {
    0x00: new Uint8Array(0),
    0x12: bytes("05 80 00 32 5b 00 00 00", "=VENDOR  PRODUCT         1.00"),
    0x23: formatAnswer(random.below(4), 2_000_000, [0x26, 2_000_000]),
    0x25: capacityAnswer(1000),
    0x43: (cdb) => cdb[2] === 4 ? ATIP_ANSWER : tocAnswer([4, 1, 0], [4, 0xaa, 2000]),
    0x46: configurationAnswer(profile, PROFILES, [0x21, 0x107]),
    0x51: discAnswer(random.below(4), random.below(4), 1, last),
    0x52: trackAnswer({ valid: random.below(4), size: 1000, free: 5 }),
    0x5a: (cdb) => cdb[2] === 5 ? WRITE_PARAMETERS_ANSWER : CAPABILITIES_ANSWER,
    0xac: speedsAnswer(11080, 5540),
    0xad: bytes("00 70 00 00", "=DI", "00 ".repeat(98), "=CMCMAGBA5"),
  };
}

Deno.test("a drive may lie as it likes: it is examined, or it is a DeviceError, and it does not take long", () => {
  const random = new Random(21);
  const senses = ["5/24/00", "2/24/00", "5/20/00", "3/11/00", "4/44/00", "B/00/00", "6/28/00"];
  let examined = 0;
  for (let round = 0; round < 600; round++) {
    const replies = goodReplies(random.one(PROFILES), random);
    const { drive, transport } = scriptedDrive(
      new Proxy(replies, {
        get(own, code): Reply | ((cdb: Uint8Array, data: Uint8Array) => Reply) | undefined {
          const reply = own[Number(code)];
          if (code === "0" || reply === undefined) return reply;
          return (cdb, data) => {
            const answer = typeof reply === "function" ? reply(cdb, data) : reply;
            if (random.chance(0.1)) return random.one(senses);
            return typeof answer === "string" || random.chance(0.4) ? answer : mutated(answer, random);
          };
        },
      }),
    );
    for (const question of [() => examineMedium(drive), () => driveFacts(drive)]) {
      try {
        for (const number of numbersIn(question())) assert(Number.isFinite(number) && number >= 0);
        examined++;
      } catch (error) {
        assert(error instanceof DeviceError, `round ${round}: ${error}`);
      }
    }
    assert(transport.seen.length < 3000, `round ${round}: ${transport.seen.length} commands`);
    assert(transport instanceof ScriptedTransport);
  }
  assert(examined > 600, `only ${examined} answers were good enough`);
});
