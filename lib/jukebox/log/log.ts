/**
 * The server's log as its parts see it.
 *
 * @module
 */

/** Who speaks, by the classic signs. */
export type LogSource =
  /** A drive. */
  | "@"
  /** A changer. */
  | "%"
  /** The scheduler and jobs. */
  | "#"
  /** Creates and ends drives and changers. */
  | "&"
  /** Watches changes by hand. */
  | "^"
  /** A client: `cdadm` over a socket. */
  | "="
  /** The server itself. */
  | "-";

/** Where lines go. Levels: 0 fatal, 1-2 hardware errors, 3 devices start and stop, 4 new discs, 5 disc changes, 6-9 tracing. */
export interface Log {
  /** Writes a line when its level is not above the one that is set. Never throws. */
  write(level: number, source: LogSource, text: string, tag?: string): void;
  /** Writes an error: DeviceErrors as the classic block with command, status, sense and meaning. */
  error(level: number, source: LogSource, error: unknown, tag?: string): void;
}

/** A log that keeps silent. */
export const NO_LOG: Log = { write: () => {}, error: () => {} };
