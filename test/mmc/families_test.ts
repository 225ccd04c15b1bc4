import { driveKind, writtenProfiles } from "../../lib/mmc/drive_kind.ts";
import { baseSpeed, blockMultiple, familyOf, isRewritable } from "../../lib/mmc/families.ts";
import { featureName } from "../../lib/mmc/features.ts";
import type { MediaFamily } from "../../lib/mmc/medium.ts";
import { profileName } from "../../lib/mmc/profiles.ts";
import { assertEquals } from "../support/assert.ts";

// MMC-6, profile list: number, name, family, whether it can be made new, padding, single speed.
const PROFILES: readonly [number, string, MediaFamily, boolean, number, number][] = [
  [0x08, "CD-ROM", "read-only", false, 1, 150],
  [0x09, "CD-R", "cd", false, 1, 150],
  [0x0a, "CD-RW", "cd", true, 1, 150],
  [0x10, "DVD-ROM", "read-only", false, 1, 1385],
  [0x11, "DVD-R", "dvd-minus", false, 16, 1385],
  [0x12, "DVD-RAM", "overwriteable", true, 16, 1385],
  [0x13, "DVD-RW restricted overwrite", "dvd-minus-overwrite", true, 16, 1385],
  [0x14, "DVD-RW", "dvd-minus", true, 16, 1385],
  [0x15, "DVD-R DL", "dvd-minus", false, 16, 1385],
  [0x16, "DVD-R DL layer jump", "dvd-minus", false, 16, 1385],
  [0x17, "DVD-RW DL", "dvd-minus", true, 16, 1385],
  [0x1a, "DVD+RW", "overwriteable", true, 16, 1385],
  [0x1b, "DVD+R", "dvd-plus", false, 16, 1385],
  [0x2a, "DVD+RW DL", "overwriteable", true, 16, 1385],
  [0x2b, "DVD+R DL", "dvd-plus", false, 16, 1385],
  [0x40, "BD-ROM", "read-only", false, 1, 4496],
  [0x41, "BD-R", "bd-r", false, 32, 4496],
  [0x42, "BD-R random recording", "unknown", false, 1, 4496],
  [0x43, "BD-RE", "overwriteable", true, 32, 4496],
  [0xffff, "profile FFFFh", "unknown", false, 1, 1385],
];

Deno.test("every profile has its name, its family and what is common to the family", () => {
  for (const [profile, name, family, rewritable, multiple, speed] of PROFILES) {
    assertEquals(
      [profileName(profile), familyOf(profile), isRewritable(profile), baseSpeed(profile)],
      [name, family, rewritable, speed],
    );
    assertEquals(blockMultiple(family, profile), multiple);
  }
});

Deno.test("without a profile an overwriteable recording is padded for any of its media", () => {
  assertEquals(blockMultiple("overwriteable"), 32);
});

Deno.test("a drive is called by the youngest media it takes", () => {
  const bd = [0x43, 0x41, 0x40, 0x2b, 0x11, 0x10, 0x0a, 0x08, 0x02];
  assertEquals([driveKind(bd), driveKind(bd.slice(3)), driveKind(bd.slice(6)), driveKind([2])], [
    "BD-drive",
    "DVD-drive",
    "CD-drive",
    "drive",
  ]);
  assertEquals(writtenProfiles(bd), [0x43, 0x41, 0x2b, 0x11, 0x0a]);
});

Deno.test("features without a name are named by their number", () => {
  assertEquals([featureName(0x0041), featureName(0x0abc)], ["BD write", "feature 0ABCh"]);
});
