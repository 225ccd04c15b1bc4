/**
 * What every changer has to do, whichever it is and whichever way leads to it.
 *
 * @module
 */

import { DeviceError } from "../../lib/errors.ts";
import { matchDrives } from "../../lib/jukebox/robot/match_drives.ts";
import { elementsOf } from "../../lib/jukebox/robot/robot.ts";
import { driveFacts } from "../../lib/mmc/drive_facts.ts";
import { Drive } from "../../lib/mmc/drive.ts";
import { waitUntilReady } from "../../lib/mmc/wait.ts";
import type { Transport } from "../../lib/scsi/transport.ts";
import { Changer } from "../../lib/smc/changer.ts";
import type { Element, ElementKind, Inventory } from "../../lib/smc/element.ts";
import { assert, assertEquals, assertThrows } from "../support/assert.ts";

/** Slots that hold a blank disc in the beginning, and its bar code. */
export const DISCS: readonly (readonly [number, string])[] = [[1, "DISC0001"], [2, "DISC0002"]];

/** How many elements there are. */
export const SLOTS = 6;
/** How many drives, all of them empty in the beginning. */
export const DRIVES = 2;

/** A changer with 6 slots, one mail slot and two drives, and how to reach it. */
export interface ChangerWays {
  /** Opens the changer. */
  open(): Transport;
  /** Opens a drive by its number. */
  openDrive(number: number): Transport;
  /** An operator puts a disc with that bar code into the mail slot. */
  fillMail(barcode: string): void;
  /** An operator takes out what is in the mail slot. */
  emptyMail(): void;
  /** What the changer tells of an inventory that is in order. */
  readonly notices: readonly string[];
  /** The numbers of drives whose serial number the changer tells. */
  readonly identified: readonly number[];
  /** It knows EXCHANGE MEDIUM, POSITION TO ELEMENT and PREVENT ALLOW MEDIUM REMOVAL. */
  readonly complete: boolean;
}

/** One thing that a changer has to do. */
export interface ChangerCase {
  readonly name: string;
  /** Throws when it does not. */
  run(changer: Changer, ways: ChangerWays): void;
}

/** Registers the cases as tests, each with a changer of its own. */
export function changerConformance(
  name: string,
  setUp: () => Promise<ChangerWays & AsyncDisposable>,
  test: (name: string, body: () => Promise<void>) => void = Deno.test,
): void {
  for (const { name: what, run } of CHANGER_CONFORMANCE) {
    test(`${name}: ${what}`, async () => {
      await using ways = await setUp();
      using changer = new Changer(ways.open());
      run(changer, ways);
    });
  }
}

