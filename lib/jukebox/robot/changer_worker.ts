/**
 * The thread of a changer: it alone talks to it.
 *
 * @module
 */

import { openTransport } from "../../devices/open.ts";
import { overseen } from "../../recorder/threads/overseen.ts";
import { serve, type Tell } from "../../recorder/threads/serve.ts";
import { senseWords } from "../../scsi/sense.ts";
import { Changer } from "../../smc/changer.ts";
import { waitForChanger } from "../../smc/wait.ts";
import { wantChanger } from "../../smc/want_changer.ts";
import { ChangerControl } from "./changer_control.ts";
import type { ChangerAnswer, ChangerTask, OpenChangerTask, RobotEvent } from "./changer_tasks.ts";
import { robotFacts } from "./robot_facts.ts";

/** How long opening may take, in milliseconds: a login over the network has a timeout of its own. */
const OPEN_PATIENCE = 60_000;

let control = new ChangerControl();
let changer: Changer | undefined;
let attentions = 0;

serve<ChangerTask, RobotEvent>((task) => {
  if (task.do === "open") control = new ChangerControl(task.control);
  return control.side;
}, (task, tell): ChangerAnswer => {
  if (task.do === "open") return open(task, tell);
  if (task.do === "release") return release();
  const held = changer!;
  try {
    switch (task.do) {
      case "inventory":
        if (task.initialize) held.initialize();
        return held.inventory();
      case "move":
        return void held.move(task.from, task.to);
      case "lock":
        return held.lock(task.locked);
    }
  } finally {
    tellNews(held, tell);
  }
});

function open(task: OpenChangerTask, tell: Tell<RobotEvent>): ChangerAnswer {
  const { name, trace } = task;
  const onTrace = (line: string) => tell({ event: "trace", line });
  control.side.alive(OPEN_PATIENCE);
  const transport = overseen(openTransport(name, trace ? { onTrace } : {}), control.side);
  const opened = new Changer(transport);
  try {
    wantChanger(opened);
    waitForChanger(opened, {
      stopped: () => control.stopped || control.side.orphaned,
      onWait: (seconds) =>
        tell({ event: "waiting", what: `use the changer ${name}`, seconds, fraction: undefined }),
    });
    if (task.unlock) opened.lock(false);
    const facts = robotFacts(opened);
    // What it says to everybody who comes anew is no news.
    attentions = opened.device.attentionCount;
    changer = opened;
    return facts;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function tellNews({ device }: Changer, tell: Tell<RobotEvent>): void {
  const fresh = Math.min(device.attentionCount - attentions, device.attentions.length);
  attentions = device.attentionCount;
  if (fresh <= 0) return;
  for (const sense of device.attentions.slice(-fresh)) {
    tell({ event: "news", asc: sense.asc, ascq: sense.ascq, words: senseWords(sense) });
  }
}

function release(): undefined {
  changer?.close();
  changer = undefined;
}
