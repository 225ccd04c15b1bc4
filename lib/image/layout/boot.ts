/**
 * El Torito: the boot images among the files, and the catalog that names them (El Torito 1.0).
 *
 * @module
 */

import { reasonOf, SourceError, UsageError } from "../../errors.ts";
import { BLOCK_SIZE } from "../../iso9660/block.ts";
import {
  BOOT_INFO_END,
  bootInfoChecksum,
  encodeBootCatalog,
  NO_EMULATION,
  PLATFORM_BIOS,
  PLATFORM_EFI,
  putBootInfo,
  VIRTUAL_SECTOR_SIZE,
} from "../../iso9660/el_torito.ts";
import { display } from "../display.ts";
import { put32L } from "../../iso9660/numbers.ts";
import { hostFiles } from "../host.ts";
import { HostError } from "../host_files.ts";
import type { PlanOptions } from "../options.ts";
import { ROOT, type SourceTree } from "../source_tree.ts";

/** Where the sum stands in the boot information table. */
const BOOT_INFO_SUM = 20;
/** Block of the primary volume descriptor. */
const PRIMARY_BLOCK = 16;
/** The BIOS loads the first 2048 bytes, as the boot loaders of today expect. */
const BIOS_SECTORS = 4;

/** The boot images of a plan; entries of the tree, -1 for none. */
export interface BootImages {
  readonly bios: number;
  readonly efi: number;
  readonly bootInfo: boolean;
}

/** Finds the boot images, or `undefined` when none is asked for. */
export function bootImages(tree: SourceTree, options: PlanOptions): BootImages | undefined {
  if (options.boot === undefined && options.efi === undefined) {
    if (options.bootInfo) {
      throw new UsageError("Cannot write a boot information table: no boot image is named", {
        hint: "name one with boot=/PATH/IN/IMAGE",
      });
    }
    return undefined;
  }
  const bios = options.boot === undefined ? -1 : bootFile(tree, "boot", options.boot);
  const efi = options.efi === undefined ? -1 : bootFile(tree, "efi", options.efi);
  if (options.bootInfo && bios < 0) {
    throw new UsageError("Cannot write a boot information table: it belongs into the image of boot=");
  }
  return { bios, efi, bootInfo: options.bootInfo ?? false };
}

/** Encodes the boot catalog once the files have their blocks. */
export function bootCatalog(tree: SourceTree, images: BootImages, blocks: Uint32Array): Uint8Array {
  const entry = (file: number, platform: number, sectorCount: number) => ({
    platform,
    bootable: true,
    mediaType: NO_EMULATION,
    loadSegment: 0,
    systemType: 0,
    sectorCount,
    block: blocks[tree.first[file]!]!,
  });
  const entries = [];
  if (images.bios >= 0) entries.push(entry(images.bios, PLATFORM_BIOS, BIOS_SECTORS));
  if (images.efi >= 0) {
    const sectors = Math.ceil(tree.size[images.efi]! / VIRTUAL_SECTOR_SIZE);
    // The field holds 16 bits; firmware takes the whole file system of a larger image from its own header.
    entries.push(entry(images.efi, PLATFORM_EFI, Math.min(sectors, 0xffff)));
  }
  const catalog = new Uint8Array(BLOCK_SIZE);
  catalog.set(encodeBootCatalog(entries));
  return catalog;
}

/**
 * The first bytes of the BIOS boot image with its boot information table. The table sums the whole file, which
 * is therefore read once now.
 */
export function bootInfoHead(tree: SourceTree, file: number, block: number): Uint8Array {
  const size = tree.size[file]!;
  const path = display(tree.path(file));
  if (size < BOOT_INFO_END || size > 0xffffffff) {
    throw new UsageError(
      `Cannot write a boot information table into ${path}: it has ${size} bytes, not 64 to 4 GiB`,
    );
  }
  const head = new Uint8Array(BOOT_INFO_END);
  let sum = 0;
  try {
    readFile(tree, file, (chunk, at) => {
      if (at === 0) head.set(chunk.subarray(0, BOOT_INFO_END));
      sum = (sum + bootInfoChecksum(chunk, at === 0 ? BOOT_INFO_END : 0)) >>> 0;
    });
  } catch (error) {
    throw new SourceError(path, `Cannot read the boot image ${path}: ${reasonOf(error)}`, { cause: error });
  }
  putBootInfo(head, PRIMARY_BLOCK, block, size);
  put32L(head, BOOT_INFO_SUM, sum);
  return head;
}

/** Reads a file in chunks of 64 KiB, the last one shorter. */
function readFile(tree: SourceTree, file: number, take: (chunk: Uint8Array, at: number) => void): void {
  const host = hostFiles();
  const opened = host.open(tree.hostPath(file), true);
  const buffer = new Uint8Array(1 << 16);
  try {
    for (let at = 0; at < tree.size[file]!;) {
      const chunk = buffer.subarray(0, Math.min(buffer.length, tree.size[file]! - at));
      for (let done = 0; done < chunk.length;) {
        const got = host.read(opened, chunk.subarray(done));
        if (got === 0) throw new HostError(`it has shrunk to ${at + done} bytes`);
        done += got;
      }
      take(chunk, at);
      at += chunk.length;
    }
  } finally {
    host.close(opened);
  }
}

function bootFile(tree: SourceTree, word: string, path: string): number {
  const encoder = new TextEncoder();
  let at = ROOT;
  for (const name of path.split("/").filter((part) => part !== "")) {
    const wanted = encoder.encode(name);
    at = tree.isDirectory(at)
      ? [...tree.children(at)].find((child) => equal(tree.name(child), wanted)) ?? -1
      : -1;
    if (at < 0) break;
  }
  if (at < 0) {
    throw new UsageError(`Cannot boot from ${word}=${path}: the image holds no such file`, {
      hint: "name it by its path in the image, and bring it in with source= or graft=",
    });
  }
  if (!tree.isFile(at) || tree.size[at] === 0) {
    throw new UsageError(`Cannot boot from ${word}=${path}: it is no regular file with content`);
  }
  return at;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
