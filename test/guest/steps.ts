/**
 * Commands that a guest runs one after the other, and what came of each.
 *
 * @module
 */

/** What came of one command. */
export interface StepDone {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Some commands for one guest, in groups. They see the shared folder as their working folder. */
export class Steps {
  readonly #share: string;
  readonly #lines = ["mkdir -p steps"];

  /** @param share the folder shared with the guest, as this host sees it */
  constructor(share: string) {
    this.#share = share;
  }

  /** Adds commands of the shell that run at the same time. Their names are of letters, digits and hyphens. */
  together(commands: Readonly<Record<string, string>>): void {
    for (const [name, command] of Object.entries(commands)) this.#lines.push(`${this.one(name, command)} &`);
    this.#lines.push("wait");
  }

  /** Words of the shell that run one command, for use inside of another. */
  one(name: string, command: string): string {
    const to = `steps/${name}`;
    return `{ ( ${command}\n) > ${to}.out 2> ${to}.err < /dev/null; echo $? > ${to}.code; }`;
  }

  /** Adds words of the shell of which nothing is asked later. */
  between(words: string): void {
    this.#lines.push(words);
  }

  /** All of them, for the guest. */
  get script(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  /** What came of a command. */
  done(name: string): StepDone {
    const text = (kind: string) => Deno.readTextFileSync(`${this.#share}/steps/${name}.${kind}`);
    return { code: Number(text("code")), stdout: text("out"), stderr: text("err") };
  }

  /** What came of a command that must end well. */
  good(name: string): StepDone {
    const done = this.done(name);
    if (done.code === 0) return done;
    throw new Error(`${name} ended with ${done.code}:\n${(done.stdout + done.stderr).slice(-3000)}`);
  }
}
