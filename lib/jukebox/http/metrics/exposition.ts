/**
 * Prometheus' text format, version 0.0.4.
 *
 * @module
 */

/** Content type of the format. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Labels of a sample. */
export type Labels = Readonly<Record<string, string>>;

/** A value with its labels; `suffix` such as `_bucket` follows the name. */
export interface Sample {
  readonly labels?: Labels;
  readonly suffix?: string;
  readonly value: number;
}

/** A metric with all its samples. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

/** Writes families one after the other. */
export function expose(families: readonly MetricFamily[]): string {
  return families.map(exposeFamily).join("");
}

function exposeFamily({ name, help, type, samples }: MetricFamily): string {
  const lines = [`# HELP ${name} ${escape(help)}`, `# TYPE ${name} ${type}`];
  for (const { labels = {}, suffix = "", value } of samples) {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    lines.push(`${name}${suffix}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${numberOf(value)}`);
  }
  return `${lines.join("\n")}\n`;
}

function escape(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeLabel(text: string): string {
  return escape(text).replaceAll('"', '\\"');
}

function numberOf(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "+Inf";
  return value === -Infinity ? "-Inf" : String(value);
}
