/**
 * Runs of zeros that need not be written.
 *
 * @module
 */

/** Bytes of the shortest run that is left out, and the places where one may begin, counted from the chunk's start. */
const HOLE_SIZE = 4096;

/**
 * The parts of a chunk that hold something other than whole blocks of zeros.
 *
 * @returns pairs of places, `[from, to)`, one after the other
 */
export function dataRuns(chunk: Uint8Array): [from: number, to: number][] {
  const runs: [number, number][] = [];
  let from = -1;
  for (let at = 0; at < chunk.length; at += HOLE_SIZE) {
    const end = Math.min(at + HOLE_SIZE, chunk.length);
    if (end - at === HOLE_SIZE && isZero(chunk, at, end)) {
      if (from >= 0) runs.push([from, at]);
      from = -1;
    } else if (from < 0) {
      from = at;
    }
  }
  if (from >= 0) runs.push([from, chunk.length]);
  return runs;
}

function isZero(chunk: Uint8Array, from: number, to: number): boolean {
  if (chunk[from] !== 0 || chunk[to - 1] !== 0) return false;
  if (chunk.byteOffset % 8 !== 0) {
    for (let i = from; i < to; i++) if (chunk[i] !== 0) return false;
    return true;
  }
  const words = new Int32Array(chunk.buffer, chunk.byteOffset + from, (to - from) / 4);
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false;
  return true;
}
