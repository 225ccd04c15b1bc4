/**
 * The commands that drives and changers have in common, each a builder and, where it answers, a decoder.
 *
 * @module
 */

export * from "./inquiry.ts";
export * from "./mode_sense.ts";
export * from "./prevent_allow.ts";
export * from "./request_sense.ts";
export * from "./start_stop.ts";
export * from "./test_unit_ready.ts";
