/**
 * The target of a job on its thread: the drive, what lies in it, and how it is going to be recorded.
 *
 * @module
 */

import type { Drive } from "../../mmc/drive.ts";
import { examineMedium } from "../../mmc/examine.ts";
import type { MediumSummary } from "../../mmc/medium.ts";
import type { RecordEvent } from "../events.ts";
import { chooseRecipe } from "../recipes/choose.ts";
import type { Recipe } from "../recipe.ts";
import type { Control } from "../threads/control.ts";
import type { ExamineTask, PlanTask, RecordingPlan, TargetFound } from "../threads/drive_tasks.ts";
import { News } from "./news.ts";
import { openDrive } from "./open_drive.ts";

/** Additional sense code of a drive without a medium (MMC-6 annex F). */
const NO_MEDIUM = 0x3a;

/** Additional sense code of a medium that may have changed (SPC-4 annex F). */
const ANOTHER_DISC = 0x28;

/** What the drive's thread holds from one task to the next. */
export class Target implements Disposable {
  /** The drive, for this thread alone. */
  readonly drive: Drive;
  /** The words of the job. */
  readonly control: Control;
  /** Tells what happens. */
  readonly tell: (event: RecordEvent) => void;
  /** What lies in it. */
  medium: MediumSummary | undefined;
  /** How it is going to be recorded. */
  plan: PlanTask | undefined;
  /** The recipe, once it is planned. */
  recipe: Recipe | undefined;
  /** Blocks with padding, when the length is known. */
  blocks: number | undefined;
  readonly #readOnly: boolean;
  #news: News | undefined;

  /** Opens the drive. */
  constructor(task: ExamineTask, control: Control, tell: (event: RecordEvent) => void) {
    this.control = control;
    this.tell = tell;
    this.#readOnly = task.readOnly;
    this.drive = openDrive(task.target, "target", control.target, tell, task);
  }

  /** Looks at what lies in the drive. */
  examine(): TargetFound {
    this.medium = examineMedium(this.drive, () => this.control.stopped);
    this.#news = new News(this.drive.device, [ANOTHER_DISC]);
    if (this.medium !== undefined) this.tell({ event: "medium", role: "target", medium: this.medium });
    return { medium: this.medium, maxTransfer: this.drive.device.maxTransfer };
  }

  /** Chooses the recipe. */
  choose(task: PlanTask): RecordingPlan {
    const { medium, drive } = this;
    const { blocks, multi, preview, mode } = task;
    if (medium === undefined) return refused([]);
    const recipe = chooseRecipe(medium, drive, mode, blocks, multi);
    if (typeof recipe === "string") return refused([recipe]);
    const { blockMultiple, needsSize, name } = recipe;
    const padded = blocks === undefined ? undefined : Math.ceil(blocks / blockMultiple) * blockMultiple;
    this.plan = task;
    this.recipe = recipe;
    this.blocks = padded;
    const reasons = recipe.refuse({ medium, blocks: padded, multi, preview });
    const rehearsal = preview && !recipe.testWrite;
    return { recipe: name, reasons, blocks: padded, blockMultiple, needsSize, rehearsal };
  }

  /** Looks again; `undefined` when the drive no longer tells. */
  look(): MediumSummary | undefined {
    try {
      const medium = examineMedium(this.drive);
      // A disc that was taken out meanwhile has told only half.
      return this.medium = this.drive.ready()?.asc === NO_MEDIUM ? undefined : medium;
    } catch {
      return undefined;
    }
  }

  /** Lets the disc out, if it can be done. */
  unlock(): void {
    try {
      this.drive.lock(false);
    } catch {
      // A drive without a lock holds nothing, and one that is gone cannot be told.
    }
  }

  /** Keeps the disc in, if it can be done. */
  lock(): void {
    try {
      this.drive.lock(true);
    } catch {
      // There are drives without a lock.
    }
  }

  /**
   * To be called when the disc is locked in: until then somebody may have put in another one.
   *
   * @throws {DeviceError} when it is not the one that was examined
   */
  checkSameDisc(): void {
    this.drive.ready();
    this.#news?.check("go on to write");
  }

  /** Unlocks the drive and gives it back; what was only read may be locked in by somebody else. */
  [Symbol.dispose](): void {
    if (!this.#readOnly) this.unlock();
    this.drive.close();
  }
}

function refused(reasons: readonly string[]): RecordingPlan {
  return {
    recipe: undefined,
    reasons,
    blocks: undefined,
    blockMultiple: 1,
    needsSize: false,
    rehearsal: false,
  };
}
