/**
 * Trees with hard and symbolic links.
 *
 * @module
 */

import { ByteFolder } from "./byte_folder.ts";
import { utf8 } from "./bytes.ts";

/** Files with several names in one folder and in several, empty ones too. */
function hardLinks(root: string): void {
  using folder = ByteFolder.open(root);
  folder.file("one", "a file with three names in one folder");
  folder.link("two", folder, "one");
  folder.link("three", folder, "one");
  folder.file("alone", "a file with three names in one folder");
  folder.file("nothing");
  folder.link("nothing too", folder, "nothing");
  folder.file("nothing else");
  folder.within("a", (a) => {
    a.link("four", folder, "one");
    a.file("x", "two folders\n".repeat(500));
    folder.within("b", (b) => {
      b.link("x", a, "x");
      b.within("deeper", (deeper) => deeper.link("y", a, "x"));
    });
  });
}

/** Symbolic links that have several names. */
function linkedLinks(root: string): void {
  using folder = ByteFolder.open(root);
  folder.symlink("link", "target");
  folder.link("link again", folder, "link");
  folder.file("target", "pointed to");
}

/** Symbolic links of all kinds. */
function symlinks(root: string): void {
  using folder = ByteFolder.open(root);
  folder.file("target", "pointed to");
  folder.within("folder", (inner) => {
    inner.file("inside", "inside");
    inner.symlink("up", "..");
    inner.symlink("up and down", "../folder/inside");
    inner.symlink("absolute", "/etc/hostname");
  });
  const targets: Record<string, string> = {
    relative: "target",
    "to folder": "folder",
    "trailing slash": "folder/",
    dangling: "no/such/thing",
    itself: "itself",
    here: ".",
    "here with slash": "./",
    above: "..",
    "far above": "../../../../../..",
    "dot inside": "folder/./inside",
    "dots inside": "folder/../target",
    "two slashes": "folder//inside",
    "three slashes": "folder///inside",
    root: "/",
    "two slashes in front": "//host/share",
    "root and dot": "/.",
    absolute: "/usr/share/doc",
    unicode: utf8("Ünïcødé/日本語"),
    "not UTF-8": "caf\xe9/\xff",
    "space ": " ",
    "one component of 255": "c".repeat(255),
    "components of 250": `${"d".repeat(250)}/${"e".repeat(250)}/${"f".repeat(250)}`,
  };
  for (const [name, target] of Object.entries(targets)) folder.symlink(name, target);
}

/** Symbolic links whose records need several continuation areas. */
function longSymlinks(root: string): void {
  using folder = ByteFolder.open(root);
  const targets: Record<string, string> = {
    "of 1000": "some/folder/".repeat(100).slice(0, 999) + "z",
    "of 4000": "some/folder/".repeat(400).slice(0, 3999) + "z",
    "of 4000 with dots": "../x/./".repeat(600).slice(0, 3999) + "z",
    "of 4000 in long components": `${"y".repeat(250)}/`.repeat(16).slice(0, 3999) + "z",
    "of 4095": "0123456789abcde/".repeat(256).slice(0, 4095),
  };
  for (const [name, target] of Object.entries(targets)) folder.symlink(name, target);
  folder.symlink("n".repeat(255), targets["of 4000"]!);
}

/** Trees with hard and symbolic links. */
export const linkTrees = {
  "hard links": { make: hardLinks },
  "hard links to symbolic links": { make: linkedLinks },
  "symbolic links": { make: symlinks, bytes: true },
  "long symbolic links": { make: longSymlinks },
};
