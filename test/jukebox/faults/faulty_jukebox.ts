/**
 * A virtual jukebox whose server is troubled from all sides, and what has to hold of it afterwards.
 *
 * @module
 */

import type { DiscStep, Job, JobState } from "../../../lib/jukebox/model.ts";
import type { JukeboxEvent } from "../../../lib/jukebox/events.ts";
import {
  createVirtualJukebox,
  insertVirtualDisc,
  type VirtualJukeboxOptions,
} from "../../../lib/virtual/changer/create.ts";
import { noise } from "../../recorder/virtual_job.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { makeOurs } from "../../support/ours.ts";
import { Random } from "../../support/random.ts";
import { type RealDisc, realDiscs, tracksOf } from "../real_discs.ts";
import { WholeServer } from "../whole_server.ts";

const BYTES = 1_500_007;
const LARGE = 20_000_000;
/** What stands in the small file of a volume. */
export const SMALL = "a few words\n";

/** How it is made; the rest as by `createVirtualJukebox`. */
export interface FaultyOptions extends VirtualJukeboxOptions {
  /** More lines of the configuration. */
  readonly settings?: string;
}

/** The jukebox `box` with its server. */
export class FaultyJukebox extends WholeServer {
  /** Path of the image that is produced. */
  readonly image: string = this.dir.at("image.iso");
  readonly #bytes: Uint8Array = noise(BYTES, 4);
  #barcodes: readonly string[] | undefined;

  /** Makes jukebox and image; nothing runs yet. */
  constructor({ settings, ...options }: FaultyOptions = {}) {
    super();
    const { drives = 2 } = options;
    createVirtualJukebox(this.box, { slots: 8, drives, mailSlots: 1, media: "bd-r", ...options });
    Deno.writeFileSync(this.image, this.#bytes);
    const recorders = Array.from({ length: drives }, (_, i) => `recorder=virtual:box/drives/${i + 1}`);
    this.configure(
      ["device=scsi2", "robot=virtual:box", ...recorders, "save=*.sav", ""].join("\n"),
      settings,
    );
  }

  /** The same with a server that has attached and inspected it. */
  static async start(options?: FaultyOptions): Promise<FaultyJukebox> {
    const jukebox = new FaultyJukebox(options);
    try {
      await jukebox.serve();
      await jukebox.attach();
      return jukebox;
    } catch (error) {
      await jukebox[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Puts a volume with one large and one small file, `/large.bin` and `/small.txt`, into a slot. */
  async addVolume(slot: number, barcode: string): Promise<void> {
    const tree = this.dir.make(`tree-${slot}`);
    await Deno.writeFile(`${tree}/large.bin`, new Random(slot).bytes(LARGE));
    await Deno.writeTextFile(`${tree}/small.txt`, SMALL);
    const image = this.dir.at(`volume-${slot}.iso`);
    await makeOurs(tree, image, { rockRidge: true });
    insertVirtualDisc(this.box, { kind: "slot", number: slot }, { image }, { barcode });
  }

  /** Starts a server; no disc comes or goes from now on. */
  override async serve(): Promise<void> {
    this.#barcodes ??= this.real().map(({ barcode }) => barcode).sort();
    await super.serve();
  }

  /** Folder of the virtual jukebox. */
  get box(): string {
    return this.dir.at("box");
  }

  /** The discs as they really are. */
  real(): RealDisc[] {
    return realDiscs(this.box);
  }

  /** Waits until a disc of a job is at a step. */
  async step(id: number, step: DiscStep): Promise<void> {
    await this.#until(
      id,
      ({ discs }) => discs.some((disc) => disc.step === step),
      (event) => event.event === "job-disc" && event.disc.step === step,
    );
  }

  /** Waits until a job is in a state. */
  async state(id: number, state: JobState): Promise<void> {
    await this.#until(
      id,
      (job) => job.state === state,
      (event) => event.event === "job" && event.job.state === state,
    );
  }

  async #until(
    id: number,
    is: (job: Job) => boolean,
    tells: (event: JukeboxEvent) => boolean,
  ): Promise<void> {
    using stop = { controller: new AbortController(), [Symbol.dispose]: () => stop.controller.abort() };
    const { promise: listening, resolve: onListening } = Promise.withResolvers<void>();
    const events = this.client.events({ job: id, signal: stop.controller.signal, onListening });
    const found = (async () => {
      for await (const event of events) if (tells(event)) return true;
      return false;
    })();
    await listening;
    if (is(await this.client.job(id))) return void found.catch(() => {});
    assert(await found, "the server has ended");
  }

  /** What an operator does when the fault is gone. */
  async putRight(): Promise<void> {
    await this.client.rescan("jb");
    const { state, trouble, drives } = await this.client.device("jb");
    assertEquals([state, trouble], ["attached", null]);
    for (const { number, duty } of drives) if (duty === "failed") await this.client.attachDrive("jb", number);
  }

  /** All discs are there, and each where the database says, once nothing is under way. */
  async assertPlaces(): Promise<void> {
    await this.idle();
    const real = this.real();
    assertEquals(real.map(({ barcode }) => barcode).sort(), this.#barcodes, "discs were lost or doubled");
    assertEquals(await this.places(), real.map(({ barcode, at }) => `${barcode} ${at}`).sort());
  }

  /** No disc was recorded twice, good ones hold the image, and no other that was recorded is said to be untouched. */
  async assertOutcomes(): Promise<void> {
    await this.idle();
    const jobs = (await this.client.jobs()).filter(({ kind }) => kind === "produce");
    for (const disc of this.real()) {
      const told = jobs.flatMap(({ discs }) => discs.filter(({ barcode }) => barcode === disc.barcode));
      if (told.length === 0) continue;
      const { state } = await this.disc(disc.barcode);
      const story = `${disc.barcode}, ${state}: ${JSON.stringify(told)}`;
      const tracks = tracksOf(disc);
      assert(tracks <= 1, `recorded ${tracks} times: ${story}`);
      if (tracks === 1) assert(state !== "blank", `said to be blank: ${story}`);
      const results = told.map(({ step, protocol }) => protocol?.["result"] ?? step);
      if (results.includes("good")) assert(this.#holdsImage(disc), `it does not hold the image: ${story}`);
      else if (tracks === 1) assert(results.some((result) => result !== "skipped"), `not told of: ${story}`);
    }
  }

  #holdsImage({ path }: RealDisc): boolean {
    const data = Deno.readFileSync(path);
    return data.length >= this.#bytes.length && this.#bytes.every((byte, at) => byte === data[at]);
  }
}
