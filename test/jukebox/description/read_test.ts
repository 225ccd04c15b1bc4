import { deviceBaseName, readDescription } from "../../../lib/jukebox/description/read.ts";
import { JukeboxError } from "../../../lib/jukebox/errors.ts";
import { assertEquals, assertThrows } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";

Deno.test("a device is found with and without .dev", () => {
  using dir = tempFolder();
  Deno.writeTextFileSync(dir.at("jb.dev"), "device=single\ndrive=/dev/sr0\n");
  assertEquals(readDescription(dir.path, "jb").name, "jb");
  assertEquals(readDescription(dir.path, "jb.dev"), readDescription(dir.path, "jb"));
});

Deno.test("a device without a description is refused in the classic words", () => {
  using dir = tempFolder();
  const error = assertThrows(() => readDescription(dir.path, "p18.dev"), JukeboxError);
  assertEquals(error.message, "attach p18: No device description file");
  assertEquals(error.number, -1);
});

Deno.test("a name never leads out of the devices' folder", () => {
  for (
    const name of ["../jb", "a/b", "/etc/passwd", "..", ".dev", "", "a\\b", "a\0b", ".hidden", "x".repeat(65)]
  ) {
    const error = assertThrows(() => deviceBaseName(name), JukeboxError);
    assertEquals(error.kind, "usage");
  }
  assertEquals(deviceBaseName("Jukebox-2.dev"), "Jukebox-2");
  assertEquals(deviceBaseName("jb.v2"), "jb.v2");
});

Deno.test("what is no text is refused before it is read to the end", () => {
  using dir = tempFolder();
  Deno.writeFileSync(dir.at("a.dev"), new Uint8Array([0xff, 0xfe, 0x00]));
  Deno.mkdirSync(dir.at("b.dev"));
  const file = Deno.createSync(dir.at("c.dev"));
  file.truncateSync(2 ** 32);
  file.close();
  const words = ["a", "b", "c"].map((name) =>
    assertThrows(() => readDescription(dir.path, name), JukeboxError).message.replace(`${dir.path}/`, "")
  );
  assertEquals(words, [
    "Cannot use a.dev: it is no text in UTF-8",
    "Cannot read b.dev: it is no text file",
    "Cannot read c.dev: it is no text file",
  ]);
});
