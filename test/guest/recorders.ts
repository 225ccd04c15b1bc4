/**
 * Recorders in a guest: logical units that are reached by iSCSI from here and are SCSI devices there, `/dev/sr0`
 * and `/dev/sg0` being the first.
 *
 * @module
 */

import type { Packages } from "./programs.ts";

/** The modules that a guest needs for them. */
export const RECORDER_MODULES = ["virtio_scsi", "sr_mod", "sg", "isofs", "udf"];

/** The packages that are needed for them. */
export const RECORDER_PACKAGES: Packages = {
  "qemu-block-extra": ["/usr/lib/x86_64-linux-gnu/qemu/block-iscsi.so"],
  tgt: ["/usr/sbin/tgtd"],
};

/** Words for QEMU that put drives, named `iscsi://…`, into a guest. All must hold a medium when it starts. */
export function recorderWords(urls: readonly string[]): string[] {
  return [
    ...["-device", "virtio-scsi-pci,id=scsi"],
    ...urls.flatMap((url, i) => [
      ...["-drive", `file=${url},if=none,id=drive${i},format=raw`],
      ...["-device", `scsi-generic,drive=drive${i},bus=scsi.0,scsi-id=${i}`],
    ]),
  ];
}

/** Words of the shell that wait until there are so many drives, with the rights that Debian gives them. */
export function waitForRecorders(count: number): string {
  return `tries=0
    while [ ! -b /dev/sr${count - 1} ] && [ $tries -lt 600 ]; do sleep 0.1; tries=$((tries + 1)); done
    chown root:cdrom /dev/sr* /dev/sg*
    chmod 660 /dev/sr* /dev/sg*`;
}
