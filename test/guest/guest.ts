/**
 * A Linux guest in QEMU, for what the kernel of this host cannot do or must not be asked to.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { tempFolder } from "../support/temp.ts";
import { writeInitramfs } from "./initramfs.ts";
import { unpackKernel } from "./kernel.ts";

/** What every guest needs: the folders it shares with us, and time to wake up. */
const MODULES = ["virtio_pci", "9p", "9pnet_virtio", "virtio_rng"];

/** The root of this project, which a guest sees as `/project`. */
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** A task for a guest. */
export interface Task {
  /** Words of the shell, run as root in `/share`. */
  readonly script: string;
  /** A folder of this host; the guest sees it as `/share` and may write to it. */
  readonly share: string;
  /** More words for QEMU, such as devices. */
  readonly qemu?: readonly string[];
  /** Seconds after which the guest is ended. @default {600} */
  readonly patience?: number;
}

/** What came of a task. */
export interface Done {
  /** The exit code of the script. */
  readonly code: number;
  /** What it wrote to its standard output and standard error. */
  readonly output: string;
  /** What the kernel had to say. */
  readonly kernelLog: string;
}

/** A guest that can be started again and again. */
export interface Guest extends Disposable {
  /** Starts it, lets it do a task, and ends it. */
  run(task: Task): Promise<Done>;
}

/**
 * Makes a guest; everything goes away with it.
 *
 * @param modules modules of the kernel that are loaded
 * @param programs names of programs of this host that it gets
 */
export async function makeGuest(
  modules: readonly string[],
  programs: readonly string[] = [],
): Promise<Guest> {
  const home = tempFolder();
  try {
    const kernel = await unpackKernel(home.make("kernel"));
    await writeInitramfs(home.at("initramfs"), await kernel.modules([...MODULES, ...modules]), programs);
    return {
      run: (task) => start(kernel.path, home.at("initramfs"), home.at("console"), task),
      [Symbol.dispose]: () => home[Symbol.dispose](),
    };
  } catch (error) {
    home[Symbol.dispose]();
    throw error;
  }
}

async function start(kernel: string, initramfs: string, console: string, task: Task): Promise<Done> {
  const { script, share, qemu = [], patience = 600 } = task;
  await Deno.writeTextFile(`${share}/script`, script);
  const shared = (id: string, path: string, words = "") => [
    "-fsdev",
    `local,id=${id},path=${path.replaceAll(",", ",,")},security_model=none${words}`,
    "-device",
    `virtio-9p-pci,fsdev=${id},mount_tag=${id}`,
  ];
  const words = "console=ttyS0 panic=-1 quiet mitigations=off tsc=reliable no_timer_check " +
    "log_buf_len=4M printk.devkmsg=on";
  const args = [
    ...["-machine", "q35,usb=off,sata=off,smbus=off", "-cpu", "max", "-smp", "2", "-m", "1536"],
    ...["-accel", Deno.env.get("ACCEL") ?? "tcg,thread=multi"],
    ...["-nodefaults", "-display", "none", "-no-reboot", "-serial", `file:${console}`],
    ...["-kernel", kernel, "-initrd", initramfs, "-append", words],
    ...shared("share", share),
    ...shared("project", PROJECT, ",readonly=on"),
    ...["-device", "virtio-rng-pci"],
    ...qemu,
  ];
  // it has so much time, and ends with this process even if that is killed
  const { stderr, signal } = await new Deno.Command("setpriv", {
    args: [
      ...["--pdeathsig", "TERM", "timeout", "--signal=KILL", `${patience}`, "qemu-system-x86_64"],
      ...args,
    ],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const code = await textOf(`${share}/code`);
  if (code === "") {
    const said = [
      new TextDecoder().decode(stderr),
      (await textOf(console)).slice(-1000),
      (await textOf(`${share}/kernel.live`)).slice(-1000),
      (await textOf(`${share}/output`)).slice(-1000),
    ];
    const how = signal === "SIGKILL" ? `did not finish in ${patience} s` : "ended before its script did";
    throw new Error(`The guest ${how}:\n${said.join("\n").trim()}`);
  }
  return {
    code: Number(code),
    output: await textOf(`${share}/output`),
    kernelLog: await textOf(`${share}/kernel.log`),
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return "";
  }
}
