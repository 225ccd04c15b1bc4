import { DeviceError } from "../../lib/errors.ts";
import { Changer } from "../../lib/smc/changer.ts";
import { decodeElementAssignment } from "../../lib/smc/element_assignment.ts";
import { ELEMENT_TYPE, type Inventory } from "../../lib/smc/element.ts";
import { decodeDeviceCapabilities } from "../../lib/smc/device_capabilities.ts";
import { decodeElementStatus } from "../../lib/smc/read_element_status.ts";
import { decodeTransportGeometry } from "../../lib/smc/transport_geometry.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { ScriptedTransport } from "../mmc/scripted_drive.ts";
import { Random } from "../support/random.ts";
import { assignmentAnswer, lyingChanger, statusOf, usualElements } from "./lying_changer.ts";

const SENSES = ["5/24/00", "5/21/01", "5/20/00", "2/04/01", "6/28/01", "4/15/01", "B/00/00"];

/** Some bytes changed, cut off or added; most of all in the headers, where lengths and counts stand. */
function mutated(answer: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(answer);
  if (random.chance(0.3)) bytes = bytes.slice(0, random.below(bytes.length + 1));
  if (random.chance(0.2)) bytes = Uint8Array.from([...bytes, ...random.bytes(random.below(200))]);
  for (let change = random.below(8); change > 0 && bytes.length > 0; change--) {
    const at = random.below(random.chance(0.6) ? Math.min(24, bytes.length) : bytes.length);
    bytes[at] = random.one([0, 1, 2, 4, 0x0c, 0x34, 0x7f, 0x80, 0xff, random.below(256)]);
  }
  return bytes;
}

function assertSound({ elements, notices }: Inventory, words: string): void {
  const addresses = elements.map(({ address }) => address);
  assertEquals(new Set(addresses).size, addresses.length, `${words}: an address occurs twice`);
  assert(addresses.every((address) => address >= 0 && address < 0x10000), `${words}: ${addresses}`);
  for (const kind of Object.keys(ELEMENT_TYPE)) {
    const some = elements.filter((element) => element.kind === kind);
    for (const [place, { address, number }] of some.entries()) {
      const before = some[place - 1] ?? { address: -1, number: 0 };
      assert(address > before.address && number > before.number, `${words}: ${kind} ${number} at ${address}`);
    }
  }
  const barcodes = elements.flatMap(({ barcode }) => barcode ?? []);
  assertEquals(new Set(barcodes).size, barcodes.length, `${words}: a bar code stands on two discs`);
  assert(barcodes.every((text) => /^[\x20-\x7e]{1,32}$/.test(text)), `${words}: ${barcodes}`);
  assert(notices.length <= 101 && notices.every((notice) => !notice.endsWith(".")), words);
}

Deno.test("whatever a changer answers, there is a sound inventory or a DeviceError, after not too many questions", () => {
  const random = new Random(22);
  let inventories = 0;
  for (let round = 0; round < 4000; round++) {
    const elements = usualElements(random.one([1, 6, 40, 600]));
    const { changer, transport } = lyingChanger(elements, {
      ...(random.chance(0.3) ? { most: 1 + random.below(20) } : {}),
      ...(random.chance(0.3) ? { cut: random.below(60) } : {}),
      ignoresCount: random.chance(0.3),
      ignoresStart: random.chance(0.2),
      refuses: () => random.chance(0.05) ? random.one(SENSES) : undefined,
      distort: (answer) => random.chance(0.5) ? mutated(answer, random) : answer,
      assignment: random.chance(0.3)
        ? mutated(assignmentAnswer([0, 1], [1000, 6], [10, 2], [500, 2]), random)
        : random.chance(0.1)
        ? random.one(SENSES)
        : assignmentAnswer([0, 1], [1000, elements.length - 5], [10, 2], [500, 2]),
    });
    try {
      assertSound(changer.inventory({ still: random.chance(0.5) }), `round ${round}`);
      inventories++;
    } catch (error) {
      assert(error instanceof DeviceError, `round ${round}: ${error}`);
    }
    assert(transport.seen.length < 4 * 1100, `round ${round}: ${transport.seen.length} commands`);
  }
  assert(inventories > 2000, `only ${inventories} inventories`);
});

Deno.test("a changer that always has one more element is given up", () => {
  const transport = new ScriptedTransport((cdb) => {
    if (cdb[0] !== 0xb8) return "5/24/00";
    return statusOf(cdb[1]! & 15, [{ kind: "slot", address: cdb[2]! << 8 | cdb[3]! }], true, false);
  });
  const { notices } = new Changer(transport).inventory();
  assert(transport.seen.length < 4 * 1100, `${transport.seen.length} commands`);
  assert(notices.some((notice) => notice.includes("too many pieces")), notices.join("; "));
});

Deno.test("no bytes make a decoder of changers throw", () => {
  const random = new Random(23);
  const page = assignmentAnswer([0, 1], [1000, 6], [10, 2], [500, 2]).subarray(8);
  const status = statusOf(2, usualElements(20), true, true);
  for (let round = 0; round < 5000; round++) {
    decodeElementAssignment(mutated(page, random));
    decodeTransportGeometry(mutated(page, random));
    decodeDeviceCapabilities(mutated(page, random));
    const bytes = mutated(status, random);
    const { pages } = decodeElementStatus(bytes);
    const held = pages.flatMap(({ descriptors }) => descriptors).reduce((sum, { length }) => sum + length, 0);
    assert(held <= bytes.length, `${held} bytes of descriptors in ${bytes.length}`);
  }
});
