import { SourceFeed } from "../../../lib/jukebox/jobs/produce/source_feed.ts";
import { assertEquals } from "../../support/assert.ts";
import { tempFolder } from "../../support/temp.ts";

const never = new AbortController().signal;

/** What became of the source of each. */
function kinds(sources: readonly (string | { readonly stream: ReadableStream })[]): string[] {
  return sources.map((source) => typeof source === "string" ? "alone" : "shared");
}

async function feedOf(body: (feed: SourceFeed) => Promise<void>): Promise<void> {
  using dir = tempFolder();
  const path = dir.at("a.iso");
  await Deno.writeFile(path, new Uint8Array(5000));
  await body(new SourceFeed({ name: path, path, bytes: 5000, check: () => {} }));
}

/** Gives the streams back. */
async function drop(sources: readonly (string | { readonly stream: ReadableStream })[]): Promise<void> {
  for (const source of sources) if (typeof source !== "string") await source.stream.cancel();
}

Deno.test("recorders of the same pace wait for each other and share, others read alone", async () => {
  await feedOf(async (feed) => {
    const seats = [1, 2, 3].map(() => feed.announce());
    const fast = { medium: "BD-R", speed: 50_000 };
    const first = seats[0]!.ready(fast, never);
    const second = seats[1]!.ready({ medium: "BD-R", speed: 9000 }, never);
    const third = seats[2]!.ready(fast, never);
    const sources = await Promise.all([first, second, third]);
    assertEquals(kinds(sources), ["shared", "alone", "shared"]);
    await drop(sources);
  });
});

Deno.test("a recorder whose disc was not fit is not waited for", async () => {
  await feedOf(async (feed) => {
    const [one, other] = [feed.announce(), feed.announce()];
    const source = one.ready({ medium: "BD-R", speed: 50_000 }, never);
    other.leave();
    other.leave();
    assertEquals(kinds([await source]), ["alone"]);
  });
});

Deno.test("no more recorders share than the main thread can feed", async () => {
  await feedOf(async (feed) => {
    const pace = { medium: "BD-R", speed: 70_000 };
    const seats = Array.from({ length: 4 }, () => feed.announce());
    const sources = await Promise.all(seats.map((seat) => seat.ready(pace, never)));
    assertEquals(kinds(sources), ["shared", "shared", "alone", "alone"]);
    await drop(sources);
  });
});

Deno.test("a job that ends does not wait for the other recorders", async () => {
  await feedOf(async (feed) => {
    const stop = new AbortController();
    const [seat, other] = [feed.announce(), feed.announce()];
    const source = seat.ready({ medium: "BD-R", speed: 1000 }, stop.signal);
    stop.abort();
    assertEquals(kinds([await source]), ["alone"]);
    other.leave();
  });
});
