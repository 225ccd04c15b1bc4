/**
 * `discglow serve` as a program of its own, over a jukebox that tgt emulates.
 *
 * @module
 */

import { runCli } from "../cli/run_cli.ts";
import { WholeServer } from "../jukebox/whole_server.ts";
import { assertEquals } from "../support/assert.ts";
import { startTgt, type Tgt, type TgtDisc } from "../support/tgt.ts";

/** Logical unit of the changer; the two drives are those before it. */
export const CHANGER = 3;
/** Slots of the changer. */
export const SLOTS = 7;

/** The jukebox with its server. */
export class TargetJukebox extends WholeServer {
  readonly tgt: Tgt;

  private constructor(tgt: Tgt) {
    super();
    this.tgt = tgt;
  }

  /** Starts and attaches it; the media lie in the slots from the first on, by bar code. */
  static async start(media: Readonly<Record<string, TgtDisc>>): Promise<TargetJukebox> {
    const drive = { kind: "drive", disc: undefined } as const;
    const tgt = await startTgt({
      units: [drive, drive, { kind: "changer", drives: [1, 2], slots: SLOTS, media }],
    });
    const jukebox = new TargetJukebox(tgt);
    try {
      const names = [CHANGER, 1, 2].map((unit) => tgt.url(unit));
      const { code, stdout, stderr } = await runCli(["devices", "--describe", ...names]);
      assertEquals(code, 0, stderr);
      jukebox.configure(stdout);
      await jukebox.serve();
      await jukebox.attach();
      return jukebox;
    } catch (error) {
      await jukebox[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What is written on a disc. */
  medium(barcode: string): Uint8Array<ArrayBuffer> {
    return Deno.readFileSync(this.tgt.medium(CHANGER, barcode));
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    await this.tgt[Symbol.asyncDispose]();
  }
}
