/**
 * All commands of the drive by their operation codes.
 *
 * @module
 */

import { inquiry, requestSense, testUnitReady } from "./basic.ts";
import { readCapacity, readFormatCapacities } from "./capacity.ts";
import { byOpcode, type Command } from "./command.ts";
import { getConfiguration } from "./configuration.ts";
import { readDiscInformation } from "./disc_info.ts";
import { readDiscStructure } from "./disc_structure.ts";
import { events } from "./events.ts";
import { modeSelect, modeSense } from "./mode.ts";
import { read10, read12, verify10 } from "./read.ts";
import { getPerformance, readBufferCapacity, setCdSpeed, setStreaming } from "./speed.ts";
import { blank, closeTrackSession, formatUnit, reserveTrack, sendCueSheet, sendOpc } from "./structure.ts";
import { readToc } from "./toc.ts";
import { readTrackInformation } from "./track_info.ts";
import { mechanismStatus, preventAllow, startStop } from "./tray.ts";
import { synchronizeCache, write10, write12, writeAndVerify } from "./write.ts";

/** The commands; all others are answered with 5/20/00. */
export const COMMANDS: readonly (Command | undefined)[] = byOpcode([
  testUnitReady,
  requestSense,
  formatUnit,
  inquiry,
  startStop,
  preventAllow,
  readFormatCapacities,
  readCapacity,
  read10,
  write10,
  writeAndVerify,
  verify10,
  synchronizeCache,
  readToc,
  getConfiguration,
  events,
  readDiscInformation,
  readTrackInformation,
  reserveTrack,
  sendOpc,
  modeSelect,
  modeSense,
  closeTrackSession,
  readBufferCapacity,
  sendCueSheet,
  blank,
  read12,
  write12,
  getPerformance,
  readDiscStructure,
  setStreaming,
  setCdSpeed,
  mechanismStatus,
]);
