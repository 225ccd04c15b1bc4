/**
 * The verbs of `cdadm`, in the order of its help.
 *
 * @module
 */

import { attach } from "./attach.ts";
import { backup } from "./backup.ts";
import { blank } from "./blank.ts";
import { byebye } from "./byebye.ts";
import { detach } from "./detach.ts";
import { discs } from "./discs.ts";
import { events } from "./events.ts";
import { forget } from "./forget.ts";
import { get } from "./get.ts";
import { getpar } from "./getpar.ts";
import { insert } from "./insert.ts";
import { job } from "./job.ts";
import { jobs } from "./jobs.ts";
import { labels } from "./labels.ts";
import { log } from "./log.ts";
import { logmsg } from "./logmsg.ts";
import { movecd } from "./movecd.ts";
import { nullVerb } from "./null.ts";
import { produce } from "./produce.ts";
import { remove } from "./remove.ts";
import { rename } from "./rename.ts";
import { rescan } from "./rescan.ts";
import { setpar } from "./setpar.ts";
import { stop } from "./stop.ts";
import { survey } from "./survey.ts";
import { testcd } from "./testcd.ts";
import type { VerbCommand } from "./verb.ts";
import { verify } from "./verify.ts";
import { cvtree, writer } from "./writer.ts";

/** Every verb. */
export const VERBS: readonly VerbCommand[] = [
  attach,
  detach,
  survey,
  movecd,
  testcd,
  rescan,
  insert,
  remove,
  produce,
  verify,
  blank,
  jobs,
  job,
  stop,
  log,
  discs,
  rename,
  forget,
  get,
  labels,
  getpar,
  setpar,
  logmsg,
  backup,
  events,
  nullVerb,
  byebye,
  writer,
  cvtree,
];
