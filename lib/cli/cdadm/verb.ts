/**
 * A verb of `cdadm`: a command that is given a client of the server.
 *
 * @module
 */

import type { JukeboxClient } from "../../jukebox/client/client.ts";
import type { Command, Context, Input } from "../command.ts";
import { EXIT_DONE } from "../exit_codes.ts";
import { COMMON_WORDS } from "../shared_words.ts";
import type { Words } from "../words.ts";
import { DEVICE, refusePath } from "./operands.ts";
import { SERVER_WORDS } from "./server_words.ts";

/** What a verb is given to act with. */
export interface VerbCall<W extends Words> extends Input<W>, Context {
  /** Nothing is sent before its first request. */
  readonly client: JukeboxClient;
}

/** What a verb does; without an exit code it is done. */
type Act<W extends Words> = (call: VerbCall<W>) => Promise<number | void> | number | void;

/** The words that every verb has. */
type AllWords<W extends Words> = W & typeof SERVER_WORDS & typeof COMMON_WORDS;

/** A verb as it is written down; its names are without `cdadm`. */
interface Written<W extends Words>
  extends Omit<Command, "words" | "run" | "classic" | "verbs" | "loadVerbs"> {
  readonly words: W;
  readonly act: Act<AllWords<W>>;
}

/** A verb as a command; tests call `act` with a client of their own. */
export interface VerbCommand extends Command {
  readonly act: Act<Words>;
}

/** Makes a command of a verb. */
export function defineVerb<const W extends Words>(verb: Written<W>): VerbCommand {
  const act = verb.act as unknown as Act<Words>;
  const { aliases } = verb;
  return {
    ...verb,
    name: `cdadm ${verb.name}`,
    ...(aliases === undefined ? {} : { aliases: aliases.map((alias) => `cdadm ${alias}`) }),
    words: { ...verb.words, ...SERVER_WORDS, ...COMMON_WORDS },
    act,
    run: async (input, context) => {
      if (verb.operands?.[0] === DEVICE) refusePath(input.operands[0]);
      const { openClient } = await import("./open_client.ts");
      const host: unknown = input.values["host"];
      using client = openClient(typeof host === "string" ? host : undefined);
      return await act({ ...input, ...context, client }) ?? EXIT_DONE;
    },
  };
}
