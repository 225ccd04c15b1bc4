/**
 * What the two sides agree on when a session begins (RFC 7143 6 and 13), as far as a target for tests needs it:
 * no authentication, no digests, one connection a session.
 *
 * @module
 */

import { MOST_DATA } from "./pdu.ts";

/** What was agreed on. */
export interface Agreement {
  /** The most data of one unit that the initiator takes. */
  mostData: number;
  /** The most data that one permission to send stands for. */
  maxBurst: number;
}

/** Before anything is said (RFC 7143 13.12 and 13.13). */
export function defaultAgreement(): Agreement {
  return { mostData: 8192, maxBurst: 262144 };
}

/** What a target wants to be different from test to test. */
export interface Wishes {
  /**
   * Data of writes comes only when it is asked for.
   * @default {false}
   */
  readonly initialR2T?: boolean;
  /**
   * Data may come with the command itself.
   * @default {true}
   */
  readonly immediateData?: boolean;
}

/** Answers what the initiator offers, and notes what counts from now on. */
export function negotiate(
  offered: Map<string, string>,
  agreement: Agreement,
  wishes: Wishes,
): [string, string][] {
  const answers: [string, string][] = [];
  for (const [key, value] of offered) {
    if (key === "MaxRecvDataSegmentLength") agreement.mostData = Number(value);
    const answer = answerTo(key, value, wishes);
    if (answer === undefined) continue;
    answers.push([key, answer]);
    if (key === "MaxBurstLength") agreement.maxBurst = Number(answer);
  }
  if (offered.has("MaxRecvDataSegmentLength")) answers.push(["MaxRecvDataSegmentLength", `${MOST_DATA}`]);
  return answers;
}

/** The answer, `undefined` where a key only declares something. */
function answerTo(key: string, value: string, wishes: Wishes): string | undefined {
  const wish = (wanted: boolean) => wanted ? "Yes" : "No";
  switch (key) {
    case "InitiatorName":
    case "InitiatorAlias":
    case "SessionType":
    case "TargetName":
    case "MaxRecvDataSegmentLength":
      return undefined;
    case "AuthMethod":
    case "HeaderDigest":
    case "DataDigest":
      return value.split(",").includes("None") ? "None" : "Reject";
    case "InitialR2T": // the result is the logical or of both
      return wish(value === "Yes" || (wishes.initialR2T ?? false));
    case "ImmediateData": // and here the logical and
      return wish(value === "Yes" && (wishes.immediateData ?? true));
    case "MaxBurstLength":
      return `${Math.min(Number(value), 4 << 20)}`;
    case "FirstBurstLength":
      return `${Math.min(Number(value), MOST_DATA)}`;
    case "MaxConnections":
    case "MaxOutstandingR2T":
      return "1";
    case "DefaultTime2Wait":
    case "DefaultTime2Retain":
    case "ErrorRecoveryLevel":
      return "0";
    case "DataPDUInOrder":
    case "DataSequenceInOrder":
      return "Yes";
    case "IFMarker":
    case "OFMarker":
      return "No";
    default:
      return "NotUnderstood";
  }
}

/** Reads `key=value` pairs, each ended by a zero byte (RFC 7143 6.1). */
export function decodeKeys(data: Uint8Array): Map<string, string> {
  const keys = new Map<string, string>();
  for (const pair of new TextDecoder().decode(data).split("\0")) {
    const at = pair.indexOf("=");
    if (at > 0) keys.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return keys;
}

/** The reverse of {@linkcode decodeKeys}. */
export function encodeKeys(keys: Iterable<readonly [string, string]>): Uint8Array {
  return new TextEncoder().encode([...keys].map(([key, value]) => `${key}=${value}\0`).join(""));
}
