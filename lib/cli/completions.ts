/**
 * `discglow completions`: what shells need to complete our words.
 *
 * @module
 */

import { type Command, defineCommand } from "./command.ts";
import { EXIT_DONE } from "./exit_codes.ts";

/** The table entry of `discglow completions`. */
export const completions = defineCommand({
  name: "completions",
  summary: "print the completions for a shell",
  words: {},
  operands: [{ name: "SHELL", help: "the shell", choices: ["bash", "zsh", "fish"] }],
  examples: [
    { line: "discglow completions bash > ~/.local/share/bash-completion/completions/discglow", help: "bash" },
    { line: 'discglow completions zsh > "${fpath[1]}/_discglow"', help: "zsh" },
    { line: "discglow completions fish > ~/.config/fish/completions/discglow.fish", help: "fish" },
  ],
  run: async ({ operands: [shell] }, { output }) => {
    const { COMMANDS } = await import("./commands.ts");
    const { loaded } = await import("./verbs.ts");
    output.line(await script(shell!, await Promise.all(COMMANDS.map(loaded))));
    return EXIT_DONE;
  },
});

async function script(shell: string, commands: readonly Command[]): Promise<string> {
  switch (shell) {
    case "bash":
      return (await import("./completions_bash.ts")).bashCompletions(commands);
    case "zsh":
      return (await import("./completions_zsh.ts")).zshCompletions(commands);
    default:
      return (await import("./completions_fish.ts")).fishCompletions(commands);
  }
}
