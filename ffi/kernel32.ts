/**
 * The calls of Windows' kernel32 that lead to a drive. Opened on first use, never on import.
 *
 * @module
 */

/** The symbol table for `Deno.dlopen`. Handles are numbers, so that they can be compared. */
export const symbols = {
  CreateFileW: {
    parameters: [
      "buffer", // LPCWSTR lpFileName
      "u32", // DWORD dwDesiredAccess
      "u32", // DWORD dwShareMode
      "pointer", // LPSECURITY_ATTRIBUTES lpSecurityAttributes
      "u32", // DWORD dwCreationDisposition
      "u32", // DWORD dwFlagsAndAttributes
      "isize", // HANDLE hTemplateFile
    ],
    result: "isize", // HANDLE
  },
  DeviceIoControl: {
    parameters: [
      "isize", // HANDLE hDevice
      "u32", // DWORD dwIoControlCode
      "buffer", // LPVOID lpInBuffer
      "u32", // DWORD nInBufferSize
      "buffer", // LPVOID lpOutBuffer
      "u32", // DWORD nOutBufferSize
      "buffer", // LPDWORD lpBytesReturned
      "pointer", // LPOVERLAPPED lpOverlapped
    ],
    result: "i32", // BOOL
  },
  CloseHandle: {
    parameters: ["isize"], // HANDLE hObject
    result: "i32", // BOOL
  },
  GetLastError: {
    parameters: [],
    result: "u32", // DWORD
  },
} as const satisfies Deno.ForeignLibraryInterface;

/** Constants of Windows' headers under their C names. */
export const W = {
  GENERIC_READ: 0x80000000,
  GENERIC_WRITE: 0x40000000,
  FILE_SHARE_READ: 1,
  FILE_SHARE_WRITE: 2,
  OPEN_EXISTING: 3,
  INVALID_HANDLE_VALUE: -1n,
  IOCTL_SCSI_PASS_THROUGH_DIRECT: 0x4d014,
  IOCTL_SCSI_GET_CAPABILITIES: 0x41010,
  ERROR_INVALID_FUNCTION: 1,
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_PATH_NOT_FOUND: 3,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_INVALID_DRIVE: 15,
  ERROR_BAD_UNIT: 20,
  ERROR_NOT_READY: 21,
  ERROR_BAD_LENGTH: 24,
  ERROR_SHARING_VIOLATION: 32,
  ERROR_LOCK_VIOLATION: 33,
  ERROR_NOT_SUPPORTED: 50,
  ERROR_DEV_NOT_EXIST: 55,
  ERROR_INVALID_PARAMETER: 87,
  ERROR_SEM_TIMEOUT: 121,
  ERROR_INVALID_NAME: 123,
  ERROR_BUSY: 170,
  ERROR_NO_SUCH_DEVICE: 433,
  ERROR_NO_MEDIA_IN_DRIVE: 1112,
  ERROR_IO_DEVICE: 1117,
  ERROR_DEVICE_NOT_CONNECTED: 1167,
  ERROR_NO_SYSTEM_RESOURCES: 1450,
  ERROR_TIMEOUT: 1460,
} as const;

/** The functions under their C names. */
export type Kernel32 = Deno.DynamicLibrary<typeof symbols>["symbols"];

let opened: Kernel32 | undefined;

/** Opens the library once a thread; `null` on another system than Windows, or without `--allow-ffi`. */
export function kernel32(): Kernel32 | null {
  if (Deno.build.os !== "windows") return null;
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return null;
  return opened ??= Deno.dlopen("kernel32.dll", symbols).symbols;
}

/** A string as the NUL-terminated UTF-16 that Windows takes. */
export function wideString(text: string): Uint16Array<ArrayBuffer> {
  const units = new Uint16Array(text.length + 1);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}
