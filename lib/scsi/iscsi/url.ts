/**
 * Names of devices that are reached over iSCSI: `iscsi://host[:port]/target/lun`.
 *
 * @module
 */

import { UsageError } from "../../errors.ts";

/** The port that iSCSI targets listen at (RFC 7143 4.1). */
const DEFAULT_PORT = 3260;

/** The largest LUN of the peripheral device addressing method (SAM-5 4.7.7.2). */
const LARGEST_LUN = 255;

/** The largest number of bytes in an iSCSI name (RFC 7143 4.2.7.2). */
const LONGEST_NAME = 223;

/** Where a logical unit is. */
export interface IscsiAddress {
  /** Name or address of the host; an IPv6 address without its brackets. */
  readonly host: string;
  /** TCP port. */
  readonly port: number;
  /** The target's iSCSI name. */
  readonly target: string;
  /** The logical unit's number. */
  readonly lun: number;
}

/**
 * Takes such a name apart.
 *
 * @throws {UsageError} when it cannot be meant
 */
export function parseIscsiUrl(url: string): IscsiAddress {
  if (url.includes("@")) {
    // What stands before the @ is not repeated: the message may end in a log.
    throw wrong(`iscsi://…${url.slice(url.lastIndexOf("@"))}`, "names and secrets do not belong in a URL", {
      hint: "put them in DISCGLOW_ISCSI_USER and DISCGLOW_ISCSI_SECRET, or in a file named by " +
        "DISCGLOW_ISCSI_SECRET_FILE",
    });
  }
  const rest = /^iscsi:\/\/(.*)$/is.exec(url)?.[1];
  if (rest === undefined) throw wrong(url, "it does not begin with iscsi://");
  const [, portal = "", target = "", lun = ""] = /^([^/]*)\/([^/]*)\/([^/]*)$/.exec(rest) ?? [];
  if (lun === "") throw wrong(url, "it has not the form iscsi://host[:port]/target/lun");
  return { ...parsePortal(url, portal), target: checkedTarget(url, target), lun: parseLun(url, lun) };
}

/** The portal as libiscsi takes it: `host:port`, an IPv6 address in brackets. */
export function portalOf({ host, port }: IscsiAddress): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function parsePortal(url: string, portal: string): { host: string; port: number } {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^:[\]\s,]+))(?::(\d{1,5}))?$/i.exec(portal) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) {
    throw wrong(url, `«${portal}» is no host with an optional port`, {
      hint: "an IPv6 address stands in brackets: iscsi://[::1]:3260/target/lun",
    });
  }
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  if (port < 1 || port > 65535) throw wrong(url, `${port} is no TCP port`);
  return { host, port };
}

function checkedTarget(url: string, target: string): string {
  const bytes = new TextEncoder().encode(target).length;
  // deno-lint-ignore no-control-regex
  if (bytes === 0 || bytes > LONGEST_NAME || /[\x00-\x20\x7f?#]/.test(target)) {
    throw wrong(url, `«${target}» is no name of an iSCSI target`);
  }
  return target;
}

function parseLun(url: string, text: string): number {
  const lun = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(lun <= LARGEST_LUN)) throw wrong(url, `«${text}» is no logical unit number from 0 to ${LARGEST_LUN}`);
  return lun;
}

function wrong(url: string, reason: string, options: { hint?: string } = {}): UsageError {
  return new UsageError(`Cannot use ${url} as a device: ${reason}`, options);
}
