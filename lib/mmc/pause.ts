/**
 * Waiting on a thread that may block.
 *
 * @module
 */

export { pause } from "../scsi/pause.ts";
