import { enhancedNames } from "../../../lib/image/layout/enhanced_names.ts";
import { jolietNames } from "../../../lib/image/layout/joliet_names.ts";
import { identifiersOf, type NameRules } from "../../../lib/image/layout/name_rules.ts";
import { primaryNames } from "../../../lib/image/layout/primary_names.ts";
import { assert, assertEquals, assertMatch } from "../../support/assert.ts";

const FILE_8_3 = /^[A-Z0-9_]{0,8}\.[A-Z0-9_]{0,3}$/;

function files(names: readonly string[], rules: NameRules): string[] {
  return identifiersOf(names, () => false, rules);
}

/** Counts how often a way out is tried. */
function counted(rules: NameRules): { rules: NameRules; tries: () => number } {
  let tries = 0;
  const alternative: NameRules["alternative"] = (identifier, n, directory) => {
    tries++;
    return rules.alternative(identifier, n, directory);
  };
  return { rules: { ...rules, alternative }, tries: () => tries };
}

Deno.test("primaryNames() at level 1 maps file names to 8.3", () => {
  const table: Record<string, string> = {
    "betties_body": "BETTIES_.BOD",
    "archive.tar.gz": "ARCHIVE_.GZ",
    ".bashrc": "_BASHRC.",
    ".profile.old": "_PROFILE.OLD",
    "no dots": "NO_DOTS.",
    "trailing.": "TRAILING.",
    "a.b.c": "A_B.C",
    "README": "README.",
    "readme.TXT": "README.TXT",
    "lower.case": "LOWER.CAS",
    "exactly8.123": "EXACTLY8.123",
    "exactly9x": "EXACTLY9.X",
    "über.größe": "_BER.GR_",
    "日本語": "___.",
    "𝄞": "_.",
    ".": "_.",
    "...": "__.",
    "..x": "_.X",
    "-": "_.",
    "a;1": "A_1.",
    "tab\tnew\nline": "TAB_NEW_.LIN",
    "ß": "_.",
    "\u0131\u017f": "__.",
  };
  for (const [name, expected] of Object.entries(table)) {
    assertEquals([name, ...files([name], primaryNames(1))], [name, expected]);
  }
});

Deno.test("primaryNames() at level 1 maps directory names to eight d-characters", () => {
  const names = ["short", "a.b", "longer than that", ".git", "é", "..."];
  assertEquals(identifiersOf(names, () => true, primaryNames(1)), [
    "SHORT",
    "A_B",
    "LONGER_T",
    "_GIT",
    "_",
    "___",
  ]);
});

Deno.test("primaryNames() at levels 2 to 4 leaves room for 30 characters", () => {
  for (const level of [2, 3, 4] as const) {
    const rules = primaryNames(level);
    assertEquals(
      files(["x".repeat(40), "x".repeat(40) + ".html", "a." + "e".repeat(40), "a.tar.gz", ".bashrc"], rules),
      ["X".repeat(30) + ".", "X".repeat(26) + ".HTML", "A." + "E".repeat(29), "A_TAR.GZ", "_BASHRC."],
    );
    assertEquals(identifiersOf(["d".repeat(40)], () => true, rules), ["D".repeat(30)]);
  }
});

Deno.test("identifiersOf() lets the first keep its name and numbers the others", () => {
  assertEquals(files(["letter one", "letter two", "letter three"], primaryNames(1)), [
    "LETTER_O.NE",
    "LETTER_T.WO",
    "LETTER_T.HRE",
  ]);
  assertEquals(files(["a.txt", "A.TXT", "a.Txt"], primaryNames(1)), ["A.TXT", "A001.TXT", "A002.TXT"]);
  assertEquals(files(["document1.txt", "document2.txt"], primaryNames(1)), ["DOCUMENT.TXT", "DOCUM001.TXT"]);
});

Deno.test("identifiersOf() steps over literal names that equal generated ones, before them and behind", () => {
  const names = ["DOCUM001.TXT", "document1.txt", "document2.txt", "document3.txt", "docum003.txt"];
  const identifiers = files(names, primaryNames(1));
  assertEquals(identifiers[0], "DOCUM001.TXT");
  assertEquals(identifiers[4], "DOCUM003.TXT");
  assertEquals(new Set(identifiers).size, names.length);
});

