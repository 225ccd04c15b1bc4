import { COMMANDS as ENTRIES } from "../../lib/cli/commands.ts";
import { bashCompletions } from "../../lib/cli/completions_bash.ts";
import { fishCompletions } from "../../lib/cli/completions_fish.ts";
import { zshCompletions } from "../../lib/cli/completions_zsh.ts";
import { loaded } from "../../lib/cli/verbs.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { tempFolder } from "../support/temp.ts";

const COMMANDS = await Promise.all(ENTRIES.map(loaded));

function installed(shell: string): boolean {
  try {
    return new Deno.Command(shell, { args: ["-c", "true"], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

function run(shell: string, args: string[], cwd?: string): string[] {
  const { code, stdout, stderr } = new Deno.Command(shell, { args, ...(cwd ? { cwd } : {}) }).outputSync();
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(stderr), "");
  assertEquals(code, 0);
  return decoder.decode(stdout).split("\n").filter((line) => line !== "");
}

const COMPLETE = 'COMP_LINE=$1 COMP_POINT=${#1}; _discglow; printf "%s\\n" "${COMPREPLY[@]}"';

function bash(line: string, cwd: string, before = ""): string[] {
  const script = `${bashCompletions(COMMANDS)}\n${before}${COMPLETE}`;
  return run("bash", ["-c", script, "bash", line], cwd).sort();
}

Deno.test({
  name: "the completions of bash offer commands, words, choices and files",
  ignore: !installed("bash"),
  fn() {
    using folder = tempFolder();
    folder.make("sub");
    for (const name of ["a b.iso", "c.iso"]) Deno.writeTextFileSync(folder.at(name), "");
    const complete = (line: string): string[] => bash(line, folder.path);
    assertEquals(complete("discglow i"), ["image", "iso9660"]);
    assertEquals(complete("discglow iso9660 fi"), ["filemode=", "finetimes", "fit=", "fitcd"]);
    assertEquals(complete("discglow iso9660 rr --fi"), ["--filemode", "--finetimes", "--fit", "--fitcd"]);
    assertEquals(complete("discglow iso9660 level="), ["1", "2", "3", "4"]);
    assertEquals(complete("discglow image rr --fit bd-"), ["bd-dl", "bd-ql", "bd-tl"]);
    assertEquals(complete("discglow iso9660 source="), ["a b.iso", "c.iso", "sub"]);
    assertEquals(complete("discglow iso9660 --source s"), ["sub"]);
    assertEquals(complete("discglow iso9660 graft=/x=c"), ["c.iso"]);
    assertEquals(complete("discglow iso9660 name="), []);
    assertEquals(complete("discglow ls "), ["a b.iso", "c.iso", "sub"]);
    assertEquals(complete("discglow extract -C s"), ["sub"]);
    assertEquals(complete("discglow ls --tree j"), ["joliet"]);
    assertEquals(complete("discglow completions "), ["--help", "bash", "fish", "zsh"]);
    assertEquals(complete("discglow help ver"), ["verify"]);
    assertEquals(complete("discglow virtual c"), ["clear", "create"]);
    assertEquals(complete("discglow virtual show c"), ["c.iso"]);
    assertEquals(complete("discglow virtual create x --media bd-re-"), ["bd-re-dl", "bd-re-tl"]);
    assertEquals(complete("discglow burn -s c"), ["c.iso"]);
    assertEquals(complete("discglow cdglow --k"), ["--keep-going"]);
    assertEquals(complete("discglow cdadm re"), ["remove", "rename", "rescan"]);
    assertEquals(complete("discglow cdadm -h unix:/x prod"), ["produce"]);
    assertEquals(complete("discglow cdadm produce jb --verify"), ["--verify", "--verify-drive"]);
    assertEquals(complete("discglow cdadm verify -s c"), ["c.iso"]);
    assertEquals(complete("discglow cdadm backup c"), ["c.iso"]);
    assertEquals(complete("discglow verify --so"), ["--source"]);
  },
});

Deno.test({
  name: "the completions of bash keep the word before the equals sign where bash does not part words there",
  ignore: !installed("bash"),
  fn() {
    using folder = tempFolder();
    const before = 'COMP_WORDBREAKS=" "\n';
    assertEquals(bash("discglow iso9660 level=", folder.path, before), [1, 2, 3, 4].map((l) => `level=${l}`));
  },
});

Deno.test({
  name: "the completions of fish offer commands, words, choices and files",
  ignore: !installed("fish"),
  fn() {
    using folder = tempFolder();
    folder.make("sub");
    const script = folder.at("discglow.fish");
    Deno.writeTextFileSync(script, fishCompletions(COMMANDS));
    const complete = (line: string): string[] =>
      run("fish", ["--no-config", "-c", `source ${script}; complete -C '${line}'`], folder.path)
        .map((reply) => reply.split("\t")[0]!).sort();
    assertEquals(complete("discglow i"), ["image", "iso9660"]);
    assertEquals(complete("discglow iso9660 foll"), ["followlinks"]);
    assertEquals(complete("discglow iso9660 level="), [1, 2, 3, 4].map((level) => `level=${level}`));
    assertEquals(complete("discglow iso9660 --level "), ["1", "2", "3", "4"]);
    assertEquals(complete("discglow iso9660 source=s"), ["source=sub/"]);
    assertEquals(complete("discglow ls s"), ["sub/"]);
    assertEquals(complete("discglow cdadm re"), ["remove", "rename", "rescan"]);
    assertEquals(complete("discglow cdadm produce --verify"), ["--verify", "--verify-drive"]);
    assertEquals(complete("discglow cdadm verify --ag"), []);
    assertEquals(complete("discglow verify --ag"), ["--against"]);
  },
});

Deno.test({
  name: "the completions of zsh are a script that zsh understands",
  ignore: !installed("zsh"),
  fn() {
    using folder = tempFolder();
    const script = folder.at("_discglow");
    Deno.writeTextFileSync(script, zshCompletions(COMMANDS));
    assertEquals(run("zsh", ["-n", script]), []);
  },
});

Deno.test("the completions of all shells name every command and every word", () => {
  for (const make of [bashCompletions, zshCompletions, fishCompletions]) {
    const script = make(COMMANDS);
    for (const { name, words } of COMMANDS) {
      assert(script.includes(name), name);
      for (const word of Object.keys(words)) assert(script.includes(word), `${name} ${word}`);
    }
  }
});
