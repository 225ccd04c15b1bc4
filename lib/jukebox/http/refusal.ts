/**
 * What clients get instead of an answer.
 *
 * @module
 */

import { DiscglowError } from "../../errors.ts";
import { JukeboxError, REFUSAL, type RefusalKind } from "../errors.ts";

/** The body of every answer that is not what was asked for. */
export interface ErrorBody {
  readonly error: string;
  readonly kind: RefusalKind;
  readonly number: number;
  readonly hint: string | null;
}

/** A refusal whose status is not the usual one of its kind, or that says more in its headers. */
export class HttpRefusal extends JukeboxError {
  /** The class name. */
  override name = "HttpRefusal";
  /** HTTP status. */
  readonly status: number;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  /** Makes a refusal. */
  constructor(
    status: number,
    kind: RefusalKind,
    message: string,
    options: {
      readonly hint?: string | undefined;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(kind, message, { hint: options.hint });
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** A refusal as it goes out. */
export interface SentRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorBody;
  /** It was not foreseen: the log should hear of it. */
  readonly unforeseen: boolean;
}

/** Puts an error into the words of the protocol. What was not meant for users stays in the log. */
export function refusalOf(error: unknown): SentRefusal {
  if (error instanceof JukeboxError) {
    const usual = { status: REFUSAL[error.kind].status, headers: RETRY[error.kind] ?? {} };
    const { status, headers } = error instanceof HttpRefusal ? error : usual;
    return { status, headers: { ...usual.headers, ...headers }, body: bodyOf(error), unforeseen: false };
  }
  const known = error instanceof DiscglowError
    ? error
    : new DiscglowError("Cannot fulfil the request: the server has met an error that it did not expect", {
      hint: "its log says more",
    });
  const body = bodyOf(new JukeboxError("failed", known.message, { hint: known.hint }));
  return { status: REFUSAL.failed.status, headers: {}, body, unforeseen: true };
}

/** Seconds after which it is worth trying again, for kinds that pass by themselves. */
const RETRY: Partial<Record<RefusalKind, Readonly<Record<string, string>>>> = {
  load: { "retry-after": "1" },
  token: { "www-authenticate": 'Bearer realm="discglow"' },
};

function bodyOf(error: JukeboxError): ErrorBody {
  return { error: error.message, kind: error.kind, number: error.number, hint: error.hint ?? null };
}
