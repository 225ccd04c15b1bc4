/**
 * A tgtd of a test's own, and the words tgtadm sets it up with.
 *
 * @module
 */

import { removeTree } from "./temp.ts";
import type { Tgt, TgtDisc, TgtSetup, TgtUnit } from "./tgt.ts";

/** Element address of a changer's mail slot. */
const MAIL_SLOT = 32;

const TARGET = "iqn.2026-01.local.discglow.test";

/** Where a program of the system's administrator is. */
export function program(name: string): string | undefined {
  const folders = `${Deno.env.get("PATH") ?? ""}:/usr/sbin:/sbin`.split(":");
  return folders.map((folder) => `${folder}/${name}`).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Another program listens at the port already. */
export class PortTaken extends Error {}

/** A TCP port that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** One tgtd and the folder that holds its control socket and its discs. */
export class Daemon implements Tgt {
  readonly port: number;
  readonly target: string;
  readonly #folder: string;
  readonly #control: string;
  #child: Deno.ChildProcess;
  readonly #backing = new Map<number, string>();
  #discs = 0;
  #setup: TgtSetup | undefined;
  #revived = false;

  /** Starts the program. */
  constructor(folder: string, port: number) {
    this.port = port;
    this.target = `${TARGET}:p${port}`;
    this.#folder = folder;
    // The number is only part of the control socket's name, which lies in our folder.
    this.#control = String(1 + port % 30000);
    this.#child = this.#spawn();
  }

  /** Waits until it listens. */
  async ready(): Promise<void> {
    for (let waited = 0; waited < 200; waited++) {
      const shown = this.#tryAdmin("--op", "show", "--mode", "portal");
      if (shown !== undefined) {
        if (shown.includes(`:${this.port},`)) return;
        throw new PortTaken(`tgtd does not listen at port ${this.port}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error("tgtd did not start");
  }

  /** Makes the units and lets everybody in. */
  setUp(setup: TgtSetup): void {
    const { units, chap, tuned } = this.#setup = setup;
    this.#admin("--op", "new", "--mode", "target", "--tid", "1", "-T", this.target);
    // Changers name their drives, which therefore come first.
    const numbered = units.map((unit, index) => ({ unit, lun: index + 1 }));
    for (const { unit, lun } of numbered) if (unit.kind === "drive") this.#addDrive(lun, unit.disc);
    for (const { unit, lun } of numbered) if (unit.kind === "changer") this.#addChanger(lun, unit);
    if (chap !== undefined) {
      this.#admin("--op", "new", "--mode", "account", "--user", chap.user, "--password", chap.secret);
      this.#admin("--op", "bind", "--mode", "account", "--tid", "1", "--user", chap.user);
    }
    const sizes = tuned
      ? ["MaxRecvDataSegmentLength=262144", "InitialR2T=No", "FirstBurstLength=262144"]
      : [];
    for (const [name, value] of sizes.map((text) => text.split("="))) {
      this.#admin("--op", "update", "--mode", "target", "--tid", "1", "--name", name!, "--value", value!);
    }
    this.#admin("--op", "bind", "--mode", "target", "--tid", "1", "-I", "ALL");
  }

  get pid(): number {
    return this.#child.pid;
  }

  url(lun: number): string {
    return `iscsi://127.0.0.1:${this.port}/${this.target}/${lun}`;
  }

  backing(lun: number): string {
    const path = this.#backing.get(lun);
    if (path === undefined) throw new Error(`LUN ${lun} holds no disc`);
    return path;
  }

  takeOut(lun: number): void {
    this.#updateUnit(lun, "online=No");
    this.#backing.delete(lun);
  }

  insert(lun: number, disc: TgtDisc): void {
    const path = this.#makeDisc(disc);
    this.#updateUnit(lun, `path=${path}`);
    this.#backing.set(lun, path);
  }

  fillMail(changer: number, barcode: string, disc: TgtDisc): void {
    this.#makeDisc(disc, this.medium(changer, barcode));
    this.#updateUnit(changer, `element_type=3,address=${MAIL_SLOT},barcode=${barcode},sides=1`);
  }

  medium(changer: number, barcode: string): string {
    return `${this.#home(changer)}/${barcode}`;
  }

  emptyMail(changer: number): void {
    this.#updateUnit(changer, `element_type=3,address=${MAIL_SLOT},clear_slot=1`);
  }

  freeze(): void {
    Deno.kill(this.#child.pid, "SIGSTOP");
  }

  thaw(): void {
    Deno.kill(this.#child.pid, "SIGCONT");
  }

  async revive(): Promise<void> {
    await this.kill();
    this.#child = this.#spawn();
    await this.ready();
    this.#discs = 0;
    this.#revived = true;
    this.setUp(this.#setup!);
    this.#revived = false;
  }

  async kill(): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#child.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    removeTree(this.#folder);
  }

  #spawn(): Deno.ChildProcess {
    // The daemon ignores SIGTERM, so that only its parent's end ends it when a test run is interrupted.
    return new Deno.Command("setpriv", {
      args: [
        ...["--pdeathsig", "SIGKILL", program("tgtd")!, "-f", "-C", this.#control],
        ...["--iscsi", `portal=127.0.0.1:${this.port}`],
      ],
      env: this.#environment(),
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  #addDrive(lun: number, disc: TgtDisc | undefined): void {
    const backing: string[] = [];
    if (disc !== undefined) {
      const path = this.#makeDisc(disc);
      this.#backing.set(lun, path);
      backing.push("-b", path);
    }
    this.#newUnit(lun, "cd", ...backing);
  }

  #addChanger(lun: number, { drives, slots, media }: TgtUnit & { kind: "changer" }): void {
    const dummy = `${this.#folder}/changer-${lun}`;
    Deno.writeFileSync(dummy, new Uint8Array(1024));
    this.#newUnit(lun, "changer", "-b", dummy);
    this.#updateUnit(lun, "vendor_id=DISCGLOW,product_id=CHANGER,product_rev=0001,removable=1");
    this.#updateUnit(lun, `element_type=4,start_address=1,quantity=${drives.length}`);
    drives.forEach((drive, index) => {
      this.#updateUnit(drive, `scsi_sn=DRIVE${drive},removable=1`);
      this.#updateUnit(lun, `element_type=4,address=${index + 1},tid=1,lun=${drive}`);
    });
    this.#updateUnit(lun, "element_type=1,start_address=16,quantity=1");
    this.#updateUnit(lun, `element_type=3,start_address=${MAIL_SLOT},quantity=1`);
    this.#updateUnit(lun, `element_type=2,start_address=1024,quantity=${slots}`);
    const home = this.#home(lun);
    Deno.mkdirSync(home, { recursive: true });
    this.#updateUnit(lun, `media_home=${home}`);
    Object.entries(media).forEach(([barcode, disc], index) => {
      this.#makeDisc(disc, `${home}/${barcode}`);
      this.#updateUnit(lun, `element_type=2,address=${1024 + index},barcode=${barcode},sides=1`);
    });
  }

  #home(changer: number): string {
    return `${this.#folder}/media-${changer}`;
  }

  /** The daemon takes an empty file for a blank DVD+R and any other for a DVD-ROM. */
  #makeDisc(disc: TgtDisc, path: string = `${this.#folder}/disc-${this.#discs++}`): string {
    if (this.#revived && exists(path)) return path;
    if (disc === "blank") Deno.writeFileSync(path, new Uint8Array(0));
    else if (typeof disc.image === "string") Deno.copyFileSync(disc.image, path);
    else Deno.writeFileSync(path, disc.image);
    return path;
  }

  #newUnit(lun: number, type: string, ...more: string[]): void {
    const args = [
      "--op",
      "new",
      "--mode",
      "logicalunit",
      "--tid",
      "1",
      "--lun",
      `${lun}`,
      "--device-type",
      type,
    ];
    this.#admin(...args, ...more);
  }

  #updateUnit(lun: number, params: string): void {
    this.#admin(
      "--op",
      "update",
      "--mode",
      "logicalunit",
      "--tid",
      "1",
      "--lun",
      `${lun}`,
      "--params",
      params,
    );
  }

  #admin(...args: string[]): void {
    if (this.#tryAdmin(...args) === undefined) throw new Error(`tgtadm ${args.join(" ")} failed`);
  }

  /** What tgtadm prints; `undefined` when it fails. */
  #tryAdmin(...args: string[]): string | undefined {
    const { success, stdout } = new Deno.Command("timeout", {
      args: ["20", program("tgtadm")!, "-C", this.#control, "--lld", "iscsi", ...args],
      env: this.#environment(),
      stdin: "null",
      stderr: "null",
    }).outputSync();
    return success ? new TextDecoder().decode(stdout) : undefined;
  }

  #environment(): Record<string, string> {
    return { TGT_IPC_SOCKET: `${this.#folder}/ipc` };
  }
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
