import { assert, assertEquals } from "../../support/assert.ts";
import { openVolumes } from "../../../lib/jukebox/database/open.ts";
import type { Volumes } from "../../../lib/jukebox/database/volumes.ts";
import { Random } from "../../support/random.ts";
import { addRecorded, filesOf, pathsOf, takeIn } from "./rig.ts";

function withFiles(...paths: readonly string[]): Volumes {
  const volumes = openVolumes(":memory:");
  takeIn(volumes, addRecorded(volumes, 1, "A", "f1").id, ...paths);
  return volumes;
}

Deno.test("A file is found by a part of its path, with its size and its disc, wherever the disc is", () => {
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 7, "A", "f1");
  takeIn(volumes, id, "/letters/2019/report-2019.pdf", "/letters/2019/other.pdf");
  volumes.noteSeen(id, { kind: "shelf", device: null, number: 0 });
  const disc = volumes.disc(id)!;
  assertEquals(volumes.find("port-20", { limit: 9 }), [
    { path: "/letters/2019/report-2019.pdf", size: 100, disc },
  ]);
  assertEquals(disc.files, 2);
});

Deno.test("All words must be found, in the folder or in the name, in any order", () => {
  using volumes = withFiles("/letters/2019/report.pdf", "/letters/2018/report.pdf", "/plans/2019/report.pdf");
  assertEquals(pathsOf(volumes, "report 2019 letters"), ["/letters/2019/report.pdf"]);
  assertEquals(pathsOf(volumes, "2019/rep"), ["/letters/2019/report.pdf", "/plans/2019/report.pdf"]);
  assertEquals(pathsOf(volumes, "/plans"), ["/plans/2019/report.pdf"]);
  assertEquals(pathsOf(volumes, "report zebra"), []);
});

Deno.test("Case, accents and their way of writing make no difference", () => {
  const paths = [
    "/Müller/Straße.TXT",
    "/Mu\u0308ller/b",
    "/ΣΊΣΥΦΟΣ",
    "/Ænima/Crème brûlée",
    "/Größe ＂x＼y＂",
  ];
  using volumes = withFiles(...paths);
  const both = [paths[0]!, paths[1]!].sort();
  for (const word of ["müller", "MULLER", "mu\u0308ller", "Müll"]) {
    assertEquals(pathsOf(volumes, word), both, word);
  }
  for (const word of ["strasse", "STRASSE", "Straße", "straẞe"]) {
    assertEquals(pathsOf(volumes, word), [paths[0]!], word);
  }
  for (const word of ["σίσυφος", "ΣΙΣΥΦΟΣ", "σισυφοσ", "σισυφ", "σισ"]) {
    assertEquals(pathsOf(volumes, word), [paths[2]!], word);
  }
  assertEquals(pathsOf(volumes, "creme BRULEE"), [paths[3]!]);
  assertEquals(pathsOf(volumes, "grosse"), [paths[4]!]);
});

Deno.test("Words of one or two characters are found anywhere in a path, also at its end", () => {
  using volumes = withFiles("/xab", "/ab", "/abx", "/folder.ab/q", "/日本", "/z");
  assertEquals(pathsOf(volumes, "ab"), ["/ab", "/abx", "/folder.ab/q", "/xab"]);
  assertEquals(pathsOf(volumes, "ab x"), ["/abx", "/xab"]);
  assertEquals(pathsOf(volumes, "b"), ["/ab", "/abx", "/folder.ab/q", "/xab"]);
  assertEquals(pathsOf(volumes, "z"), ["/z"]);
  assertEquals(pathsOf(volumes, "本"), ["/日本"]);
  assertEquals(pathsOf(volumes, "ba"), []);
  assertEquals(pathsOf(volumes, "/").length, 6);
});

Deno.test("A word with * or ? is a pattern for the whole name, with a slash in it for the path from any folder on", () => {
  const paths = ["/a/report-2019.pdf", "/a/report-2019.pdf.bak", "/b/report-20.pdf", "/a/b/c.pdf"];
  using volumes = withFiles(...paths);
  assertEquals(pathsOf(volumes, "report*.pdf"), [paths[0]!, paths[2]!]);
  assertEquals(pathsOf(volumes, "REPORT-????.pdf"), [paths[0]!]);
  assertEquals(pathsOf(volumes, "*.bak"), [paths[1]!]);
  assertEquals(pathsOf(volumes, "/a/*.pdf"), [paths[3]!, paths[0]!]);
  assertEquals(pathsOf(volumes, "a/*.pdf"), [paths[3]!, paths[0]!]);
  assertEquals(pathsOf(volumes, "b/*.pdf"), [paths[3]!, paths[2]!]);
  assertEquals(pathsOf(volumes, "/b/*.pdf"), [paths[2]!]);
  assertEquals(pathsOf(volumes, "*").length, 4);
  assertEquals(pathsOf(volumes, "?"), []);
  assertEquals(pathsOf(volumes, "*20*9* bak"), [paths[1]!]);
});

