import { JukeboxError } from "../../lib/jukebox/errors.ts";
import { formatSlotList, parseSlotList } from "../../lib/jukebox/slot_list.ts";
import { assertEquals, assertThrows } from "../support/assert.ts";
import { Random } from "../support/random.ts";

Deno.test("slots are written as numbers and runs, each counts once", () => {
  assertEquals(parseSlotList("7"), [7]);
  assertEquals(parseSlotList("3,6,40"), [3, 6, 40]);
  assertEquals(parseSlotList("3-7"), [3, 4, 5, 6, 7]);
  assertEquals(parseSlotList("20-22,2,21"), [20, 21, 22, 2]);
});

Deno.test("nothing stands for all slots and - for none", () => {
  assertEquals([parseSlotList(""), parseSlotList(null), parseSlotList(undefined)], [
    undefined,
    undefined,
    undefined,
  ]);
  assertEquals(parseSlotList("-"), []);
});

Deno.test("a list that cannot be meant is refused with what is wrong about it", () => {
  const flaws: [string, string][] = [
    ["a", "a is no slot"],
    ["3,,4", "nothing is no slot"],
    ["1-2-3", "1-2-3 is no slot"],
    ["0", "slots are counted from 1"],
    ["7-3", "7-3 ends before it begins"],
    ["65536", "no changer has a slot 65536"],
    ["1-99999", "no changer has a slot 99999"],
    ["123456", "123456 is no slot"],
    [" 1", " 1 is no slot"],
  ];
  for (const [list, flaw] of flaws) {
    const error = assertThrows(() => parseSlotList(list), JukeboxError);
    assertEquals(error.message, `Cannot use ${list} as a slot list: ${flaw}`);
    assertEquals([error.kind, error.number], ["usage", -1]);
  }
});

Deno.test("a list that was written is read as the same slots", () => {
  const random = new Random(7);
  for (let round = 0; round < 200; round++) {
    const slots = Array.from({ length: 1 + random.below(30) }, () => 1 + random.below(40));
    const sorted = [...new Set(slots)].sort((a, b) => a - b);
    assertEquals(parseSlotList(formatSlotList(slots)), sorted);
  }
  assertEquals(formatSlotList([]), "-");
  assertEquals(formatSlotList([3, 1, 2, 9]), "1-3,9");
});
