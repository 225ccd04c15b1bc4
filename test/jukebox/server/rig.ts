/**
 * A server over fake devices in a folder of its own.
 *
 * @module
 */

import type { Config } from "../../../lib/jukebox/config/config.ts";
import { type Jukebox, openJukebox } from "../../../lib/jukebox/server/open_jukebox.ts";
import type { Client } from "../../../lib/jukebox/service.ts";
import { type TempFolder, tempFolder } from "../../support/temp.ts";
import { type FakeDevice, type FakeParts, fakeParts, type Prepare } from "./fakes.ts";

/** Who asks. */
export const CLIENT: Client = {
  name: "archive@host1",
  holder: { who: "archive@host1", host: "host1", pid: null, pidStarted: null, since: "2026-01-01T00:00:00Z" },
};

/** The description of a changer with two drives. */
export const CHANGER =
  "device=scsi2\nrobot=virtual:box\ndrive=virtual:box/drives/1\nrecorder=virtual:box/drives/2\nsave=*.sav\n";

/** A server that can be opened again and again. */
export interface Rig extends Disposable {
  readonly dir: TempFolder;
  /** Opens the server. */
  open(attach?: readonly string[], prepare?: Prepare): Opened;
  /** Its configuration. */
  config(attach?: readonly string[]): Config;
  /** The lines of its log. */
  log(): string[];
}

/** An opened server and its parts. */
export interface Opened extends Jukebox {
  readonly parts: FakeParts;
  /** A device that was made. */
  fake(name: string): FakeDevice;
  /** Whether the server was asked to end. */
  readonly asked: { ended: boolean };
}

/** Makes a folder with descriptions. */
export function serverRig(descriptions: Record<string, string> = { jb: CHANGER }): Rig {
  const dir = tempFolder();
  for (const [name, text] of Object.entries(descriptions)) {
    Deno.writeTextFileSync(dir.at(`${name}.dev`), text);
  }
  const config = (attach: readonly string[] = []): Config => ({
    ...{
      file: undefined,
      socket: dir.at("discglow.sock"),
      state: dir.at("state"),
      devices: dir.path,
      attach,
    },
    ...{ listen: undefined, tokens: undefined, stop: 60, log: { bytes: 1e6, kept: 1 }, limits: {} },
  });
  return {
    dir,
    config,
    open(attach, prepare) {
      const parts = fakeParts(prepare);
      const asked = { ended: false };
      const onShutdown = () => void (asked.ended = true);
      const jukebox = openJukebox({
        ...{ config: config(attach), version: "1.2.3", parts, onShutdown },
        firstRetry: 1,
      });
      return { ...jukebox, parts, asked, fake: (name) => parts.devices.get(name)! };
    },
    log: () => Deno.readTextFileSync(dir.at("state/logfile.txt")).split("\n").slice(0, -1),
    [Symbol.dispose]: () => dir[Symbol.dispose](),
  };
}
