/**
 * One parser for the words of all commands: bare (`rr`, `name=USR1`) where the command is classic,
 * and as options (`--rr`, `--name USR1`, `--name=USR1`, `-l`) everywhere.
 *
 * @module
 */

import { UsageError } from "../errors.ts";
import type { Command, Input } from "./command.ts";
import type { Word, Words } from "./words.ts";
import { nearest } from "../nearest.ts";
import { parseValue, type Value } from "./values.ts";

/** Thrown by {@linkcode parse} when the user asks for the help of the command instead. */
export class HelpWanted extends Error {}

/** Reads the arguments that follow the command's name. */
export function parse(command: Command, args: readonly string[]): Input<Words> {
  const parser = new Parser(command, args);
  return parser.run();
}

class Parser {
  readonly #command: Command;
  readonly #args: readonly string[];
  #position = 0;
  readonly #given = new Map<string, Value[]>();
  readonly #operands: string[] = [];

  constructor(command: Command, args: readonly string[]) {
    this.#command = command;
    this.#args = args;
  }

  run(): Input<Words> {
    let optionsEnded = false;
    while (this.#position < this.#args.length) {
      const arg = this.#args[this.#position++]!;
      if (!optionsEnded && arg === "--") optionsEnded = true;
      else if (!optionsEnded && arg.startsWith("--")) this.#long(arg);
      else if (!optionsEnded && arg.startsWith("-") && arg !== "-") this.#short(arg);
      else if (this.#command.classic) this.#bare(arg);
      else this.#operands.push(arg);
    }
    this.#checkOperands();
    return { values: this.#values() as Input<Words>["values"], operands: this.#operands };
  }

  #long(arg: string): void {
    const [name, text] = splitAtEquals(arg.slice(2));
    if (name === "help") throw new HelpWanted();
    const word = this.#word(name);
    if (word === undefined) throw this.#unknown(arg, name, "--");
    if (word.kind === "flag") this.#flag(name, `--${name}`, text);
    else this.#take(name, `--${name}`, text ?? this.#next(`--${name}`));
  }

  #short(arg: string): void {
    for (let index = 1; index < arg.length; index++) {
      const letter = arg[index]!;
      const found = Object.entries(this.#command.words).find(([, word]) => word.short === letter);
      if (found === undefined && letter === "h") throw new HelpWanted();
      if (found === undefined) throw this.#unknown(`-${letter}`, arg.slice(1), "--");
      const [name, word] = found;
      if (word.kind === "flag") this.#flag(name, `-${letter}`, undefined);
      else {
        const rest = arg.slice(index + 1).replace(/^=/, "");
        return this.#take(name, `-${letter}`, rest === "" ? this.#next(`-${letter}`) : rest);
      }
    }
  }

  #bare(arg: string): void {
    const [name, text] = splitAtEquals(arg);
    const word = this.#word(name);
    if (word === undefined) {
      if (arg === "help") throw new HelpWanted();
      throw this.#unknown(arg, name, "");
    }
    if (word.kind === "flag") this.#flag(name, name, text);
    else if (text === undefined) {
      throw new UsageError(`Cannot use ${name}: it needs a value`, {
        hint: `write ${name}=${word.placeholder ?? "VALUE"}`,
      });
    } else this.#take(name, name, text);
  }

  /** The value that follows an option as an argument of its own. */
  #next(label: string): string {
    const text = this.#args[this.#position];
    if (text === undefined || text === "--" || this.#isOption(text)) {
      throw new UsageError(`Cannot use ${label}: it needs a value`, {
        hint: text === undefined
          ? `write ${label} VALUE`
          : `if "${text}" is the value, write ${label}=${text}`,
      });
    }
    this.#position++;
    return text;
  }

  #isOption(text: string): boolean {
    if (!text.startsWith("--")) return false;
    const [name] = splitAtEquals(text.slice(2));
    return name === "help" || this.#word(name) !== undefined;
  }

  #word(name: string): Word | undefined {
    return Object.hasOwn(this.#command.words, name) ? this.#command.words[name] : undefined;
  }

  #flag(name: string, label: string, text: string | undefined): void {
    if (text !== undefined) parseValue(label, this.#command.words[name]!, text);
    this.#keep(name, label, true);
  }

  #take(name: string, label: string, text: string): void {
    this.#keep(name, label, parseValue(label, this.#command.words[name]!, text));
  }

  #keep(name: string, label: string, value: Value): void {
    const before = this.#given.get(name);
    if (before === undefined) this.#given.set(name, [value]);
    else if (this.#command.words[name]!.repeatable) before.push(value);
    else throw new UsageError(`Cannot use ${label} twice: one is enough`);
  }

  #unknown(arg: string, name: string, dashes: string): UsageError {
    const { words } = this.#command;
    const near = nearest(name.replaceAll("-", ""), Object.keys(words));
    const text = splitAtEquals(arg)[1];
    let hint = `discglow ${this.#command.name} --help lists them`;
    if (near !== undefined) {
      const value = words[near]!.kind === "flag" || text === undefined ? "" : `=${text}`;
      hint = `did you mean ${dashes}${near}${value}?`;
    } else if (dashes === "" && "source" in words && /[/\\.]/.test(name)) {
      hint = `if it is the tree, write source=${arg}`;
    }
    const what = dashes === "" ? "word" : "option";
    return new UsageError(`Cannot understand ${arg}: ${this.#command.name} has no such ${what}`, { hint });
  }

  #checkOperands(): void {
    const wanted = this.#command.operands ?? [];
    const missing = wanted[this.#operands.length];
    if (missing !== undefined && missing.optional === undefined) {
      throw new UsageError(`Cannot run ${this.#command.name}: ${missing.name} is missing`, {
        hint: `discglow ${this.#command.name} --help shows how it is used`,
      });
    }
    const last = wanted.at(-1);
    if (this.#operands.length > wanted.length && last?.repeatable === undefined) {
      throw new UsageError(
        `Cannot understand ${this.#operands[wanted.length]}: ${this.#command.name} takes ` +
          (wanted.length === 0 ? "no operand" : `only ${wanted.map((operand) => operand.name).join(" ")}`),
      );
    }
    wanted.forEach((operand, index) => this.#checkOperand(operand, this.#operands[index]));
  }

  #checkOperand(operand: { name: string; choices?: readonly string[] }, given: string | undefined): void {
    if (given === undefined || operand.choices === undefined || operand.choices.includes(given)) return;
    const near = nearest(given, operand.choices);
    throw new UsageError(`Cannot understand ${given}: ${operand.name} is ${operand.choices.join(", ")}`, {
      hint: near === undefined ? undefined : `did you mean ${near}?`,
    });
  }

  #values(): Record<string, Value | readonly Value[] | undefined> {
    const values: Record<string, Value | readonly Value[] | undefined> = {};
    for (const [name, word] of Object.entries(this.#command.words)) {
      const given = this.#given.get(name);
      if (word.repeatable) values[name] = given ?? [];
      else values[name] = given?.[0] ?? (word.kind === "flag" ? false : undefined);
    }
    return values;
  }
}

function splitAtEquals(text: string): [name: string, value: string | undefined] {
  const equals = text.indexOf("=");
  return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}
