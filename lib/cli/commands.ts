/**
 * All commands, in the order of the help.
 *
 * @module
 */

import { blank } from "./blank.ts";
import { cat } from "./cat.ts";
import { cdadm } from "./cdadm.ts";
import { cdglow } from "./cdglow.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { completions } from "./completions.ts";
import { devices } from "./devices.ts";
import { eject } from "./eject.ts";
import { extract } from "./extract.ts";
import { find } from "./find.ts";
import { format } from "./format.ts";
import { helpCommand } from "./help_command.ts";
import { iso9660 } from "./iso9660.ts";
import { ls } from "./ls.ts";
import { media } from "./media.ts";
import { serve } from "./serve.ts";
import { verify } from "./verify.ts";
import { virtual } from "./virtual.ts";

/** Every command of the program. */
export const COMMANDS: readonly Command[] = [
  iso9660,
  cdglow,
  devices,
  media,
  ls,
  cat,
  extract,
  check,
  verify,
  blank,
  format,
  eject,
  serve,
  cdadm,
  find,
  virtual,
  completions,
  helpCommand,
];

/** The command of a name or alias. */
export function findCommand(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name || command.aliases?.includes(name));
}

/** Every name and alias. */
export function commandNames(): string[] {
  return COMMANDS.flatMap((command) => [command.name, ...(command.aliases ?? [])]);
}
