/**
 * The word that says which server is meant.
 *
 * @module
 */

import type { Words } from "../words.ts";

/** Words of everything that talks to the server. */
export const SERVER_WORDS = {
  host: {
    kind: "text",
    placeholder: "HOST",
    short: "h",
    default: "DISCGLOW_SERVER, else the socket of discglow.toml here or in /etc/discglow, else the usual one",
    help: "the server: unix:/PATH, or HOST:PORT with a token in DISCGLOW_TOKEN or DISCGLOW_TOKEN_FILE",
    group: "Server",
  },
} as const satisfies Words;
