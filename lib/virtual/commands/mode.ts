/**
 * MODE SENSE (10) (SPC-4 6.15) and MODE SELECT (10) (6.13).
 *
 * @module
 */

import { Answer, joined, u16 } from "../bytes.ts";
import type { Machine } from "../machine.ts";
import { WRITE_PARAMETERS } from "../mode_pages.ts";
import { refuse, SENSE } from "../sense.ts";
import { type Command, reply } from "./command.ts";

const ALL_PAGES = 0x3f;
const SAVED = 3;
const HEADER = 8;

/** MODE SENSE (10). */
export const modeSense: Command = {
  opcode: 0x5a,
  mask: [0x08, 0xff, 0xff, 0, 0, 0, 0xff, 0xff, 0],
  direction: "in",
  medium: false,
  run(m, cdb, data) {
    const control = cdb[2]! >> 6;
    const code = cdb[2]! & 0x3f;
    if (control === SAVED) refuse(SENSE.noSaving);
    if (cdb[3] !== 0) refuse(SENSE.invalidField, { field: 3 }); // no subpages
    const codes = code === ALL_PAGES ? m.modes.codes : [code];
    const pages = codes.map((one) => m.modes.page(one, control) ?? refuse(SENSE.invalidField, { field: 2 }));
    const length = pages.reduce((sum, page) => sum + page.length, 0);
    return reply(joined(new Answer(HEADER).u16(0, HEADER - 2 + length).bytes, ...pages), data, u16(cdb, 7));
  },
};

/** MODE SELECT (10): one page or several, without block descriptors, not to be saved. */
export const modeSelect: Command = {
  opcode: 0x55,
  mask: [0x10, 0, 0, 0, 0, 0, 0xff, 0xff, 0],
  direction: "out",
  medium: false,
  run(m, cdb, data) {
    const length = u16(cdb, 7);
    if (length === 0) return 0;
    if ((cdb[1]! & 0x10) === 0) refuse(SENSE.invalidField, { field: 1 }); // PF
    if (data.length !== length || length < HEADER) refuse(SENSE.listLength);
    if (u16(data, 6) !== 0) refuse(SENSE.invalidListField);
    for (let at = HEADER; at < length;) {
      const end = at + 2 + (data[at + 1] ?? length);
      if (end > length) refuse(SENSE.listLength);
      selectPage(m, data.slice(at, end));
      at = end;
    }
    return length;
  },
};

function selectPage(m: Machine, page: Uint8Array): void {
  m.modes.select(page);
  if (page[0] !== WRITE_PARAMETERS) return;
  m.current = undefined;
  if (!m.modes.write.test) m.endTest();
}