for (const [kind, rules] of [["files", primaryNames(1)], ["files at level 2", primaryNames(2)]] as const) {
  Deno.test(`identifiersOf() resolves 2,000 collisions of ${kind} with few tries`, () => {
    const { rules: counting, tries } = counted(rules);
    const stem = "the same beginning of a name that goes on and on";
    const names = Array.from({ length: 2000 }, (_, i) => `${stem} ${String(i).padStart(4, "0")}.text`);
    // Literal names in the way of every tenth number.
    for (let i = 0; i < 200; i++) names.push(`THE_S${String(i * 10).padStart(3, "0")}.TEX`);
    const identifiers = files(names, counting);
    assertEquals(new Set(identifiers).size, names.length);
    if (kind === "files") { for (const one of identifiers) assertMatch(one, FILE_8_3); }
    assert(tries() < 3 * names.length, `${tries()} tries`);
  });
}

Deno.test("identifiersOf() gives folders and files that become equal different identifiers", () => {
  const identifiers = identifiersOf(["Folder", "folder", "FOLDER"], (i) => i < 2, primaryNames(1));
  assertEquals(identifiers[0], "FOLDER");
  assertEquals(new Set(identifiers).size, 3, identifiers.join(" "));
});

Deno.test("identifiersOf() never gives two of 30,000 nasty names one identifier, in any tree", () => {
  const names = new Set<string>();
  for (let i = 0; names.size < 30_000; i++) {
    names.add(
      ["a", "A", "é", "_", " "][i % 5]!.repeat(1 + i % 13) + (i % 3 ? "." : "") + "xyz".slice(i % 4) +
        (i >> 4),
    );
  }
  const list = [...names];
  for (const rules of [primaryNames(1), primaryNames(3), jolietNames]) {
    const { rules: counting, tries } = counted(rules);
    assertEquals(new Set(files(list, counting)).size, list.length);
    assert(tries() < 6 * list.length, `${tries()} tries`);
  }
});

Deno.test("jolietNames keeps names of up to 103 characters and cuts longer ones before a short extension", () => {
  for (const length of [1, 63, 64, 65, 102, 103]) {
    assertEquals(files(["n".repeat(length)], jolietNames), ["n".repeat(length)]);
  }
  assertEquals(files(["n".repeat(104)], jolietNames), ["n".repeat(103)]);
  assertEquals(files(["n".repeat(250) + ".jpeg"], jolietNames), ["n".repeat(98) + ".jpeg"]);
  assertEquals(files(["n".repeat(90) + "." + "e".repeat(40)], jolietNames), [
    "n".repeat(90) + "." + "e".repeat(12),
  ]);
});

Deno.test("jolietNames tells apart names that are equal once they are cut", () => {
  const long = "n".repeat(120);
  const identifiers = files([`${long}1.txt`, `${long}2.txt`, `${long}3.txt`], jolietNames);
  assertEquals(identifiers, [
    "n".repeat(99) + ".txt",
    "n".repeat(96) + "001.txt",
    "n".repeat(96) + "002.txt",
  ]);
});

Deno.test("jolietNames replaces what Joliet forbids and what UCS-2 cannot hold", () => {
  assertEquals(files(["a*b/c:d;e?f\\g", "\x00\x1f", "𝄞 clef", "😀"], jolietNames), [
    "a_b_c_d_e_f_g",
    "__",
    "_ clef",
    "_",
  ]);
  assertEquals(files(["a:b", "a?b", "a_b"], jolietNames), ["a_b", "a_b001", "a_b002"]);
  assert(!jolietNames.holds("a:b", "a_b"));
});

Deno.test("jolietNames judges every code unit as the specification does", () => {
  for (let code = 0; code <= 0xffff; code++) {
    // Halves of characters never come from the decoder.
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCharCode(code);
    const forbidden = code < 0x20 || "*/:;?\\".includes(character);
    const identifier = jolietNames.identifier(`x${character}y`, false);
    if (identifier !== (forbidden ? "x_y" : `x${character}y`)) {
      throw new Error(`U+${code.toString(16)} becomes ${JSON.stringify(identifier)}`);
    }
  }
});

Deno.test("enhancedNames keeps bytes as they are, up to 207 of them", () => {
  const all = Array.from({ length: 255 }, (_, i) => String.fromCharCode(i + 1)).join("").replace("/", "");
  assertEquals(files([all.slice(0, 207)], enhancedNames), [all.slice(0, 207)]);
  assertEquals(files(["x".repeat(208), "x".repeat(255)], enhancedNames), [
    "x".repeat(207),
    "x".repeat(204) + "001",
  ]);
  assertEquals(enhancedNames.versions, false);
});

Deno.test("jolietNames replaces the dots that a name ends with, as readers take them off", () => {
  for (
    const [name, expected] of Object.entries({ "a.": "a_", "...": "___", "a.b..": "a.b__", "a..b": "a..b" })
  ) {
    assertEquals(jolietNames.identifier(name, false), expected);
  }
});
