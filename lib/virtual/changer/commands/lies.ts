/**
 * Answers to READ ELEMENT STATUS that are not as they should be, on demand.
 *
 * @module
 */

import type { ChangerMachine } from "../machine.ts";

/** What becomes of an answer under the fault of now. */
export function lied(m: ChangerMachine, answer: Uint8Array): Uint8Array {
  switch (m.suffer("cut", "count", "noise")?.kind) {
    case "cut":
      return answer.subarray(0, Math.max(1, answer.length >> 1) - 1);
    case "count": {
      const view = new DataView(answer.buffer, answer.byteOffset);
      view.setUint16(2, 0xffff);
      view.setUint32(4, 0xffffff);
      return answer;
    }
    case "noise":
      return noise(answer);
    default:
      return answer;
  }
}

/** The same at every call, so that what is found with it can be found again. */
function noise(answer: Uint8Array): Uint8Array {
  let state = 0x2545f491;
  return answer.map(() => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0;
    return state >>> 24;
  });
}