Deno.test("Nothing that a user types has a meaning for the database", () => {
  const odd = [
    '/"quoted" name',
    "/a AND b OR NOT c",
    "/100%_done",
    "/x'; DROP TABLE disc; --",
    "/(paren) ^col:x",
  ];
  using volumes = withFiles(...odd, "/plain");
  for (const path of odd) assertEquals(pathsOf(volumes, path.slice(1)), [path]);
  for (
    const text of ['"', '""', '"""', "NEAR(", "a*b*", "-a", "^", "text:", "{a b}:", "\0", "\0\0\0", "\ud800"]
  ) {
    assert(pathsOf(volumes, text).length < 7, JSON.stringify(text));
  }
  assertEquals(pathsOf(volumes, "%"), ["/100%_done"]);
  assertEquals(pathsOf(volumes, ""), []);
  assertEquals(pathsOf(volumes, " \t\n"), []);
  assertEquals(pathsOf(volumes, "x".repeat(100_000)), []);
  assertEquals(pathsOf(volumes, "plain ".repeat(10_000)), ["/plain"]);
});

Deno.test("Words that are common but never in one file together find nothing, whoever their neighbours are", () => {
  const paths = Array.from({ length: 3000 }, (_, i) => `/f${i % 7}/file-${i}.${i % 2 === 0 ? "pdf" : "tif"}`);
  using volumes = withFiles(...paths, "/both/a.pdf.tif");
  assertEquals(pathsOf(volumes, "pdf tif"), ["/both/a.pdf.tif"]);
  assertEquals(pathsOf(volumes, "tif pd th"), ["/both/a.pdf.tif"]);
  assertEquals(pathsOf(volumes, "pdf f6 e-1000").length, 1);
  assertEquals(pathsOf(volumes, "pdf zz"), []);
});

Deno.test("A pattern that was made to take for ever does not", () => {
  using volumes = withFiles(`/${"a".repeat(250)}b`);
  assertEquals(pathsOf(volumes, `${"*a".repeat(100)}*c*b`), []);
  assertEquals(pathsOf(volumes, `${"*a".repeat(100)}*`).length, 1);
});

Deno.test("No more files are told than were asked for, and only of the disc that was asked for", () => {
  using volumes = openVolumes(":memory:");
  const first = addRecorded(volumes, 1, "A", "f1").id;
  const second = addRecorded(volumes, 2, "B", "f2").id;
  takeIn(volumes, first, ...Array.from({ length: 50 }, (_, i) => `/old/file${i}`));
  takeIn(volumes, second, ...Array.from({ length: 50 }, (_, i) => `/new/file${i}`));
  const found = volumes.find("file", { limit: 60 });
  assertEquals(found.length, 60);
  assertEquals(found[0]?.disc.id, second, "the latest disc comes first");
  assertEquals(volumes.find("file", { limit: 0 }), []);
  assertEquals(pathsOf(volumes, "file7", first), ["/old/file7"]);
  assertEquals(pathsOf(volumes, "old", second), []);
  for (const disc of [first, second]) assertEquals(pathsOf(volumes, "file", disc).length, 50);
  assertEquals(pathsOf(volumes, "*", 77), []);
});

Deno.test("The search finds exactly what looking at every path finds", () => {
  const seed = 4711;
  const random = new Random(seed);
  const letters = Array.from("aab/bcAÄ.-_1日 ");
  const word = (longest: number) => {
    const length = 1 + random.below(longest);
    return Array.from({ length }, () => random.one(letters)).join("");
  };
  const paths = [
    ...new Set(Array.from({ length: 800 }, () => `/${word(3)}/${word(20).replaceAll("/", "x")}`)),
  ];
  using volumes = withFiles(...paths);
  const plain = (text: string) => text.toLowerCase().replaceAll("ä", "a");
  for (let round = 0; round < 400; round++) {
    const asked = `${word(5)} ${random.below(2) === 0 ? word(3) : ""}`;
    const words = plain(asked).split(/\s+/).filter((one) => one !== "");
    const expected = paths.filter((path) => words.every((one) => plain(path).includes(one))).sort();
    assertEquals(
      pathsOf(volumes, asked),
      words.length === 0 ? [] : expected,
      `${seed}: ${JSON.stringify(asked)}`,
    );
  }
});

Deno.test("Paths come back exactly as they were on the disc", () => {
  const odd = ["/a\nb", '/q"q\\q', "/\u0000", "/ blank ", "/ÄÖ\u0308", "/x".repeat(2000), "/no folder"];
  using volumes = openVolumes(":memory:");
  const { id } = addRecorded(volumes, 1, "A", "f1");
  const intake = volumes.files(id);
  intake.add(filesOf(...odd));
  intake.add([{ path: "relative", size: 2 ** 53 - 1, modified: "yesterday" }]);
  intake.finish();
  assertEquals(pathsOf(volumes, "*"), [...odd, "/relative"].sort());
  assertEquals(volumes.find("relative", { limit: 1 })[0]?.size, 2 ** 53 - 1);
});