/** All cases. */
export const CHANGER_CONFORMANCE: readonly ChangerCase[] = [
  {
    name: "it is a changer, is ready and tells its elements",
    run(changer, { notices }) {
      const { peripheralType, vendor, product } = changer.inquiry();
      assertEquals(peripheralType, 8);
      assert(vendor !== "" && product !== "", "it has no name");
      assertEquals(changer.ready(), undefined);
      assert(changer.serial() !== undefined, "it has no serial number");
      const { slot, mail, drive, gripper } = changer.assignment();
      assertEquals([slot.count, mail.count, drive.count, gripper.count], [SLOTS, 1, DRIVES, 1]);
      assert(changer.capabilities().moves.slot.includes("drive"), "no disc comes into a drive");
      const inventory = changer.inventory();
      assertEquals(held(inventory), DISCS.map(([slot, barcode]) => `slot ${slot}: ${barcode}`));
      assertEquals(inventory.elements.length, SLOTS + 1 + DRIVES + 1);
      assertEquals(inventory.notices, notices);
    },
  },
  {
    name: "a disc goes from its slot into a drive, tells where it came from, and goes back",
    run(changer, ways) {
      const { slot, drive } = places(changer);
      changer.move(slot(1), drive(2));
      assertEquals(held(changer.inventory()), ["slot 2: DISC0002", "drive 2: DISC0001"]);
      assertEquals(elementsOf(changer.inventory(), "drive")[1]!.source, slot(1));
      assertEquals(mediumIn(ways, 2), true);
      assertEquals(mediumIn(ways, 1), false);
      changer.move(drive(2), slot(1));
      assertEquals(held(changer.inventory()), ["slot 1: DISC0001", "slot 2: DISC0002"]);
      assertEquals(mediumIn(ways, 2), false);
    },
  },
  {
    name: "discs go to other slots, and from drive to drive",
    run(changer, ways) {
      const { slot, drive } = places(changer);
      changer.move(slot(1), slot(6));
      changer.move(slot(2), drive(1));
      changer.move(drive(1), drive(2));
      assertEquals(held(changer.inventory()), ["slot 6: DISC0001", "drive 2: DISC0002"]);
      assertEquals([mediumIn(ways, 1), mediumIn(ways, 2)], [false, true]);
    },
  },
  {
    name: "an empty source, a full destination and an address of nothing are refused, and nothing moves",
    run(changer) {
      const { slot, drive } = places(changer);
      changer.move(slot(1), drive(1));
      const before = held(changer.inventory());
      assertEquals(refusal(() => changer.move(slot(3), drive(2))), "5/3B/0E");
      assertEquals(refusal(() => changer.move(slot(2), drive(1))), "5/3B/0D");
      assert(["5/21/01", "5/24/00"].includes(refusal(() => changer.move(slot(2), 0xfff0))), "no such goal");
      assert(
        ["5/21/01", "5/24/00"].includes(refusal(() => changer.move(0xfff0, drive(2)))),
        "no such source",
      );
      assertEquals(held(changer.inventory()), before);
    },
  },
  {
    name: "a drive that is locked keeps its disc until it is unlocked",
    run(changer, ways) {
      const { slot, drive } = places(changer);
      changer.move(slot(1), drive(1));
      {
        using locked = readyDrive(ways, 1);
        locked.lock(true);
        const error = assertThrows(() => changer.move(drive(1), slot(1)), DeviceError);
        assertEquals(numbers(error), "5/53/02");
        assert(error.hint?.includes("locked in"), error.hint);
        assertEquals(held(changer.inventory()), ["slot 2: DISC0002", "drive 1: DISC0001"]);
        locked.lock(false);
      }
      changer.move(drive(1), slot(1));
      assertEquals(held(changer.inventory()), ["slot 1: DISC0001", "slot 2: DISC0002"]);
    },
  },
  {
    name: "discs come in and go out by the mail slot",
    run(changer, ways) {
      const { slot, mail } = places(changer);
      ways.fillMail("MAIL0001");
      assertEquals(held(changer.inventory()).at(-1), "mail 1: MAIL0001");
      changer.move(mail(1), slot(5));
      assertEquals(held(changer.inventory()).at(-1), "slot 5: MAIL0001");
      changer.move(slot(1), mail(1));
      assertEquals(held(changer.inventory()), ["slot 2: DISC0002", "slot 5: MAIL0001", "mail 1: DISC0001"]);
      assertEquals(refusal(() => changer.move(slot(2), mail(1))), "5/3B/0D");
      ways.emptyMail();
      assertEquals(held(changer.inventory()), ["slot 2: DISC0002", "slot 5: MAIL0001"]);
    },
  },
  {
    name: "its drives are known by their serial numbers, in whatever order they are described",
    run(changer, ways) {
      const inventory = changer.inventory();
      const addresses = elementsOf(inventory, "drive").map(({ address }) => address);
      const serials = [1, 2].map((number) => {
        using drive = new Drive(ways.openDrive(number));
        return driveFacts(drive).serial ?? null;
      });
      assert(serials[0] !== serials[1] && !serials.includes(null), `serial numbers ${serials}`);
      for (const order of [[1, 2], [2, 1]]) {
        const drives = order.map((element, place) => ({ number: place + 1, serial: serials[element - 1]! }));
        const matches = matchDrives(inventory, drives);
        assertEquals(
          matches.map(({ address, by }) => [address, by]),
          order.map((
            element,
          ) => [addresses[element - 1], ways.identified.includes(element) ? "serial" : "order"]),
        );
      }
    },
  },
  {
    name: "looking at all elements leaves everything where it is",
    run(changer) {
      const { slot, drive } = places(changer);
      changer.move(slot(2), drive(1));
      const before = changer.inventory().elements;
      changer.initialize();
      changer.initialize(changer.assignment().slot);
      assertEquals(changer.inventory().elements, before);
      assertEquals(changer.inventory({ still: true }).elements, before);
    },
  },
  {
    name: "exchanging, positioning and locking work or are called unknown",
    run(changer, { complete }) {
      const { slot, drive } = places(changer);
      changer.move(slot(1), drive(1));
      if (complete) {
        changer.position(slot(3));
        changer.exchange({ from: slot(2), to: drive(1), back: slot(1) });
        assertEquals(held(changer.inventory()), ["slot 1: DISC0001", "drive 1: DISC0002"]);
      } else {
        assertEquals(refusal(() => changer.position(slot(3))), "5/20/00");
        assertEquals(
          refusal(() => changer.exchange({ from: slot(2), to: drive(1), back: slot(1) })),
          "5/20/00",
        );
      }
      assertEquals([changer.lock(true), changer.lock(false)], [complete, complete]);
    },
  },
  {
    name: "the same disc moved a hundred times is where it should be each time",
    run(changer) {
      const { slot, drive } = places(changer);
      for (let round = 0; round < 50; round++) {
        const [from, to] = [slot(1 + round % SLOTS), slot(1 + (round + 1) % SLOTS)];
        if (round === 0) changer.move(slot(2), drive(2));
        changer.move(from, drive(1));
        changer.move(drive(1), to);
      }
      assertEquals(held(changer.inventory()), [`slot ${1 + 50 % SLOTS}: DISC0001`, "drive 2: DISC0002"]);
    },
  },
];

