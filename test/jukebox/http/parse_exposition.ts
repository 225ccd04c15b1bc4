/**
 * A strict reader of Prometheus' text format 0.0.4, written from its description: whatever that does not allow is
 * an error.
 *
 * @module
 */

/** One line of values. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** A metric. */
export interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: ParsedSample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|(?=\}))/;
const VALUE = /^ (?:([+-]?Inf|NaN)|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))$/;
const SUFFIXES = ["_bucket", "_sum", "_count"];

/** Reads all families. */
export function parseExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  if (!text.endsWith("\n")) throw new SyntaxError("the last line does not end");
  const lines = text.slice(0, -1).split("\n");
  const seen = new Set<string>();
  let current = "";
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const help = /^# HELP (\S+) (.*)$/.exec(line);
    if (help !== null) {
      const type = /^# TYPE (\S+) (counter|gauge|histogram|summary|untyped)$/.exec(lines[++index] ?? "");
      current = help[1]!;
      if (type?.[1] !== current || families.has(current)) {
        throw new SyntaxError(`of ${current}: ${lines[index]}`);
      }
      families.set(current, { help: unescape(help[2]!, false), type: type[2]!, samples: [] });
      continue;
    }
    const sample = parseSample(line);
    const family = families.get(current);
    const names = family?.type === "histogram" ? SUFFIXES.map((suffix) => current + suffix) : [current];
    if (family === undefined || !names.includes(sample.name)) throw new SyntaxError(`stands alone: ${line}`);
    const key = line.slice(0, line.lastIndexOf(" "));
    if (seen.has(key)) throw new SyntaxError(`stands twice: ${line}`);
    seen.add(key);
    family.samples.push(sample);
  }
  return families;
}

function parseSample(line: string): ParsedSample {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) throw new SyntaxError(`no name: ${line}`);
  let rest = line.slice(name.length);
  const labels = new Map<string, string>();
  if (rest.startsWith("{")) {
    rest = rest.slice(1);
    while (!rest.startsWith("}")) {
      const match = LABEL.exec(rest);
      if (match === null || labels.has(match[1]!)) throw new SyntaxError(`a label is wrong: ${line}`);
      labels.set(match[1]!, unescape(match[2]!, true));
      rest = rest.slice(match[0].length);
    }
    rest = rest.slice(1);
  }
  const value = VALUE.exec(rest);
  if (value === null) throw new SyntaxError(`no value: ${line}`);
  return { name, labels, value: Number((value[1] ?? value[2]!).replace("Inf", "Infinity")) };
}

function unescape(text: string, quotes: boolean): string {
  return text.replace(quotes ? /\\(["\\n])/g : /\\([\\n])/g, (_, sign) => sign === "n" ? "\n" : sign);
}
