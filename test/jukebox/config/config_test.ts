import { UsageError } from "../../../lib/errors.ts";
import { defaultSocket, defaultState } from "../../../lib/jukebox/config/default_places.ts";
import { findConfig, loadConfig } from "../../../lib/jukebox/config/find_config.ts";
import { findServer } from "../../../lib/jukebox/config/find_server.ts";
import { parseConfig } from "../../../lib/jukebox/config/parse_config.ts";
import { assert, assertEquals, assertThrows } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";

const FILE = "/etc/discglow/discglow.toml";

function env(variables: Record<string, string> = {}): (name: string) => string | undefined {
  return (name) => variables[name];
}

function refusal(text: string): string {
  const error = assertThrows(() => parseConfig(text, FILE, env()), UsageError);
  return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`;
}

Deno.test("an empty configuration is one", () => {
  const config = parseConfig(
    "",
    FILE,
    env({ RUNTIME_DIRECTORY: "/run/discglow", STATE_DIRECTORY: "/srv/a:/srv/b" }),
  );
  assertEquals(config, {
    file: FILE,
    socket: "/run/discglow/discglow.sock",
    state: "/srv/a",
    devices: "/etc/discglow",
    attach: [],
    listen: undefined,
    tokens: undefined,
    stop: 90,
    log: { bytes: 4194304, kept: 5 },
    limits: {},
  });
});

Deno.test("everything that can be said is understood, paths from the configuration's folder on", () => {
  const text = `
    socket = "run/discglow.sock"
    state = "/srv/discglow"
    devices = "../devices"
    attach = ["jb", "tower.dev", "jb.dev"]
    listen = "[::1]:4027"
    tokens = "tokens"
    stop = 3600
    [log]
    bytes = 65536
    kept = 0
    [limits]
    connections = 10
    header-seconds = 3
  `;
  assertEquals(parseConfig(text, FILE, env()), {
    file: FILE,
    socket: "/etc/discglow/run/discglow.sock",
    state: "/srv/discglow",
    devices: "/etc/devices",
    attach: ["jb", "tower"],
    listen: "[::1]:4027",
    tokens: "/etc/discglow/tokens",
    stop: 3600,
    log: { bytes: 65536, kept: 0 },
    limits: { connections: 10, headerSeconds: 3 },
  });
});

Deno.test("unknown keys are refused with the one that was meant", () => {
  assertEquals(refusal('sockett = "x"'), `Cannot use ${FILE}: there is no key sockett; did you mean socket?`);
  assertEquals(
    refusal("[log]\nsize = 1"),
    `Cannot use ${FILE}: there is no key log.size; there are log.bytes, log.kept`,
  );
  assertEquals(
    refusal("[limits]\nconection = 1"),
    `Cannot use ${FILE}: there is no key limits.conection; did you mean limits.connections?`,
  );
});

Deno.test("values of another kind are refused", () => {
  const wrong = {
    "socket = 5": "socket has to be a text in quotes",
    'socket = ""': "socket has to be a text in quotes",
    'attach = "jb"': 'attach has to be a list of texts such as ["jb"]',
    "attach = [1]": 'attach has to be a list of texts such as ["jb"]',
    'attach = ["../jb"]': "attach: Cannot use ../jb as the name of a device; a device is called as its",
    "stop = 0": "stop has to be a whole number of 1 to 86400",
    "stop = 1.5": "stop has to be a whole number of 1 to 86400",
    "log = 1979-05-27": "log has to be a table: [log]",
    "limits = []": "limits has to be a table: [limits]",
    "[limits]\nbody = -1": "limits.body has to be a whole number of 1 to 9007199254740991",
    "[limits]\nstall-seconds = 3000000": "limits.stall-seconds has to be a whole number of 1 to 86400",
    'listen = "somewhere"\ntokens = "t"': "listen=somewhere is no address; write it as",
    'listen = "host:70000"\ntokens = "t"': "listen=host:70000 is no address; write it as",
  };
  for (const [text, words] of Object.entries(wrong)) {
    const found = refusal(text);
    assert(found.startsWith(`Cannot use ${FILE}: ${words}`), found);
  }
});

Deno.test("an address without tokens is refused", () => {
  assertEquals(
    refusal('listen = "0.0.0.0:4027"'),
    `Cannot use ${FILE}: with listen it needs tokens; a network address is open to its clients by a token only`,
  );
});

Deno.test("what is no TOML is refused with its line", () => {
  assert(
    refusal('stop = 5\nsocket = "x').startsWith(`Cannot use ${FILE}: line 2: `),
    refusal('stop = 5\nsocket = "x'),
  );
  assert(refusal("stop").startsWith(`Cannot use ${FILE}: `));
});

Deno.test("the first configuration there is counts", () => {
  using dir = tempFolder();
  const places = [dir.at("a.toml"), dir.at("b.toml")];
  assertEquals(findConfig(places), undefined);
  Deno.writeTextFileSync(places[1]!, 'socket = "s"');
  assertEquals(findConfig(places), places[1]);
  Deno.mkdirSync(places[0]!);
  assertEquals(findConfig(places), places[1]);
  assertEquals(loadConfig(places[1]).socket, dir.at("s"));
});

Deno.test("a configuration that was named has to be there, and of a sensible size", () => {
  using dir = tempFolder();
  assertThrows(() => loadConfig(dir.at("none.toml")), UsageError, "no such file or directory");
  const file = Deno.createSync(dir.at("large.toml"));
  file.truncateSync(2 ** 32);
  file.close();
  assertThrows(() => loadConfig(dir.at("large.toml")), UsageError, "it is no text file");
});

Deno.test("clients find the server as it was named, else as the variable says, else as the configuration says", () => {
  using dir = tempFolder();
  const places = [dir.at("discglow.toml")];
  const nowhere = env({ XDG_RUNTIME_DIR: "/run/user/5" });
  assertEquals(findServer("host:4027", { env: env({ DISCGLOW_SERVER: "other:1" }), places }), "host:4027");
  assertEquals(findServer(undefined, { env: env({ DISCGLOW_SERVER: "other:1" }), places }), "other:1");
  assertEquals(findServer(undefined, { env: nowhere, places }), `unix:${defaultSocket(nowhere)}`);
  Deno.writeTextFileSync(places[0]!, 'socket = "here.sock"');
  assertEquals(findServer("", { env: nowhere, places }), `unix:${dir.at("here.sock")}`);
  Deno.writeTextFileSync(places[0]!, 'sockett = "here.sock"');
  assertThrows(() => findServer("", { env: nowhere, places }), UsageError, "there is no key sockett");
});

Deno.test("without systemd the places are the system's for root, the user's own for others", () => {
  const home = env({ HOME: "/home/u", XDG_RUNTIME_DIR: "/run/user/5" });
  const root = Deno.build.os !== "windows" && Deno.uid() === 0;
  assertEquals(defaultSocket(home), root ? "/run/discglow/discglow.sock" : "/run/user/5/discglow.sock");
  assertEquals(defaultState(home), root ? "/var/lib/discglow" : "/home/u/.local/state/discglow");
});
