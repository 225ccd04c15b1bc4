/**
 * What the drive refuses and how it says so. Every code the virtual drive answers stands in one table here, named
 * after the reason, with the words of SPC-4 and MMC-6 behind it.
 *
 * @module
 */

/** Sense key, additional sense code and its qualifier. */
export type SenseCode = readonly [key: number, asc: number, ascq: number];

/** The refusals of the drive, by their reason. */
export const SENSE = {
  /** No additional sense information. */
  none: [0, 0x00, 0x00],
  /** Format in progress, told while the drive takes other commands (MMC-6 6.4, DVD+RW). */
  formattingBehind: [0, 0x04, 0x04],
  /** Logical unit is in process of becoming ready: the disc spins up. */
  becomingReady: [2, 0x04, 0x01],
  /** Format in progress: commands wait for FORMAT UNIT. */
  formatting: [2, 0x04, 0x04],
  /** Operation in progress: BLANK, CLOSE TRACK/SESSION, SEND OPC with IMMED. */
  working: [2, 0x04, 0x07],
  /** Long write in progress: SYNCHRONIZE CACHE with IMMED, or a full buffer. */
  longWrite: [2, 0x04, 0x08],
  /** Medium not present. */
  noMedium: [2, 0x3a, 0x00],
  /** Medium not present, tray open. */
  trayOpen: [2, 0x3a, 0x02],
  /** Write error: the medium did not take a block, or the file system had no room for it. */
  writeError: [3, 0x0c, 0x00],
  /** Write error, loss of streaming: the buffer ran empty without underrun protection. */
  lossOfStreaming: [3, 0x0c, 0x09],
  /** Unrecovered read error: a damaged block, or one that was never recorded between others. */
  readError: [3, 0x11, 0x00],
  /** Medium format corrupted: neither reading nor writing is possible before FORMAT UNIT. */
  unformatted: [3, 0x31, 0x00],
  /** Parameter list length error: fewer bytes came than the CDB says, or more of a list than its own header says. */
  listLength: [5, 0x1a, 0x00],
  /** Invalid command operation code. */
  unknownCommand: [5, 0x20, 0x00],
  /** Logical block address out of range: behind the end of the medium, or not recorded on DVD and BD. */
  outOfRange: [5, 0x21, 0x00],
  /** Invalid address for write: not the next writable address, or not on the boundary of an ECC block. */
  notNextWritable: [5, 0x21, 0x02],
  /** Invalid field in CDB: reserved bits, unknown values, a CDB of the wrong length, data in the wrong direction. */
  invalidField: [5, 0x24, 0x00],
  /** Invalid field in parameter list: reserved or unchangeable bits. */
  invalidListField: [5, 0x26, 0x00],
  /** Parameter not supported: a mode page the drive has not got. */
  unsupportedParameter: [5, 0x26, 0x01],
  /** Parameter value invalid: write parameters that do not fit the medium, a bad cue sheet or format. */
  invalidParameter: [5, 0x26, 0x02],
  /** Command sequence error: disc-at-once without RESERVE TRACK, session-at-once without SEND CUE SHEET. */
  sequence: [5, 0x2c, 0x00],
  /** Incompatible medium installed: the command has no meaning for this kind of medium. */
  incompatibleMedium: [5, 0x30, 0x00],
  /** Cannot write medium, incompatible format: a pressed disc, or a DVD-R, -RW or +R that is finalised. */
  closedDisc: [5, 0x30, 0x05],
  /** Cannot format medium, incompatible medium. */
  cannotFormat: [5, 0x30, 0x06],
  /** Saving parameters not supported. */
  noSaving: [5, 0x39, 0x00],
  /** Medium removal prevented. */
  removalPrevented: [5, 0x53, 0x02],
  /** End of user area encountered on this track: behind the end of a reserved track. */
  endOfTrack: [5, 0x63, 0x00],
  /** Illegal mode for this track: blank blocks of a CD, an audio track, or a CD that is finalised. */
  illegalMode: [5, 0x64, 0x00],
  /** Session fixation error: the disc-at-once recording is not complete. */
  incompleteSession: [5, 0x72, 0x03],
  /** Empty or partially written reserved track: the session cannot be closed over it. */
  reservedTrackOpen: [5, 0x72, 0x04],
  /** No more track reservations allowed. */
  noReservation: [5, 0x72, 0x05],
  /** Not ready to ready change, medium may have changed. */
  mediumChanged: [6, 0x28, 0x00],
  /** Write protected: a BD-R that is finalised, or a drive opened for reading only. */
  writeProtected: [7, 0x27, 0x00],
} as const satisfies Record<string, SenseCode>;

/** What sense data may say besides the code. */
export interface SenseDetail {
  /** INFORMATION: the logical block address concerned. */
  readonly information?: number;
  /** Progress indication, 0 to 1 (SPC-4 4.5.2.4.4). */
  readonly progress?: number;
  /** Field pointer: byte of the CDB that is in error (SPC-4 4.5.2.4.2). */
  readonly field?: number;
}

/** Thrown inside the drive: the command ends with CHECK CONDITION. */
export class Refusal extends Error {
  /** The class name. */
  override name = "Refusal";
  /** What is answered. */
  readonly code: SenseCode;
  /** And what is added to it. */
  readonly detail: SenseDetail;

  /** Made by {@linkcode refuse}. */
  constructor(code: SenseCode, detail: SenseDetail = {}) {
    super(code.map((part) => part.toString(16)).join("/"));
    this.code = code;
    this.detail = detail;
  }
}

/** Ends the command with CHECK CONDITION. */
export function refuse(code: SenseCode, detail?: SenseDetail): never {
  throw new Refusal(code, detail);
}

/** Fixed format sense data (SPC-4 4.5.3). */
export function encodeSense([key, asc, ascq]: SenseCode, detail: SenseDetail = {}): Uint8Array<ArrayBuffer> {
  const sense = new Uint8Array(18);
  const view = new DataView(sense.buffer);
  sense[0] = detail.information === undefined ? 0x70 : 0xf0;
  sense[2] = key;
  if (detail.information !== undefined) view.setInt32(3, detail.information | 0);
  sense[7] = 10;
  sense[12] = asc;
  sense[13] = ascq;
  if (detail.progress !== undefined) {
    sense[15] = 0x80; // SKSV
    view.setUint16(16, Math.min(65535, Math.floor(detail.progress * 65536)));
  } else if (detail.field !== undefined) {
    sense[15] = 0xc0; // SKSV, C/D: the field is in the CDB
    view.setUint16(16, detail.field);
  }
  return sense;
}

/** `3/11/00` as users write it, or `undefined` when it cannot be meant. */
export function parseSenseCode(text: string): SenseCode | undefined {
  const match = /^([0-9a-f])\/([0-9a-f]{2})\/([0-9a-f]{2})$/i.exec(text);
  if (match === null) return undefined;
  return [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)];
}

/** A code as users write it: `3/11/00`. */
export function senseWords([key, asc, ascq]: SenseCode): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, "0");
  return `${hex(key, 1)}/${hex(asc, 2)}/${hex(ascq, 2)}`;
}
