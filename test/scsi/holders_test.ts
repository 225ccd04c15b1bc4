import { holdersOf } from "../../lib/scsi/holders.ts";
import { assertEquals } from "../support/assert.ts";
import { fakeLinux } from "./fake_linux.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({ ignore, name: "Mounts, devices and programs are told, in this order" }, () => {
  using linux = fakeLinux({ address: "0:0:0:0", block: "sr0", generic: "sg0", isNull: true });
  linux.write(
    "proc/self/mountinfo",
    "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" +
      "36 22 11:0 / /mnt ro - iso9660 /dev/sr0 ro\n" +
      "37 22 11:0 / /srv/it's\\040mine ro - iso9660 /dev/sr0 ro\n",
  );
  linux.write("sys/class/block/sr0/holders/dm-3/dev", "254:3\n");
  linux.link("proc/300/fd/0", "/dev/null");
  linux.link("proc/300/fd/4", "/dev/sg0");
  linux.write("proc/300/comm", "cdrskin\n");
  linux.link("proc/301/fd/4", "/dev/sg1");
  linux.link("proc/net/fd/4", "/dev/sr0");
  assertEquals(holdersOf("/dev/null", linux.roots), [
    { kind: "mount", words: "mounted at /mnt", hint: "unmount it: umount /mnt" },
    {
      kind: "mount",
      words: "mounted at /srv/it's mine",
      hint: "unmount it: umount '/srv/it'\\''s mine'",
    },
    { kind: "device", words: "part of the device dm-3", hint: "take dm-3 down first" },
    {
      kind: "program",
      words: "in use by cdrskin (process 300)",
      hint: "end cdrskin, or wait until it is done",
      process: 300,
    },
  ]);
});

Deno.test(
  { ignore, name: "A program is found by the name that was asked, also for what is no drive" },
  () => {
    using linux = fakeLinux();
    linux.link("proc/8/fd/1", "/dev/no-such-node");
    assertEquals(holdersOf("/dev/no-such-node", linux.roots).map(({ words }) => words), [
      "in use by a program (process 8)",
    ]);
  },
);

Deno.test({ ignore, name: "Nobody holds what nobody holds" }, () => {
  using linux = fakeLinux({ address: "0:0:0:0", block: "sr0", isNull: true });
  assertEquals(holdersOf("/dev/null", linux.roots), []);
});

Deno.test({ ignore, name: "The real system tells this program" }, () => {
  using file = Deno.openSync("/dev/null");
  assertEquals(file.isTerminal(), false);
  const own = holdersOf("/dev/null").find(({ process }) => process === Deno.pid);
  assertEquals(own?.kind, "program");
});
