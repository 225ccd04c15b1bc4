/**
 * A linear bar code as widths.
 *
 * @module
 */

/** Widths in modules, bar and space in turn, beginning and ending with a bar; quiet zones are not in them. */
export type Symbol1D = readonly number[];

/** Modules that a symbol is wide. */
export function widthOf(symbol: Symbol1D): number {
  return symbol.reduce((sum, width) => sum + width, 0);
}
