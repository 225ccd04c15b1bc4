import { assert, assertEquals } from "../support/assert.ts";

/** Modules that importing one imports as well, from the root of the project. */
async function importedBy(entry: string): Promise<string[]> {
  const root = new URL("../../", import.meta.url);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", entry],
    cwd: root,
    stderr: "inherit",
  }).output();
  const { roots, modules } = JSON.parse(new TextDecoder().decode(stdout)) as Graph;
  const bySpecifier = new Map(modules.map((module) => [module.specifier, module]));
  const imported = new Set<string>();
  const add = (specifier: string): void => {
    if (imported.has(specifier)) return;
    imported.add(specifier);
    for (const { code, isDynamic } of bySpecifier.get(specifier)?.dependencies ?? []) {
      if (code !== undefined && isDynamic !== true) add(code.specifier);
    }
  };
  roots.forEach(add);
  return [...imported].map((specifier) => specifier.replace(root.href, ""));
}

/** What `deno info --json` tells. */
interface Graph {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier: string };
      readonly isDynamic?: boolean;
    }[];
  }[];
}

Deno.test("the program starts with the table of commands and nothing of what they do", async () => {
  const imported = await importedBy("cli.ts");
  assert(imported.includes("lib/cli/cdadm.ts"));
  const needed = /^(?:cli|lib\/(?:errors|nearest|escape_text|cli\/[^/]+|cli\/cdadm\/server_words))\.ts$/;
  const facts = ["lib/jukebox/errors.ts", "lib/virtual/media.ts", "lib/image/display.ts"];
  const others = imported.filter((name) => !needed.test(name) && !facts.includes(name));
  assertEquals([others, imported.filter((name) => /_run\.ts$/.test(name))], [[], []]);
});

Deno.test("the library is imported without database, server and other packages", async () => {
  const imported = await importedBy("mod.ts");
  assert(imported.includes("lib/jukebox/client/connect.ts"));
  assertEquals(imported.filter((name) => /^(?:npm:|node:(?:sqlite|https?|net)$)/.test(name)), []);
  assertEquals(
    imported.filter((name) => /^lib\/(?:cli|jukebox\/(?:database|device|http|jobs))\//.test(name)),
    [],
  );
});
