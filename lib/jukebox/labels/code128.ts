/**
 * Code 128 (ISO/IEC 15417) of printable ASCII, with pairs of digits in code set C.
 *
 * @module
 */

import type { Symbol1D } from "./symbol.ts";

/** Widths of the characters by their values, without the stop character. */
const WIDTHS: readonly string[] = `
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232`.trim().split(/\s+/);

const STOP = "2331112";
const TO_C = 99;
const TO_B = 100;
const START_B = 104;
const START_C = 105;

/** Modulus of the check character. */
const CHECK = 103;

/** The symbol of a text; `undefined` where it is more than printable ASCII. */
export function code128(text: string): Symbol1D | undefined {
  if (!/^[ -~]+$/.test(text)) return undefined;
  const values = valuesOf(text);
  const check = values.reduce((sum, value, position) => sum + value * Math.max(position, 1), 0) % CHECK;
  const widths = [...values, check].map((value) => WIDTHS[value]!).join("") + STOP;
  return Array.from(widths).map(Number);
}

/** Start character and data. Four digits at an end, or six in between, are shorter in code set C. */
function valuesOf(text: string): number[] {
  const values: number[] = [];
  let set: "B" | "C" | undefined;
  const use = (next: "B" | "C") => {
    if (set !== next) {
      values.push(set === undefined ? next === "B" ? START_B : START_C : next === "B" ? TO_B : TO_C);
    }
    set = next;
  };
  for (let at = 0; at < text.length;) {
    const digits = /^\d*/.exec(text.slice(at))![0].length;
    const isAtEnd = at === 0 || at + digits === text.length;
    if (digits >= (isAtEnd ? 4 : 6)) {
      // Of an odd number the first digit is left to code set B, or the last one where the symbol begins with it.
      if (digits % 2 === 1 && at > 0) values.push(text.charCodeAt(at++) - 32);
      use("C");
      for (let pair = 0; pair < Math.floor(digits / 2); pair++, at += 2) {
        values.push(Number(text.slice(at, at + 2)));
      }
    } else {
      use("B");
      values.push(text.charCodeAt(at++) - 32);
    }
  }
  return values;
}
