import { lineOf } from "../../lib/cli/job_lines.ts";
import type { RecordEvent } from "../../lib/recorder/events.ts";
import { assertEquals } from "../support/assert.ts";
import { bdR } from "./media.ts";

const BD = 4496;

function line(event: RecordEvent, baseSpeed: number | undefined = BD): string | undefined {
  return lineOf(event, baseSpeed);
}

Deno.test("the line of a device is that of the classic programs", () => {
  const device = {
    event: "device",
    role: "target",
    vendor: "HP      ",
    product: "C4324/C4325     ",
  } as const;
  const cd = line({ ...device, name: "\\\\.\\p0b0t5", kind: "CD-drive", revision: "1.25" });
  assertEquals(cd, `\\\\.\\p0b0t5 is HP's CD-drive "C4324/C4325"`);
  const unknown = line({ ...device, name: "/dev/sr0", revision: "1.25" });
  assertEquals(unknown, `/dev/sr0 is HP's drive "C4324/C4325"`);
});

Deno.test("the line of a medium tells its state and the room on it, or what is recorded", () => {
  assertEquals(
    line({ event: "medium", role: "target", medium: bdR() }),
    "target medium: blank BD-R, 12219392 blocks (25.0 GB) free",
  );
  const closed = bdR({ state: "closed", capacity: 1000, free: 0, nextWritable: undefined });
  assertEquals(
    line({ event: "medium", role: "source", medium: closed }),
    "source medium: closed BD-R, 1000 blocks (2 MB) recorded",
  );
  const unformatted = bdR({ name: "BD-RE", state: "unformatted", free: 0, nextWritable: undefined });
  assertEquals(
    line({ event: "medium", role: "target", medium: unformatted }),
    "target medium: not formatted BD-RE, 12219392 blocks (25.0 GB)",
  );
});

Deno.test("the line of the plan tells blocks, bytes, place, recipe and preview", () => {
  const planned = {
    event: "planned",
    firstBlock: 0,
    recipe: "BD-R sequential",
    blocks: 32,
    bytes: 65_000,
    preview: false,
  } as const;
  assertEquals(line(planned), "32 blocks to be written, 65000 bytes, from block 0 on: BD-R sequential");
  assertEquals(
    line({ ...planned, blocks: undefined, bytes: undefined, firstBlock: 64, preview: true }),
    "blocks to be written until the source ends, from block 64 on: BD-R sequential, preview: nothing stays on the disc",
  );
});

Deno.test("the line of the speed tells what the drive grants, and what was asked when that is something else", () => {
  const speed = (requested: number | undefined, granted: number | undefined) =>
    line({ event: "speed", requested, granted, factor: granted === undefined ? undefined : granted / BD });
  assertEquals(speed(undefined, 26_976), "the drive writes at 6x (26976 kB/s)");
  assertEquals(speed(8992, 8992), "the drive writes at 2x (8992 kB/s)");
  assertEquals(speed(4496, 8992), "the drive writes at 2x (8992 kB/s), asked for 1x");
  assertEquals(speed(4496, undefined), "the drive does not say how fast it writes");
});

Deno.test("the lines of buffer and progress tell bytes and percent", () => {
  assertEquals(
    line({ event: "buffer", bytes: 60_397_977, percent: 90 }),
    "60397977 bytes read into the buffer before the start, 90 % of it",
  );
  const progress = { event: "progress", bytes: 1_048_576, bufferPercent: 97.4 } as const;
  assertEquals(
    line({ ...progress, phase: "recording", total: 4_194_304 }),
    "1048576 bytes of 4194304, 25 % written, buffer 97 %",
  );
  assertEquals(line({ ...progress, phase: "comparing", total: undefined }), "1048576 bytes compared");
});

Deno.test("the line of a wait tells what for and how far it is", () => {
  const wait = { event: "waiting", what: "close the session", seconds: 12.4 } as const;
  assertEquals(line({ ...wait, fraction: undefined }), "waiting for the drive to close the session: 12 s");
  assertEquals(line({ ...wait, fraction: 0.409 }), "waiting for the drive to close the session: 12 s, 40 %");
});

Deno.test("the line of the end tells speed, lowest fill and underruns", () => {
  const recorded = {
    event: "recorded",
    blocks: 43_906,
    seconds: 10,
    lowestFill: 92.2,
    underruns: 0,
  } as const;
  assertEquals(
    line(recorded),
    "end of recording: 43906 blocks in 10.0 s, 2x, buffer never below 92 %, no underrun",
  );
  assertEquals(
    lineOf({ ...recorded, blocks: 1, seconds: 0, lowestFill: undefined, underruns: 2 }, undefined),
    "end of recording: 1 block in 0.0 s, 2 underruns",
  );
});

Deno.test("the line of the comparison tells how many blocks differ and which", () => {
  const same = { event: "compared", blocks: 100, different: 0, ranges: [], unreadable: [] } as const;
  assertEquals(line(same), "comparison: 100 blocks, no difference");
  const ranges = [{ first: 17, count: 1 }, { first: 20, count: 5 }];
  assertEquals(
    line({ ...same, different: 6, ranges }),
    "comparison: 6 of 100 blocks different: 17, 20-24",
  );
  assertEquals(
    line({ ...same, different: 6, ranges, unreadable: [{ first: 17, count: 1 }] }),
    "comparison: 6 of 100 blocks different: 17, 20-24 (of these 1 not readable: 17)",
  );
});

Deno.test("the line of blocks that could not be read names them", () => {
  assertEquals(
    line({ event: "unreadable", ranges: [{ first: 17, count: 1 }] }),
    "1 block of the source could not be read, zeros stand for it: 17",
  );
  assertEquals(
    line({ event: "unreadable", ranges: [{ first: 17, count: 2 }] }),
    "2 blocks of the source could not be read, zeros stand for them: 17-18",
  );
});
