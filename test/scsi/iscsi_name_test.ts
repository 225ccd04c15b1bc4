import { UsageError } from "../../lib/errors.ts";
import { findSecret } from "../../lib/scsi/iscsi/secret.ts";
import { explainLogin } from "../../lib/scsi/iscsi/trouble.ts";
import { parseIscsiUrl, portalOf } from "../../lib/scsi/iscsi/url.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

Deno.test("an iSCSI URL names host, port, target and unit", () => {
  const target = "iqn.2026-01.example:optical";
  assertEquals(parseIscsiUrl(`iscsi://host/${target}/1`), { host: "host", port: 3260, target, lun: 1 });
  assertEquals(parseIscsiUrl(`iscsi://10.1.2.3:860/${target}/0`).port, 860);
  const six = parseIscsiUrl(`ISCSI://[fe80::1%eth0]:3261/${target}/255`);
  assertEquals([six.host, six.port, six.lun], ["fe80::1%eth0", 3261, 255]);
  assertEquals(portalOf(six), "[fe80::1%eth0]:3261");
  assertEquals(portalOf(parseIscsiUrl("iscsi://[::1]/a/1")), "[::1]:3260");
});

Deno.test("what cannot be meant by an iSCSI URL is refused with its reason", () => {
  const reason = (url: string) => assertThrows(() => parseIscsiUrl(url), UsageError).message;
  assertMatch(reason("iscsi://host/target"), /it has not the form iscsi:/);
  assertMatch(reason("iscsi://host/target/1/2"), /it has not the form/);
  assertMatch(reason("iscsi://host/target/"), /it has not the form/);
  assertMatch(reason("iscsi:///target/1"), /«» is no host/);
  assertMatch(reason("iscsi://::1/target/1"), /«::1» is no host/);
  assertMatch(reason("iscsi://host:70000/target/1"), /70000 is no TCP port/);
  assertMatch(reason("iscsi://host:0/target/1"), /0 is no TCP port/);
  assertMatch(reason("iscsi://host//1"), /«» is no name of an iSCSI target/);
  assertMatch(reason("iscsi://host/a b/1"), /no name of an iSCSI target/);
  assertMatch(reason(`iscsi://host/${"x".repeat(224)}/1`), /no name of an iSCSI target/);
  assertMatch(reason("iscsi://host/target/256"), /no logical unit number from 0 to 255/);
  assertMatch(reason("iscsi://host/target/-1"), /no logical unit number/);
});

Deno.test("a secret in a URL is refused and not repeated", () => {
  const starts = ["iscsi://me:hush", "iscsi://me%hush", "iscsi:me%hush", "iscsi:/me%hush"];
  for (const url of starts.map((start) => `${start}@host/target/1`)) {
    const error = assertThrows(() => parseIscsiUrl(url), UsageError);
    assert(!error.message.includes("hush") && !error.message.includes("me:"), error.message);
    assertMatch(error.message, /^Cannot use iscsi:\/\/…@host\/target\/1 as a device: names and secrets/);
    assertMatch(error.hint ?? "", /DISCGLOW_ISCSI_SECRET_FILE/);
  }
});

const from = (table: Record<string, string>) => (name: string) => table[name];

Deno.test("name and secret come from the environment, whole or not at all", () => {
  assertEquals(findSecret(from({})), undefined);
  assertEquals(findSecret(from({ DISCGLOW_ISCSI_USER: "me", DISCGLOW_ISCSI_SECRET: "hush" })), {
    user: "me",
    secret: "hush",
  });
  const half = assertThrows(() => findSecret(from({ DISCGLOW_ISCSI_SECRET: "hush" })), UsageError);
  assertEquals(
    half.message,
    "Cannot log in with DISCGLOW_ISCSI_SECRET alone: DISCGLOW_ISCSI_USER is not set",
  );
  assertThrows(() => findSecret(from({ DISCGLOW_ISCSI_USER: "me" })), UsageError, "SECRET is not set");
});

Deno.test("name and secret come from a file that only its owner can read", () => {
  using dir = tempFolder();
  const path = dir.at("secret");
  const find = (user?: string) =>
    findSecret(from({
      DISCGLOW_ISCSI_SECRET_FILE: path,
      ...(user === undefined ? {} : { DISCGLOW_ISCSI_USER: user }),
    }));
  for (const text of ["me\nhush hush", "me\nhush hush\n", "me\r\nhush hush\r\n"]) {
    Deno.writeTextFileSync(path, text, { mode: 0o600 });
    assertEquals(find(), { user: "me", secret: "hush hush" });
  }
  assertEquals(find("me")?.secret, "hush hush");
  assertThrows(() => find("you"), UsageError, "its name is not that of DISCGLOW_ISCSI_USER");
  for (const text of ["", "me", "me\n\n", "\nhush", "me\nhush\nmore"]) {
    Deno.writeTextFileSync(path, text);
    const error = assertThrows(() => find(), UsageError, "it does not hold a name");
    assert(!error.message.includes("hush"));
  }
  assertThrows(
    () => findSecret(from({ DISCGLOW_ISCSI_SECRET_FILE: dir.at("none") })),
    UsageError,
    "secret from",
  );
});

Deno.test("a file of secrets that others can use is refused", () => {
  if (Deno.build.os === "windows") return;
  using dir = tempFolder();
  const path = dir.at("secret");
  Deno.writeTextFileSync(path, "me\nhush");
  for (const mode of [0o640, 0o604, 0o620, 0o601, 0o644]) {
    Deno.chmodSync(path, mode);
    const error = assertThrows(() => findSecret(from({ DISCGLOW_ISCSI_SECRET_FILE: path })), UsageError);
    assertMatch(error.message, /others than its owner can use it$/);
    assertEquals(error.hint, `chmod 600 ${path}`);
  }
});

Deno.test("what the library says of a failed login becomes a sentence of ours", () => {
  const address = parseIscsiUrl("iscsi://host/iqn.a:b/1");
  const explain = (words: string, secret = false) => {
    const { trouble, words: ours } = explainLogin(address, words, secret);
    return `${trouble}: ${ours}`;
  };
  const status = (text: string) => `Failed to log in to target. Status: ${text}`;
  assertEquals(explain(status("Target not found(515)")), "missing: host:3260 has no target iqn.a:b");
  assertEquals(
    explain(status("Authentication failure(513)")),
    "denied: the target asks for a name and a secret",
  );
  assertEquals(
    explain(status("Authentication failure(513)"), true),
    "denied: the target does not accept the name and secret",
  );
  assertMatch(explain(status("Authorization failure(514)")), /^denied: .* does not let this initiator in/);
  assertEquals(
    explain("Failed to start full connect Invalid target:x:1  Can not resolv into IPv4/v6."),
    "missing: the host host is not known",
  );
  assertEquals(
    explain("Failed to connect to iSCSI socket. socket error Connection refused(111) while connecting."),
    "missing: nothing listens at host:3260",
  );
  assertEquals(
    explain("iscsi_service_reconnect_if_loggedin. Can not reconnect right now.\n"),
    "missing: no iSCSI target answers at host:3260",
  );
  assertMatch(explain("socket error No route to host(113)"), /^missing: there is no way to the host/);
  assertEquals(explain("Something\n else."), "failed: the login failed: Something else");
  assertEquals(explain(""), "failed: the login failed");
});
