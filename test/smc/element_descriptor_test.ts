import { decodeElementDescriptor, type ElementReport } from "../../lib/smc/element_descriptor.ts";
import { decodeElementStatus } from "../../lib/smc/read_element_status.ts";
import { assertEquals } from "../support/assert.ts";
import { bytes } from "../mmc/scripted_drive.ts";

const BASE = "01 00 09 00 00 00 00 00 00 80 02 00";

interface Shape {
  readonly type?: number;
  readonly primaryTags?: boolean;
  readonly alternateTags?: boolean;
  /** As the page has it; the bytes that came when absent. */
  readonly length?: number;
  readonly identifiers?: boolean;
}

function decoded(fields: readonly string[], shape: Shape = {}): ElementReport {
  const descriptor = bytes(...fields);
  const { type = 4, primaryTags = false, alternateTags = false, identifiers = true } = shape;
  const descriptorLength = shape.length ?? descriptor.length;
  return decodeElementDescriptor(
    descriptor,
    { type, primaryTags, alternateTags, descriptorLength },
    identifiers,
  );
}

Deno.test("a plain descriptor tells address, flags and source", () => {
  const { address, full, accessible, source, inverted, identifier, cut } = decoded([BASE, "00 00 00 00"]);
  assertEquals([address, full, accessible, source, inverted], [256, true, true, 512, false]);
  assertEquals([identifier, cut], [undefined, false]);
  assertEquals(decoded(["01 00 09 00 00 00 00 00 00 c0 02 00"]).inverted, true);
  assertEquals(
    decoded(["01 00 09 00 00 00 00 00 00 40 02 00"]).inverted,
    false,
    "not valid without a source",
  );
  assertEquals(decoded(["01 00 09 00 00 00 00 00 00 00 02 00"]).source, undefined);
});

Deno.test("only a mail slot can tell that a person has put the disc in", () => {
  const flags = ["01 00 03 00 00 00 00 00 00 00 00 00"];
  assertEquals([2, 3, 4].map((type) => decoded(flags, { type }).byOperator), [false, true, false]);
});

Deno.test("an identification is text or, in hexadecimal, bytes, and stands behind both volume tags", () => {
  assertEquals(decoded([BASE, "02 00 00 04", "=SN42"]).identifier, "SN42");
  assertEquals(decoded([BASE, "01 03 00 03 0a bc ff"]).identifier, "0ABCFF");
  const tags = ["=PRIMARY ", "20 ".repeat(28), "=SECOND  ", "20 ".repeat(28)];
  const both = decoded([BASE, ...tags, "02 00 00 04", "=SN42"], { primaryTags: true, alternateTags: true });
  assertEquals([both.tag.text, both.identifier], ["PRIMARY", "SN42"]);
  const second = decoded([BASE, ...tags.slice(2), "02 00 00 04", "=SN42"], { alternateTags: true });
  assertEquals([second.tag.text, second.identifier], [undefined, "SN42"]);
});

Deno.test("NULs between and behind the parts of an identification are blanks", () => {
  assertEquals(decoded([BASE, "02 01 00 0a", "=VND", "00 00", "=SN42", "00"]).identifier, "VND  SN42");
  assertEquals(decoded([BASE, "02 01 00 04 00 00 00 00"]).identifier, undefined);
});

Deno.test("an identification is cut only when bytes are missing that the page promises", () => {
  const state = (fields: string[], length?: number) => {
    const { identifier, cut } = decoded(fields, length === undefined ? {} : { length });
    return [identifier, cut];
  };
  assertEquals(state([BASE, "02 00 00 04", "=SN"], 20), [undefined, true]);
  assertEquals(state([BASE, "02 00"], 20), [undefined, true]);
  assertEquals(state([BASE], 12), [undefined, false], "there is no room for one on the page");
  assertEquals(state([BASE, "02 00 00 ff", "=SN42"]), ["SN42", false], "it has at most the room on the page");
});

Deno.test("a volume tag is cut when its text is, and not when only its sequence number is missing", () => {
  const whole = [BASE, "=DISC0001", "20 ".repeat(24)];
  const state = (fields: string[]) => {
    const { tag, cut } = decoded(fields, { primaryTags: true, length: 48, identifiers: false });
    return [tag.text, cut];
  };
  assertEquals(state(whole), ["DISC0001", false]);
  assertEquals(state([BASE, "=DISC0001"]), [undefined, true]);
  assertEquals(state(["01 00 09"]), [undefined, true]);
});

Deno.test("bytes behind the last page are nothing, also where the way does not tell how many came", () => {
  const report = ["01 00 00 01 00 ff ff ff", "04 00 00 0c 00 00 00 0c", BASE, "00 ".repeat(100)];
  const { pages, oddities } = decodeElementStatus(bytes(...report));
  assertEquals([pages.length, pages[0]!.descriptors.length, oddities], [1, 1, []]);
});

Deno.test("the rest of a descriptor that has not even its flags is none", () => {
  const report = ["01 00 00 02 00 00 00 18", "04 00 00 0c 00 00 00 18", BASE, "01 01"];
  assertEquals(decodeElementStatus(bytes(...report)).pages[0]!.descriptors.length, 1);
});

Deno.test("an element that is switched off says so, unless it says what else is wrong", () => {
  assertEquals(decoded(["01 00 08 00 00 00 00 00 00 08 00 00"]).exception, "element disabled");
  assertEquals(decoded(["01 00 0c 00 30 03 00 00 00 08 00 00"]).exception, "cleaning cartridge installed");
  assertEquals(decoded(["01 00 08 00 30 03 00 00 00 00 00 00"]).exception, undefined, "without EXCEPT");
});
