import { openVirtualDevice } from "../../../lib/virtual/changer/open.ts";
import { assert, assertEquals } from "../../support/assert.ts";
import { killedAfter } from "../../support/killed_after.ts";
import { Random } from "../../support/random.ts";
import { ChangerHost, DRIVE, GRIPPER, MAIL, move, ready, SLOT } from "./changer_host.ts";

const OPEN = JSON.stringify(new URL("../../../lib/virtual/changer/open.ts", import.meta.url).href);
const RANDOM = JSON.stringify(new URL("../../support/random.ts", import.meta.url).href);

const PLACES = [SLOT, SLOT + 1, SLOT + 2, SLOT + 3, SLOT + 4, DRIVE, DRIVE + 1, MAIL];

/** Moves discs without end, and writes a line after each; between moves a drive of its own looks at what it has. */
function mover(dir: string, seed: number): string {
  return `
    import { openVirtualDevice } from ${OPEN};
    import { Random } from ${RANDOM};
    const random = new Random(${seed});
    const changer = openVirtualDevice(${JSON.stringify(`virtual:${dir}`)});
    const drive = openVirtualDevice(${JSON.stringify(`virtual:${dir}/drives/1`)});
    const places = ${JSON.stringify(PLACES)};
    const two = () => { const one = random.one(places); return [one >> 8, one & 255]; };
    const none = new Uint8Array(0);
    for (;;) {
      const exchange = random.chance(0.3);
      const cdb = exchange
        ? [0xa6, 0, 0, 0, ...two(), ...two(), ...two(), random.below(4), 0]
        : [0xa5, 0, 0, 0, ...two(), ...two(), 0, 0, random.below(2), 0];
      const { status } = changer.execute(new Uint8Array(cdb), "none", none, 1000);
      drive.execute(new Uint8Array(6), "none", none, 1000);
      if (status === 0) Deno.stdout.writeSync(new Uint8Array([10]));
    }`;
}

/** The discs of every element's folder, as plain names: the library would only show one of two. */
function discsByFolder(dir: string): string[][] {
  const names = (path: string) => Array.from(Deno.readDirSync(path), ({ name }) => name);
  return ["gripper", "mail", "drives", "slots"].flatMap((kind) =>
    names(`${dir}/${kind}`).map((number) => names(`${dir}/${kind}/${number}`))
  );
}

Deno.test("Every disc is in exactly one place whenever the program that moves it is killed", async () => {
  for (let round = 0; round < 12; round++) {
    const random = new Random(round);
    using host = new ChangerHost({ behaviour: { exchange: true, twoSided: true } });
    host.changer.close();
    const before = discsByFolder(host.dir).flat().sort();
    await killedAfter(mover(host.dir, round), 1 + random.below(100), random.below(3000));
    const folders = discsByFolder(host.dir);
    assertEquals(folders.flat().sort(), before, `round ${round}`);
    assert(folders.every((discs) => discs.length <= 1), `round ${round}: two discs in one element`);
    using changer = openVirtualDevice(`virtual:${host.dir}`);
    if (host.element(GRIPPER).disc === undefined) continue;
    const free = [0, 1, 2, 3, 4].map((i) => SLOT + i).find((address) =>
      host.element(address).disc === undefined
    )!;
    assertEquals([move(changer, GRIPPER, free), ready(changer)], ["good", "good"]);
    assert(host.element(free).disc?.barcode?.startsWith("DG"));
  }
});

Deno.test("Whoever looks while discs are moved sees each of them in one place", async () => {
  using host = new ChangerHost({ behaviour: { exchange: true, twoSided: true } });
  host.changer.close();
  const barcodes = () => Object.values(host.discs()).sort();
  const before = barcodes();
  await killedAfter(mover(host.dir, 77), 1, 0, () => {
    for (let look = 0; look < 300; look++) assertEquals(barcodes(), before);
  });
});

/** Begins a move and writes a line when the disc is in the gripper, from where it goes no further. */
function halfMover(dir: string): string {
  return `
    import { openVirtualDevice } from ${OPEN};
    let slept = 0;
    const sleep = () => {
      if (++slept < 2) return;
      Deno.stdout.writeSync(new Uint8Array([10]));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    };
    const clock = { now: () => performance.now(), sleep };
    const changer = openVirtualDevice(${JSON.stringify(`virtual:${dir}`)}, { clock });
    changer.execute(new Uint8Array([0xa5, 0, 0, 0, 16, 0, 1, 0, 0, 0, 0, 0]), "none", new Uint8Array(0), 60_000);`;
}

Deno.test("A disc whose move was cut in the middle lies in the gripper, and its source is known", async () => {
  using host = new ChangerHost({ behaviour: { moveTime: 1000 } });
  host.changer.close();
  await killedAfter(halfMover(host.dir), 1, 0);
  host.reopen();
  const [gripper] = host.status({ type: 1 });
  assertEquals([gripper!.flags & 1, gripper!.source, gripper!.tag], [1, SLOT, "DG000001"]);
});

Deno.test("Changer and drive are refused to a second process", async () => {
  using host = new ChangerHost();
  host.drive(1);
  const names = ["", "/drives/1", "/drives/2"].map((part) => `virtual:${host.dir}${part}`);
  const program = `
    import { openVirtualDevice } from ${OPEN};
    for (const name of ${JSON.stringify(names)}) {
      try {
        openVirtualDevice(name);
        console.log("open");
      } catch (error) {
        console.log(error.trouble);
      }
    }`;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-lock", program] })
    .output();
  assertEquals(new TextDecoder().decode(stdout), "busy\nbusy\nopen\n");
});
