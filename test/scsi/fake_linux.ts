/**
 * Pieces of Linux in a temporary folder: sysfs, /proc and /etc as far as drives are concerned, and a kernel that
 * answers SG_IO. The node of a fake drive is `/dev/null`, since a test may make none.
 *
 * @module
 */

import type { LinuxRoots } from "../../lib/scsi/linux_files.ts";
import type { SgSystem } from "../../lib/scsi/sg_io_system.ts";
import { type TempFolder, tempFolder } from "../support/temp.ts";

/** Major and minor number of `/dev/null`. */
const NULL_NUMBERS = "1:3";

/** One drive of the fake sysfs. */
export interface FakeDrive {
  /** Host, channel, target and logical unit. */
  readonly address: string;
  /** Such as `sr0`. */
  readonly block?: string;
  /** Such as `sg0`. */
  readonly generic?: string;
  /** Peripheral device type; 5 when absent. */
  readonly type?: number;
  /** Files of `queue`. */
  readonly queue?: Readonly<Record<string, number>>;
  /** `/dev/null` is its node. */
  readonly isNull?: boolean;
}

/** A Linux in a folder. */
export interface FakeLinux extends Disposable {
  readonly folder: TempFolder;
  readonly roots: Required<LinuxRoots>;
  /** Writes a file of the fake system, given from its root. */
  write(path: string, text: string): void;
  /** Makes a symbolic link in it. */
  link(path: string, target: string): void;
}

/** Makes a Linux with these drives. */
export function fakeLinux(...drives: FakeDrive[]): FakeLinux {
  const folder = tempFolder();
  const path = (name: string) => {
    const full = folder.at(name);
    Deno.mkdirSync(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    return full;
  };
  const linux: FakeLinux = {
    folder,
    roots: { sys: folder.at("sys"), proc: folder.at("proc"), dev: "/dev", etc: folder.at("etc") },
    write: (name, text) => Deno.writeTextFileSync(path(name), text),
    link: (name, target) => Deno.symlinkSync(target, path(name)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
  for (const [at, drive] of drives.entries()) addDrive(linux, drive, 11 + at);
  return linux;
}

function addDrive(linux: FakeLinux, drive: FakeDrive, major: number): void {
  const device = `sys/devices/pci/${drive.address}`;
  const place = linux.folder.at(device);
  linux.write(`${device}/type`, `${drive.type ?? 5}\n`);
  linux.write(`${device}/vendor`, "PIONEER \n");
  linux.write(`${device}/model`, "BD-RW   BDR-209D\n");
  linux.write(`${device}/rev`, "1.34\n");
  if (drive.block !== undefined) {
    linux.write(`${device}/block/${drive.block}/dev`, `${major}:0\n`);
    linux.link(`${device}/block/${drive.block}/device`, place);
    linux.link(`sys/class/block/${drive.block}`, `${place}/block/${drive.block}`);
    for (const [name, value] of Object.entries(drive.queue ?? {})) {
      linux.write(`${device}/block/${drive.block}/queue/${name}`, `${value}\n`);
    }
  }
  if (drive.generic !== undefined) {
    linux.link(`${device}/scsi_generic/${drive.generic}/device`, place);
    linux.link(`sys/class/scsi_generic/${drive.generic}`, `${place}/scsi_generic/${drive.generic}`);
  }
  if (drive.isNull) linux.link(`sys/dev/char/${NULL_NUMBERS}/device`, place);
}

/** A command as it comes out of the memory that the header points to. */
export interface FakeCommand {
  readonly header: DataView;
  readonly cdb: number[];
  /** The caller's data, in place. */
  readonly data: Uint8Array;
  /** The caller's room for sense data, in place. */
  readonly sense: Uint8Array;
}

/** Answers a command by writing into it; a number is the error that the ioctl fails with. */
export type FakeAnswer = (command: FakeCommand) => number | void;

/** A kernel with one device. */
export class FakeKernel implements SgSystem {
  /** Flags of every attempt to open. */
  readonly opened: number[] = [];
  readonly closed: number[] = [];
  /** Milliseconds of all pauses. */
  paused = 0;
  /** Other requests than SG_IO, with the number they point to. */
  readonly requests: [number, number][] = [];
  /** What opening comes to, the last for all further attempts: 0 for success, or an error number. */
  openErrors: number[] = [0];
  /** What BLKSECTGET writes; it fails when absent. */
  limit: number | undefined;
  answer: FakeAnswer = () => {};
  #errno = 0;

  open(_path: string, flags: number): number {
    this.opened.push(flags);
    const errno = this.openErrors.length > 1 ? this.openErrors.shift()! : this.openErrors[0]!;
    return errno === 0 ? 9 : this.#fail(errno);
  }

  ioctl(descriptor: number, request: number, data: Uint8Array<ArrayBuffer>): number {
    if (descriptor !== 9) return this.#fail(9);
    const view = new DataView(data.buffer, data.byteOffset);
    if (request === 0x2285) return this.#fail(this.answer(commandAt(view)) ?? 0);
    this.requests.push([request, view.getInt32(0, true)]);
    if (request !== 0x1267 || this.limit === undefined) return this.#fail(25);
    view.setUint32(0, this.limit, true);
    return 0;
  }

  close(descriptor: number): void {
    this.closed.push(descriptor);
  }

  errno(): number {
    return this.#errno;
  }

  pause(milliseconds: number): void {
    this.paused += milliseconds;
  }

  words(errno: number): string {
    return `error ${errno}`;
  }

  #fail(errno: number): number {
    this.#errno = errno;
    return errno === 0 ? 0 : -1;
  }
}

function commandAt(header: DataView): FakeCommand {
  const memory = (at: number, length: number) => {
    const pointer = Deno.UnsafePointer.create(header.getBigUint64(at, true));
    if (pointer === null) return new Uint8Array(0);
    return new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(pointer, length));
  };
  return {
    header,
    cdb: [...memory(24, header.getUint8(8))],
    data: memory(16, header.getUint32(12, true)),
    sense: memory(32, header.getUint8(9)),
  };
}
