import { inventoryOf } from "../../../lib/jukebox/description/slot_inventory.ts";
import { readSlotInventory } from "../../../lib/jukebox/description/inventory_file.ts";
import { parseDescription } from "../../../lib/jukebox/description/parse.ts";
import { Events } from "../../../lib/jukebox/events.ts";
import type { Log } from "../../../lib/jukebox/log/log.ts";
import { CountCache } from "../../../lib/jukebox/server/counts.ts";
import { InventoryKeeper } from "../../../lib/jukebox/server/inventory_keeper.ts";
import { assertEquals } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";
import { discIn, slotWith } from "../description/slots.ts";
import { FakeDevice } from "./fakes.ts";
import { CHANGER } from "./rig.ts";

/** Timers of the same length run in the order in which they were set. */
function nextTimer(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

Deno.test("an inventory is written some time after a disc of its device has changed, and not for others", async () => {
  using dir = tempFolder();
  const events = new Events();
  const device = new FakeDevice({ description: parseDescription(CHANGER, dir.at("jb.dev")) });
  const keeper = new InventoryKeeper(events, { write: () => {}, error: () => {} }, 0);
  keeper.keep(device);
  await nextTimer();
  const written = () => readSlotInventory(dir.at("jb.sav"));
  assertEquals(written(), { found: "inventory", slots: inventoryOf(device.content) });
  device.content = [slotWith(1, discIn(1, { state: "bad" }))];
  const place = { kind: "slot", device: "other", number: 1 } as const;
  events.tell({ event: "disc", disc: discIn(1, { place, home: place }) });
  await nextTimer();
  const before = written();
  assertEquals(before.found === "inventory" && before.slots.length, 3);
  events.tell({ event: "disc", disc: discIn(1, { state: "bad" }) });
  await nextTimer();
  assertEquals(written(), { found: "inventory", slots: inventoryOf(device.content) });
  keeper.close();
});

Deno.test("an inventory that cannot be written is told of once", async () => {
  using dir = tempFolder();
  const told: unknown[] = [];
  const log: Log = { write: () => {}, error: (_level, _source, error) => void told.push(error) };
  const events = new Events();
  const keeper = new InventoryKeeper(events, log, 0);
  keeper.keep(new FakeDevice({ description: parseDescription(CHANGER, dir.at("missing/jb.dev")) }));
  for (let round = 0; round < 3; round++) {
    events.tell({ event: "disc", disc: discIn(1) });
    await nextTimer();
  }
  keeper.close();
  assertEquals(told.length, 1);
});

Deno.test("jobs are counted at once, discs and files now and then, and nothing when nothing has changed", () => {
  let asked = 0;
  let now = 0;
  const numbers = { discs: 0, files: 0, jobs: {} as never };
  const counts = new CountCache({ counts: () => ({ ...numbers, discs: ++asked }) } as never, () => now);
  assertEquals(counts.get().discs, 1);
  now = 10_000;
  assertEquals(counts.get().discs, 1);
  counts.change("discs");
  assertEquals(counts.get().discs, 2);
  counts.change("discs");
  now += 100;
  assertEquals(counts.get().discs, 2);
  counts.change("jobs");
  assertEquals(counts.get().discs, 3);
});