/** What is in which element, such as `drive 2: DISC0001`, in the order of slots, mail slots, drives, grippers. */
function held({ elements }: Inventory): string[] {
  const order: readonly ElementKind[] = ["slot", "mail", "drive", "gripper"];
  const full: Element[] = elements.filter((element) => element.full);
  full.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  return full.map(({ kind, number, barcode }) => `${kind} ${number}: ${barcode}`);
}

/** Addresses by numbers. */
function places(changer: Changer): Record<"slot" | "mail" | "drive", (number: number) => number> {
  const assignment = changer.assignment();
  const address = (kind: ElementKind) => (number: number) => assignment[kind].first + number - 1;
  return { slot: address("slot"), mail: address("mail"), drive: address("drive") };
}

function readyDrive(ways: ChangerWays, number: number): Drive {
  const drive = new Drive(ways.openDrive(number));
  waitUntilReady(drive, { timeout: 20_000, what: "load the disc", becoming: true });
  return drive;
}

function mediumIn(ways: ChangerWays, number: number): boolean {
  using drive = new Drive(ways.openDrive(number));
  const sense = drive.ready();
  if (sense?.asc === 0x3a) return false;
  waitUntilReady(drive, { timeout: 20_000, what: "load the disc" });
  return true;
}

/** The sense of a refusal, such as `5/3B/0E`. */
function refusal(body: () => unknown): string {
  return numbers(assertThrows(body, DeviceError));
}

function numbers({ answer: { key, asc, ascq } }: DeviceError): string {
  const hex = (value = 0) => value.toString(16).toUpperCase().padStart(2, "0");
  return `${key?.toString(16).toUpperCase()}/${hex(asc)}/${hex(ascq)}`;
}
