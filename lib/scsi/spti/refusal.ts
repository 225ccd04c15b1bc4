/**
 * What Windows' error numbers mean for a drive. A number may be lost on its way to us, and is then 0.
 *
 * @module
 */

import { W } from "../../../ffi/kernel32.ts";
import { GONE, type Refusal } from "../refusal.ts";

const MISSING: Refusal = {
  trouble: "missing",
  words: "there is no such device",
  hint: "see what there is with: discglow devices",
};
const BUSY: Refusal = {
  trouble: "busy",
  words: "another program uses it",
  hint: "close the windows and programs that show the disc",
};
const TOO_LONG: Refusal = { trouble: "too long", words: "the adapter does not take so much data at once" };
const SILENCE: Refusal = { trouble: "timeout", words: "no answer came in time" };
const NOT_READY: Refusal = {
  trouble: "failed",
  words: "the drive is not ready",
  hint: "put a disc into the drive and close it",
};
const NO_PASS_THROUGH: Refusal = {
  trouble: "unsupported",
  words: "its driver does not pass commands on",
};

/** What CreateFileW's refusals mean. */
const OPENING: Readonly<Record<number, Refusal>> = {
  [W.ERROR_FILE_NOT_FOUND]: MISSING,
  [W.ERROR_PATH_NOT_FOUND]: MISSING,
  [W.ERROR_INVALID_DRIVE]: MISSING,
  [W.ERROR_BAD_UNIT]: MISSING,
  [W.ERROR_INVALID_NAME]: MISSING,
  [W.ERROR_NO_SUCH_DEVICE]: MISSING,
  [W.ERROR_DEV_NOT_EXIST]: MISSING,
  [W.ERROR_ACCESS_DENIED]: {
    trouble: "denied",
    words: "this user may not use it",
    hint: "run as administrator",
  },
  [W.ERROR_SHARING_VIOLATION]: BUSY,
  [W.ERROR_LOCK_VIOLATION]: BUSY,
  [W.ERROR_BUSY]: BUSY,
  [W.ERROR_NOT_READY]: NOT_READY,
  [W.ERROR_NO_MEDIA_IN_DRIVE]: NOT_READY,
  [W.ERROR_DEVICE_NOT_CONNECTED]: GONE,
};

/** What DeviceIoControl's refusals mean. */
const SENDING: Readonly<Record<number, Refusal>> = {
  [W.ERROR_ACCESS_DENIED]: {
    trouble: "filtered",
    words: "Windows does not let this user send it",
    hint: "run as administrator",
  },
  [W.ERROR_FILE_NOT_FOUND]: GONE,
  [W.ERROR_INVALID_HANDLE]: GONE,
  [W.ERROR_DEV_NOT_EXIST]: GONE,
  [W.ERROR_NO_SUCH_DEVICE]: GONE,
  [W.ERROR_DEVICE_NOT_CONNECTED]: GONE,
  [W.ERROR_SEM_TIMEOUT]: SILENCE,
  [W.ERROR_TIMEOUT]: SILENCE,
  [W.ERROR_BUSY]: BUSY,
  [W.ERROR_SHARING_VIOLATION]: BUSY,
  [W.ERROR_LOCK_VIOLATION]: BUSY,
  [W.ERROR_NOT_READY]: NOT_READY,
  [W.ERROR_NO_MEDIA_IN_DRIVE]: NOT_READY,
  [W.ERROR_BAD_LENGTH]: TOO_LONG,
  [W.ERROR_NO_SYSTEM_RESOURCES]: TOO_LONG,
  [W.ERROR_INVALID_FUNCTION]: NO_PASS_THROUGH,
  [W.ERROR_NOT_SUPPORTED]: NO_PASS_THROUGH,
  [W.ERROR_INVALID_PARAMETER]: { trouble: "failed", words: "its driver does not take the command's form" },
  [W.ERROR_IO_DEVICE]: { trouble: "failed", words: "its driver reports a device error" },
};

/** Why a device could not be opened. */
export function openingRefusal(error: number): Refusal {
  return OPENING[error] ?? unknown(error);
}

/** Why a command could not be sent. */
export function sendingRefusal(error: number): Refusal {
  return SENDING[error] ?? unknown(error);
}

function unknown(error: number): Refusal {
  if (error === 0) {
    return { trouble: "failed", words: "Windows did not say why", hint: "run as administrator" };
  }
  return { trouble: "failed", words: `Windows reports error ${error}` };
}
