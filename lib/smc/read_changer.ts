/**
 * Looks into a changer without taking it under control.
 *
 * @module
 */

import { type OpenDeviceOptions, openTransport } from "../devices/open.ts";
import { Changer } from "./changer.ts";
import type { Inventory } from "./element.ts";
import { wantChanger } from "./want_changer.ts";

/**
 * What a changer holds; nothing is moved to find out, and whoever uses the changer is not disturbed.
 *
 * @param name such as `/dev/sg4` or `virtual:PATH`
 * @throws {DiscglowError} when it is no changer, or cannot be asked
 */
export function readChanger(name: string, options: OpenDeviceOptions = {}): Inventory {
  using changer = new Changer(openTransport(name, { exclusive: false, readOnly: true, ...options }));
  wantChanger(changer);
  return changer.inventory({ still: true });
}
