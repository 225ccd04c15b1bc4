/**
 * What a guest finds when it starts: BusyBox, Deno and other programs with their libraries, modules of the
 * kernel, and a script that runs another one from the folder it shares with us.
 *
 * @module
 */

import { type Member, writeCpio } from "./cpio.ts";
import { output, pathOf } from "./programs.ts";

const FOLDERS = [
  "bin",
  "dev",
  "etc",
  "lib",
  "lib/modules",
  "mnt",
  "proc",
  "project",
  "root",
  "share",
  "sys",
  "tmp",
];

/** The first program; `/share/script` is what it is for. */
const INIT = `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root DENO_DIR=/tmp/deno NO_COLOR=1 DENO_NO_UPDATE_CHECK=1
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t tmpfs tmpfs /tmp
for module in /lib/modules/*; do insmod $module; done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 share /share
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,ro project /project
cd /share
cat /dev/kmsg > kernel.live &
sh script > output 2>&1 < /dev/null
echo $? > code
dmesg > kernel.log
sync
poweroff -f
`;

/** Who is in a guest: the superuser, one who may use recorders, and one who may not. */
const ACCOUNTS = {
  "etc/passwd":
    "root:x:0:0::/root:/bin/sh\nrecorder:x:1000:1000::/tmp:/bin/sh\nother:x:1001:1001::/tmp:/bin/sh\n",
  "etc/group": "root:x:0:\ncdrom:x:24:recorder\nrecorder:x:1000:\nother:x:1001:\n",
};

/**
 * Writes the first file system of a guest.
 *
 * @param modules modules of the kernel, loaded in this order
 * @param programs names or paths of programs of this host that it gets too
 */
export async function writeInitramfs(
  to: string,
  modules: readonly Uint8Array[],
  programs: readonly string[] = [],
): Promise<void> {
  const members: Member[] = FOLDERS.map((path) => ({ path, kind: "folder" }));
  const seen = new Set(FOLDERS);
  const add = (path: string, contents: Uint8Array | string) => {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
      const above = path.slice(0, at);
      if (!seen.has(above)) members.push({ path: above, kind: "folder" });
      seen.add(above);
    }
    members.push({ path, kind: "file", contents });
  };
  for (const [path, text] of Object.entries(ACCOUNTS)) add(path, text);
  add("bin/busybox", await Deno.readFile(pathOf("busybox")!));
  add("bin/deno", await Deno.readFile(Deno.execPath()));
  for (const name of programs) add(`bin/${name.replace(/^.*\//, "")}`, await Deno.readFile(pathOf(name)!));
  const users = [Deno.execPath(), ...programs.map((name) => pathOf(name)!)];
  const libraries = new Set((await Promise.all(users.map(librariesOf))).flat());
  for (const path of libraries) add(path.slice(1), await Deno.readFile(path));
  modules.forEach((module, i) => add(`lib/modules/${String(i).padStart(3, "0")}.ko`, module));
  add("init", INIT);
  writeCpio(to, members);
}

/** The shared libraries of a program, its loader included. */
async function librariesOf(program: string): Promise<string[]> {
  const text = new TextDecoder().decode(await output("ldd", [program], "/"));
  return [...text.matchAll(/(\/\S+) \(0x/g)].map((found) => found[1]!);
}
