import { excludedBy } from "../../../lib/image/scan/exclude.ts";
import { assertEquals } from "../../support/assert.ts";

function matches(pattern: string, path: string): boolean {
  return excludedBy([pattern])!(path.slice(path.lastIndexOf("/") + 1), () => path);
}

Deno.test("excludedBy() without patterns is no test at all", () => {
  assertEquals(excludedBy([]), undefined);
});

Deno.test("excludedBy() takes every character of a pattern but * ? [ as itself", () => {
  for (const name of ["a.b", "a+b", "(a)", "a|b", "^a$", "{a}", "a]b", "a[b", "a b", "é𝄞", "\n"]) {
    assertEquals([name, matches(name, `/${name}`)], [name, true]);
    assertEquals([name, matches(name, "/other")], [name, false]);
  }
  assertEquals(matches("a.b", "/axb"), false);
});

Deno.test("excludedBy() knows stars, question marks and sets as a shell does", () => {
  const table: [pattern: string, path: string, matches: boolean][] = [
    ["*", "/anything", true],
    ["*.o", "/a.o", true],
    ["*.o", "/a.os", false],
    ["?", "/é", true],
    ["?", "/𝄞", true],
    ["?", "/ab", false],
    ["[abc]x", "/bx", true],
    ["[abc]x", "/dx", false],
    ["[!abc]x", "/dx", true],
    ["[^abc]x", "/ax", false],
    ["[a-c]x", "/bx", true],
    ["[]x]", "/]", true],
    ["[!]x]", "/]", false],
    ["[a-]", "/-", true],
    ["[.]", "/a", false],
    ["/a/*", "/a/b", true],
    ["/a/*", "/a/b/c", false],
    ["/a/?", "/a//", false],
    ["a/*/c", "/a/b/c", true],
    ["/**/c", "/a/b/c", true],
    ["/a/**", "/a/b/c", true],
    ["/a**c", "/a/b/c", true],
    ["/b", "/a/b", false],
    ["*\n*", "/a\nb", true],
    ["*", "/a\nb", true],
  ];
  for (const [pattern, path, expected] of table) {
    assertEquals([pattern, path, matches(pattern, path)], [pattern, path, expected]);
  }
});

Deno.test("excludedBy() asks for the path only when a pattern holds a slash", () => {
  const excluded = excludedBy(["*.o"])!;
  assertEquals(
    excluded("a.c", () => {
      throw new Error("asked");
    }),
    false,
  );
});
