/**
 * What went wrong on the way to an iSCSI target, from the library's words to ours.
 *
 * @module
 */

import type { LibiscsiMissing } from "../../../ffi/libiscsi.ts";
import { openError, type Refusal } from "../refusal.ts";
import type { TransportError } from "../transport_error.ts";
import { type IscsiAddress, portalOf } from "./url.ts";

/** Makes the error for a login that failed with these words of the library's. */
export function loginError(
  name: string,
  address: IscsiAddress,
  words: string,
  hasSecret: boolean,
): TransportError {
  return openError(name, explainLogin(address, words, hasSecret));
}

/** Makes the error for a login that did not end in time. */
export function loginLate(name: string, address: IscsiAddress): TransportError {
  return openError(name, {
    trouble: "timeout",
    words: `no iSCSI target answered at ${portalOf(address)} in time`,
    hint: "check the host and the port, and that no firewall is in between",
  });
}

/** Makes the error for a target without such a logical unit. */
export function noSuchUnit(name: string, { target, lun }: IscsiAddress): TransportError {
  return openError(name, {
    trouble: "missing",
    words: `the target ${target} has no logical unit ${lun}`,
    hint: "the number behind the last / chooses it; iscsi-ls -s lists them",
  });
}

/** Makes the error for a library that cannot be used. */
export function libraryError(name: string, missing: LibiscsiMissing | "no libc"): TransportError {
  return openError(name, { trouble: "unsupported", ...LIBRARY[missing] });
}

const LIBRARY: Readonly<Record<LibiscsiMissing | "no libc", { words: string; hint: string }>> = {
  "not installed": {
    words: "libiscsi is not installed",
    hint: "install it, on Debian and Ubuntu: apt-get install libiscsi7 or libiscsi9, whichever there is",
  },
  "not allowed": { words: "system libraries may not be used", hint: "run with --allow-ffi" },
  "unknown version": {
    words: "the installed libiscsi is of a version that is not known",
    hint: "versions 1.19 and 1.20 are known",
  },
  "no libc": { words: "iSCSI is only known on Linux with the GNU C library", hint: "use such a system" },
};

/** What the library says of a failed login, in a form that says what to do. */
export function explainLogin(address: IscsiAddress, words: string, hasSecret: boolean): Refusal {
  // The status's class and detail as one number (RFC 7143 11.13.5), else the system's error number.
  const number = Number(/\((\d+)\)/.exec(words)?.[1] ?? NaN);
  const found = REASONS.find(({ numbers, pattern }) => numbers.includes(number) || pattern.test(words));
  if (found !== undefined) return found.explain(address, hasSecret);
  const last = words.trim().replace(/\s+/g, " ").replace(/\.$/, "");
  return { trouble: "failed", words: last === "" ? "the login failed" : `the login failed: ${last}` };
}

interface Reason {
  readonly numbers: readonly number[];
  readonly pattern: RegExp;
  explain(address: IscsiAddress, hasSecret: boolean): Refusal;
}

const START_IT = "start the target, or check the host and the port";

const REASONS: readonly Reason[] = [
  { numbers: [0x0201], pattern: /authentic|CHAP/i, explain: (_, hasSecret) => hasSecret ? WRONG : NEEDED },
  { numbers: [0x0202], pattern: /authoriz/i, explain: () => NOT_LET_IN },
  {
    numbers: [0x0203],
    pattern: /target not found/i,
    explain: (address) => ({
      trouble: "missing",
      words: `${portalOf(address)} has no target ${address.target}`,
      hint: "the portal may offer others: iscsi-ls lists them",
    }),
  },
  {
    numbers: [],
    pattern: /resol/i,
    explain: ({ host }) => ({
      trouble: "missing",
      words: `the host ${host} is not known`,
      hint: "check the host's name",
    }),
  },
  {
    numbers: [111], // ECONNREFUSED
    pattern: /refused/i,
    explain: (address) => ({
      trouble: "missing",
      words: `nothing listens at ${portalOf(address)}`,
      hint: START_IT,
    }),
  },
  {
    numbers: [101, 113], // ENETUNREACH, EHOSTUNREACH
    pattern: /unreachable|no route/i,
    explain: ({ host }) => ({
      trouble: "missing",
      words: `there is no way to the host ${host}`,
      hint: "check the network",
    }),
  },
  {
    numbers: [],
    // The library's words for every connection that ends before the login does.
    pattern: /Can not reconnect/i,
    explain: (address) => ({
      trouble: "missing",
      words: `no iSCSI target answers at ${portalOf(address)}`,
      hint: START_IT,
    }),
  },
];

const NOT_LET_IN: Refusal = {
  trouble: "denied",
  words: "the target does not let this initiator in",
  hint: "let the initiator in at the target",
};

const NEEDED: Refusal = {
  trouble: "denied",
  words: "the target asks for a name and a secret",
  hint: "set DISCGLOW_ISCSI_USER and DISCGLOW_ISCSI_SECRET, or DISCGLOW_ISCSI_SECRET_FILE",
};

const WRONG: Refusal = {
  trouble: "denied",
  words: "the target does not accept the name and secret",
  hint: "check DISCGLOW_ISCSI_USER and DISCGLOW_ISCSI_SECRET, or the file DISCGLOW_ISCSI_SECRET_FILE names",
};
