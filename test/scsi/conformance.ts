/**
 * What every way to a drive has to do, whichever it is. A plain list of cases, so that it also runs where there
 * is no test runner, such as in a guest.
 *
 * @module
 */

import { DeviceError } from "../../lib/errors.ts";
import { decodeSense } from "../../lib/scsi/sense.ts";
import type { Transport } from "../../lib/scsi/transport.ts";
import {
  BLOCK,
  calm,
  check,
  checkRead,
  equal,
  finalise,
  GUARD,
  NO_DATA,
  read,
  readEverywhere,
  senseText,
  TEST_UNIT_READY,
  throws,
  TIMEOUT,
  write,
} from "./conformance_steps.ts";

/** The drives that a way leads to. */
export interface Ways {
  /** Opens a drive with a finished disc. */
  open(): Transport;
  /** What the disc holds: at least 1024 blocks, no two alike. */
  readonly bytes: Uint8Array;
  /** Opens a drive with a blank DVD+R. */
  readonly openRecorder?: () => Transport;
  /**
   * The way tells how much of an answer is missing, and writes nothing there.
   * @default {true}
   */
  readonly residual?: boolean;
  /** A drive is for one opener at a time. */
  readonly exclusive: boolean;
  /** Makes the drives silent until what is returned is disposed of. */
  readonly silence?: () => Disposable;
}

/** One thing that a way has to do. */
export interface ConformanceCase {
  readonly name: string;
  /** Throws when it does not. */
  run(ways: Ways): void;
}

/** Registers the cases as tests, each with drives of its own. */
export function conformance(
  name: string,
  setUp: () => Promise<Ways & AsyncDisposable>,
  test: (name: string, body: () => Promise<void>) => void = Deno.test,
): void {
  for (const { name: what, run } of CONFORMANCE) {
    test(`${name}: ${what}`, async () => {
      await using ways = await setUp();
      run(ways);
    });
  }
}

