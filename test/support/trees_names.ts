/**
 * Trees with difficult names.
 *
 * @module
 */

import { ByteFolder } from "./byte_folder.ts";
import { utf8 } from "./bytes.ts";

/** Text from all over Unicode, the same word in both normal forms, and beyond the basic plane. */
function unicode(root: string): void {
  using folder = ByteFolder.open(root);
  const names = [
    "Übergrößen.txt",
    "naïve café",
    "日本語ファイル.txt",
    "Ελληνικά",
    "Русский текст.doc",
    "עברית",
    "العربية",
  ];
  for (
    const name of [...names, "한국어", "emoji 😀.txt", "𝒳𝓎", "👩‍👩‍👧‍👦", "ﬁ ligature", "Ω ohm", "İstanbul", "ẞharp"]
  ) {
    folder.file(utf8(name), `contents of ${name}\n`);
  }
  folder.file(utf8("é composed".normalize("NFC")), "NFC");
  folder.file(utf8("é decomposed".normalize("NFD")), "NFD");
  folder.file(utf8("both é".normalize("NFC")), "NFC of the same");
  folder.file(utf8("both é".normalize("NFD")), "NFD of the same");
  folder.within(utf8("Ordner mit Ümläuten"), (inner) => inner.file(utf8("ß"), "sharp s"));
}

/** Names in Latin-1 and other bytes that are not UTF-8. */
function latin1(root: string): void {
  using folder = ByteFolder.open(root);
  folder.file("caf\xe9.txt", "Latin-1");
  folder.file(utf8("café.txt"), "UTF-8");
  folder.file("\xc4\xd6\xdc", "capital letters");
  folder.file("\x80\x81\xfe\xff", "never UTF-8");
  folder.file("cut \xe2\x82", "a euro sign cut short");
  folder.file("\xed\xa0\x80", "a lone surrogate in CESU-8");
  folder.file("\xc0\xaf", "an overlong slash");
  folder.within("dossi\xear", (inner) => inner.file("fich\xe9", "in a folder"));
  folder.symlink("li\xe9", "caf\xe9.txt");
}

/** Names of 255 bytes, of one and of three bytes a character, and such that differ only at their ends. */
function long(root: string): void {
  using folder = ByteFolder.open(root);
  folder.file("n".repeat(255), "255 letters");
  folder.file(`${"n".repeat(251)}.txt`, "with an ending");
  folder.file(`${"n".repeat(250)}.text`, "with another");
  folder.file(utf8("語".repeat(85)), "85 characters in 255 bytes");
  for (
    const length of [
      8,
      9,
      11,
      12,
      30,
      31,
      32,
      63,
      64,
      65,
      103,
      104,
      110,
      111,
      128,
      197,
      207,
      208,
      220,
      250,
      251,
      254,
    ]
  ) {
    folder.file("m".repeat(length), `${length}`);
  }
  for (let i = 0; i < 30; i++) folder.file(`${"same-beginning-".repeat(16)}${i}`, `number ${i}`);
  folder.within("d".repeat(255), (inner) => {
    inner.file("inside", "in a folder of a long name");
    inner.within("e".repeat(255), (innermost) => innermost.file("f".repeat(255), "three long names"));
  });
}

/** Names with spaces, dots, stars and all that means something to somebody. */
function odd(root: string): void {
  using folder = ByteFolder.open(root);
  const names = [
    " ",
    "  two  spaces  ",
    " leading",
    "trailing ",
    ".hidden",
    "..two",
    "...",
    "....",
    "dot.",
    "dots...",
    "a.b.c.d",
  ];
  names.push(
    "semi;colon",
    "version;1",
    "x;1;1",
    ";",
    ";1",
    "star*",
    "what?",
    "a:b",
    'quo"te',
    "<tag>",
    "pi|pe",
    "'",
    "$HOME",
  );
  names.push(
    "`cmd`",
    "-rf",
    "--help",
    "#",
    "%41",
    "@",
    "~",
    "{a,b}",
    "[x]",
    "!",
    "&",
    "a=b",
    "a,b",
    "+",
    "CON",
    "aux.txt",
    "NUL",
  );
  for (const name of names) folder.file(name, `contents of ${name}\n`);
  folder.within("folder.with.dots", (inner) => inner.file(".x.", "dots"));
  folder.within("folder;1", (inner) => inner.file("a", "semicolon"));
}

/** Names with control characters, line breaks and backslashes. */
function control(root: string): void {
  using folder = ByteFolder.open(root);
  const names = [
    "new\nline",
    "\n",
    "tab\there",
    "back\\slash",
    "\\",
    "bell\x07",
    "\x01",
    "escape\x1b[31m",
    "delete\x7f",
    "cr\r",
  ];
  for (const name of names) folder.file(name, `contents of ${JSON.stringify(name)}\n`);
  folder.within("folder\nof\nlines", (inner) => inner.file("\t", "tab"));
  folder.symlink("to\nline", "new\nline");
}

/** Names that differ in case only. */
function caseOnly(root: string): void {
  using folder = ByteFolder.open(root);
  for (const name of ["readme", "README", "ReadMe", "readme.TXT", "readme.txt", "README.txt"]) {
    folder.file(name, `case of ${name}`);
  }
  for (const name of ["lib", "Lib", "LIB"]) folder.within(name, (inner) => inner.file("x", `in ${name}`));
  folder.within("Mixed", (inner) => inner.file("mixed", "1"));
  folder.file("mixed", "2");
}

/** Names that become the same in eight and three letters. */
function collisions(root: string): void {
  using folder = ByteFolder.open(root);
  for (let i = 0; i < 300; i++) folder.file(`long-name-of-report-${i}.text`, `report ${i}`);
  for (let i = 0; i < 40; i++) {
    folder.within(`long-name-of-folder-${i}`, (inner) => inner.file("x", `folder ${i}`));
  }
  for (const name of ["a+b", "a-b", "a=b", "a b", "a.b", "a_b", "A_B", "A_B0", "A_B000", "LONG_N00.TEX"]) {
    folder.file(name, `contents of ${name}`);
  }
}

/** Trees with difficult names. */
export const nameTrees = {
  "unicode names": { make: unicode },
  "Latin-1 names": { make: latin1, bytes: true },
  "255-byte names": { make: long },
  "odd names": { make: odd, awkward: true },
  "control characters": { make: control, awkward: true },
  "names that differ in case": { make: caseOnly, awkward: true },
  "8.3 collisions": { make: collisions },
};
