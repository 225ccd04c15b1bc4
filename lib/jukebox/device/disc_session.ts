/**
 * A drive and what lies in it, on the drive's thread.
 *
 * @module
 */

import { openTransport } from "../../devices/open.ts";
import { DeviceError } from "../../errors.ts";
import { type Image, openImage } from "../../image/open.ts";
import { Drive } from "../../mmc/drive.ts";
import { driveFacts } from "../../mmc/drive_facts.ts";
import { examineMedium } from "../../mmc/examine.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import { waitUntilReady } from "../../mmc/wait.ts";
import { discAccess } from "../../recorder/disc_access.ts";
import { overseen } from "../../recorder/threads/overseen.ts";
import type { SideControl } from "../../recorder/threads/side_control.ts";
import { readableBlocks } from "../../recorder/room.ts";
import type { DiscFacts } from "../database/volumes.ts";
import { discMark, fileMark } from "./disc_mark.ts";
import type { DiscWork, DriveMet, ListedFiles, OpenedFile } from "./disc_tasks.ts";
import { eraseDisc } from "./erase_disc.ts";
import { FileLister } from "./file_lister.ts";
import { JukeboxError } from "../errors.ts";
import { identifyDisc } from "./identify.ts";
import { OpenFiles } from "./open_files.ts";

/** How long opening may take, in milliseconds: a login over the network has a timeout of its own. */
const OPEN_PATIENCE = 60_000;
/** How long a disc may take to spin up, in milliseconds. */
const SPIN_UP = 120_000;

/** Additional sense code of a drive without a medium (MMC-6 annex F). */
const NO_MEDIUM = 0x3a;

/** How the drive is open. */
type Access = "reading" | "changing";

/** The tasks of the thread, one method each. */
export class DiscSession implements Awaitable<DiscWork> {
  readonly #path: string;
  readonly #side: SideControl;
  #drive: { readonly drive: Drive; readonly access: Access } | undefined;
  #image: Image | undefined;
  #lister: FileLister | undefined;
  #files: OpenFiles | undefined;

  /** Nothing is opened yet. */
  constructor(path: string, side: SideControl) {
    this.#path = path;
    this.#side = side;
  }

  meet(): DriveMet {
    const { vendor, product, revision, serial } = driveFacts(this.#open("reading"));
    return { model: `${vendor} ${product} ${revision}`.replace(/ +/g, " ").trim(), serial };
  }

  examine(): MediumSummary | undefined {
    return examineMedium(this.#open("reading"));
  }

  awaitDisc(): boolean {
    const drive = this.#open("reading");
    try {
      // For a while a drive does not see what the robot has put into it.
      waitUntilReady(drive, { timeout: SPIN_UP, what: "make the disc ready", becoming: true });
      return true;
    } catch (error) {
      if (error instanceof DeviceError && error.answer.key === 2 && error.answer.asc === NO_MEDIUM) {
        return false;
      }
      throw error;
    }
  }

  mark(): string | undefined {
    const mark = discMark(this.#open("reading"));
    return mark === undefined ? undefined : `${mark} ${fileMark(this.#path)}`;
  }

  async identify(refuseIncomplete: boolean): Promise<DiscFacts | undefined> {
    this.#forgetImage();
    const drive = this.#open("reading");
    const medium = examineMedium(drive);
    if (medium === undefined) return undefined;
    const bytes = discAccess(drive, readableBlocks(medium));
    const { facts, image } = await identifyDisc(drive, medium, bytes, refuseIncomplete);
    this.#image = image;
    this.#lister = image === undefined ? undefined : new FileLister(image);
    return facts;
  }

  list(most: number): ListedFiles {
    return this.#lister?.next(most) ?? { files: [], done: true, trouble: undefined };
  }

  async openFile(path: string): Promise<OpenedFile> {
    if (this.#files === undefined) this.#files = new OpenFiles(await this.#openImage());
    return this.#files.open(path);
  }

  readFile(file: number): Uint8Array<ArrayBuffer> {
    if (this.#files !== undefined) return this.#files.read(file);
    throw new JukeboxError("state", `Cannot go on reading: the disc in ${this.#path} was closed`);
  }

  closeFile(file: number): void {
    this.#files?.close(file);
  }

  erase(): void {
    this.#forgetImage();
    eraseDisc(this.#open("changing"), () => this.#side.alive());
  }

  letGo(eject: boolean): void {
    this.#forgetImage();
    const drive = this.#open("changing");
    try {
      drive.lock(false);
    } catch (error) {
      // There are drives without a lock; what matters is whether the disc comes out.
      if (!eject) return;
      void error;
    }
    if (eject) drive.eject();
  }

  close(): void {
    this.#forgetImage();
    this.#drive?.drive.close();
    this.#drive = undefined;
  }

  #open(access: Access): Drive {
    if (this.#drive !== undefined && (access === "reading" || this.#drive.access === "changing")) {
      return this.#drive.drive;
    }
    this.close();
    this.#side.alive(OPEN_PATIENCE);
    const transport = openTransport(this.#path, { readOnly: access === "reading" });
    const drive = new Drive(overseen(transport, this.#side));
    this.#drive = { drive, access };
    return drive;
  }

  async #openImage(): Promise<Image> {
    if (this.#image !== undefined) return this.#image;
    const drive = this.#open("reading");
    const medium = examineMedium(drive);
    if (medium === undefined) {
      throw new JukeboxError("state", `Cannot read the disc in ${this.#path}: there is none`);
    }
    const bytes = discAccess(drive, readableBlocks(medium));
    return this.#image = await openImage(bytes, { name: `the disc in ${this.#path}`, onFault: () => {} });
  }

  #forgetImage(): void {
    this.#files = undefined;
    this.#lister = undefined;
    this.#image?.close();
    this.#image = undefined;
  }
}

/** Work that may take its time. */
type Awaitable<Work> = {
  [Name in keyof Work]: Work[Name] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Answer | Promise<Answer>
    : never;
};