/** All cases. */
export const CONFORMANCE: readonly ConformanceCase[] = [
  {
    name: "INQUIRY names an optical drive, and a short answer leaves a residual",
    run(ways) {
      using transport = ways.open();
      const data = new Uint8Array(255).fill(GUARD);
      const answer = transport.execute(Uint8Array.of(0x12, 0, 0, 0, 255, 0), "in", data, TIMEOUT);
      equal(answer.status, 0, "status");
      equal(answer.sense.length, 0, "bytes of sense");
      check(answer.duration >= 0, "the duration is negative");
      equal(data[0]! & 0x1f, 5, "peripheral device type");
      if (ways.residual === false) return;
      equal(255 - answer.residual, 5 + data[4]!, "bytes received");
      const behind = data.subarray(5 + data[4]!);
      check(behind.every((byte) => byte === GUARD), "bytes behind the answer were changed");
    },
  },
  {
    name: "what it says of itself is of use",
    run(ways) {
      using transport = ways.open();
      check(transport.name !== "", "it has no name");
      check(transport.maxTransfer >= 0x8000, `only ${transport.maxTransfer} bytes at once`);
      const { descriptor } = transport;
      check(descriptor === undefined || descriptor >= 0, `${descriptor} is no descriptor`);
    },
  },
  {
    name: "a command without data moves none",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      const answer = transport.execute(TEST_UNIT_READY, "none", NO_DATA, TIMEOUT);
      equal(answer.status, 0, "status");
      equal(answer.residual, 0, "residual");
      equal(
        transport.execute(Uint8Array.of(0x12, 0, 0, 0, 0, 0), "in", NO_DATA, TIMEOUT).status,
        0,
        "of none",
      );
    },
  },
  {
    name: "sense comes as the device sent it",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      const noSuchPage = Uint8Array.of(0x12, 1, 0xee, 0, 255, 0);
      const answer = transport.execute(noSuchPage, "in", new Uint8Array(255), TIMEOUT);
      equal(answer.status, 2, "status");
      check([0x70, 0x72].includes(answer.sense[0]! & 0x7f), `sense of format ${answer.sense[0]}`);
      equal(senseText(answer), "5/36/0", "sense of a page that no drive has");
      equal(transport.execute(TEST_UNIT_READY, "none", NO_DATA, TIMEOUT).sense.length, 0, "sense when good");
    },
  },
  {
    name: "READ fills exactly the bytes it is given",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      readEverywhere(transport, ways.bytes, new Uint8Array(transport.maxTransfer + BLOCK));
    },
  },
  {
    name: "READ fills shared memory alike",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      const shared = new Uint8Array(new SharedArrayBuffer(transport.maxTransfer + BLOCK));
      readEverywhere(transport, ways.bytes, shared);
    },
  },
  {
    name: "READ behind the end fails with sense, and the next one works",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      const data = new Uint8Array(16 * BLOCK);
      const answer = transport.execute(read(0x7fff0000, 16), "in", data, TIMEOUT);
      equal(answer.status, 2, "status");
      check(/^[358]\//.test(senseText(answer)), `sense ${senseText(answer)}`);
      check(answer.residual >= 0 && answer.residual <= data.length, `residual ${answer.residual}`);
      checkRead(transport, ways.bytes, 3, data);
    },
  },
  {
    name: "WRITE sends exactly the bytes it is given",
    run(ways) {
      if (ways.openRecorder === undefined) return;
      using transport = ways.openRecorder();
      calm(transport);
      const most = Math.floor(transport.maxTransfer / BLOCK / 16) * 16;
      const bytes = ways.bytes.subarray(0, 48 * BLOCK + most * BLOCK);
      write(transport, bytes, [16, 32, most]);
      finalise(transport);
      const back = new Uint8Array(16 * BLOCK);
      for (let block = 0; block * BLOCK < bytes.length; block += 16) checkRead(transport, bytes, block, back);
    },
  },
  {
    name: "more data than it says it moves is refused and not sent",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      const blocks = Math.floor(transport.maxTransfer / BLOCK) + 1;
      const data = new Uint8Array(blocks * BLOCK);
      throws(() => transport.execute(read(0, blocks), "in", data, TIMEOUT), "too long");
      check(data.every((byte) => byte === 0), "data came all the same");
      checkRead(transport, ways.bytes, 0, new Uint8Array(BLOCK));
    },
  },
  {
    name: "a command of no possible length is refused",
    run(ways) {
      using transport = ways.open();
      calm(transport);
      for (const length of [0, 17]) {
        try {
          const answer = transport.execute(new Uint8Array(length), "none", NO_DATA, TIMEOUT);
          equal(decodeSense(answer.sense)?.key, 5, `sense key for ${length} bytes`);
        } catch (error) {
          if (!(error instanceof DeviceError)) throw error;
        }
      }
      checkRead(transport, ways.bytes, 0, new Uint8Array(BLOCK));
    },
  },
  {
    name: "a device that is silent ends a command in time, and may come back",
    run(ways) {
      if (ways.silence === undefined) return;
      using transport = ways.open();
      calm(transport);
      const data = new Uint8Array(64 * BLOCK);
      {
        using _silent = ways.silence();
        const started = performance.now();
        throws(() => transport.execute(read(0, 64), "in", data, 300), "timeout");
        const took = performance.now() - started;
        check(took >= 290, `given up after ${took} ms`);
        data.fill(GUARD);
      }
      calm(transport);
      check(data.every((byte) => byte === GUARD), "the late answer came into a buffer no longer lent");
      checkRead(transport, ways.bytes, 5, data);
    },
  },
  {
    name: "closed twice is closed, and says so when it is used",
    run(ways) {
      const transport = ways.open();
      transport.close();
      transport.close();
      const error = throws(() => transport.execute(TEST_UNIT_READY, "none", NO_DATA, TIMEOUT), "gone");
      check(error.message.includes(transport.name), `«${error.message}» does not name the device`);
      check(error.message.includes("closed"), `«${error.message}» does not say why`);
      using again = ways.open();
      calm(again);
    },
  },
  {
    name: "a second opener is served or refused, as the way has it",
    run(ways) {
      const first = ways.open();
      try {
        if (ways.exclusive) throws(() => ways.open(), "busy");
        else {
          using second = ways.open();
          calm(second);
          calm(first);
          checkRead(second, ways.bytes, 1, new Uint8Array(BLOCK));
          checkRead(first, ways.bytes, 2, new Uint8Array(BLOCK));
        }
      } finally {
        first.close();
      }
      using third = ways.open();
      calm(third);
    },
  },
];
