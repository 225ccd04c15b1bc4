/**
 * Mode page 1Eh, transport geometry parameters (SMC-3): what the grippers are like.
 *
 * @module
 */

/** Page code. */
export const GEOMETRY_PAGE = 0x1e;

/** Which gripper of the page can turn discs over, in the order of their addresses. */
export function decodeTransportGeometry(page: Uint8Array): boolean[] {
  const grippers: boolean[] = [];
  // Two bytes each: bit 0 ROTATE, then the number within its set.
  for (let at = 2; at + 2 <= page.length; at += 2) grippers.push((page[at]! & 1) !== 0);
  return grippers;
}
