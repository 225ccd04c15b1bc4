/**
 * What a guest does with recorders: which drives it has, and the commands that it runs.
 *
 * @module
 */

import { discglowFor, FETCH_PROGRAMS, programFor } from "./guest_programs.ts";
import { type Mount, observingScript } from "./mounted_images.ts";
import { waitForRecorders } from "./recorders.ts";
import { Steps } from "./steps.ts";

/** What is recorded: in a drive of tgt's, which is `/dev/sr0`, then in virtual ones. */
export const MEDIA = ["dvd+r", "bd-r", "cd-r", "dvd-rw"];

/** The disc that becomes a copy of another one, and the one that a mere user records. */
const COPY = 3;
const ORIGINAL = 1;
const USERS = 2;

/** More drives: of a finished disc, of a blank DVD+R, and of one that is recorded slowly. */
export const FINISHED = 4;
const BLANK = 5;
const SLOW = 6;
/** How many drives there are. */
export const DRIVES = 7;

/** The commands that the guest is to run, as many at a time as do not get into each other's way: it is slow. */
export async function recorderSteps(share: string, mounts: readonly Mount[]): Promise<Steps> {
  const discglow = await discglowFor(share);
  const attempts = await programFor(share, "test/guest/sg_io_program.ts");
  const conformance = await programFor(share, "test/guest/conformance_program.ts");
  const observer = await programFor(share, "test/guest/observe_mounts.ts");
  const as = (who: string, words: string) => `su ${who} -c "DENO_DIR=/tmp/${who} ${words}"`;
  const steps = new Steps(share);
  steps.between(`${waitForRecorders(DRIVES)}; ${FETCH_PROGRAMS}; cp image.iso /tmp`);
  steps.together({ devices: `${discglow} devices` });
  const record = (i: number, from: string) => `${discglow} cdglow -v -s ${from} -t /dev/sr${i}`;
  steps.together({
    "record-0": record(0, "image.iso"),
    [`record-${ORIGINAL}`]: record(ORIGINAL, "image.iso"),
    [`record-${USERS}`]: as("recorder", record(USERS, "/tmp/image.iso")),
  });
  steps.together({
    [`record-${COPY}`]: record(COPY, `/dev/sr${ORIGINAL}`),
    conformance: `${conformance} /dev/sr${FINISHED} /dev/sg${BLANK} finished`,
    media: `${discglow} media /dev/sr0`,
  });
  steps.together({
    root: `${attempts} seldom=/dev/sr0 ${finishedAttempts("/dev/sr")} ${finishedAttempts("/dev/sg")}`,
    recorder: as("recorder", `${attempts} seldom=/dev/sr1 seldom=/dev/sg1`),
    "denied-media": as("other", `${discglow} media /dev/sr2`),
    "denied-record": as("other", `${discglow} cdglow -s /tmp/image.iso -t /dev/sg2`),
    stopped: stopping(
      `${discglow} cdglow -b 2M -t /dev/sr${SLOW}`,
      steps.one("busy", `${discglow} eject /dev/sr${SLOW}`),
    ),
  });
  // the kernel learns of a disc's size when it gets to know the drive, or is told of a new disc
  steps.between("for one in /sys/bus/scsi/drivers/sr/*:*:*:*; do echo ${one##*/} > ${one%/*}/unbind; done");
  steps.between(
    "for one in /sys/bus/scsi/devices/*:*:*:*; do echo ${one##*/} > /sys/bus/scsi/drivers/sr/bind; done",
  );
  steps.between("mount -t tmpfs tmpfs /mnt");
  steps.between(observingScript(share, mounts, ({ image }) => image, observer));
  steps.between("umount /mnt/disc-2");
  steps.together({
    mounted: `${discglow} cdglow -s image.iso -t /dev/sr1`,
    empty: `${discglow} eject /dev/sr2 && ${discglow} cdglow -s image.iso -t /dev/sr2`,
    "eject-after-stop": `${attempts} eject=/dev/sr${SLOW}`,
  });
  return steps;
}

/** What is tried with a node of the drive with the finished disc. */
function finishedAttempts(kind: string): string {
  return ["inquiry", "twice", "long", "longest"].map((name) => `${name}=${kind}${FINISHED}`).join(" ");
}

/** Words of the shell that record without end, do something meanwhile, and stop it as a user does. */
function stopping(record: string, meanwhile: string): string {
  return `yes | ${record} > steps/live 2>&1 &
    job=$!
    tries=0
    until grep -q ' bytes.* written' steps/live || [ $tries -ge 600 ]; do sleep 0.1; tries=$((tries + 1)); done
    ${meanwhile}
    kill -INT $job
    wait $job
    code=$?
    cat steps/live
    exit $code`;
}
