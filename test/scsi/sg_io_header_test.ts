import { decodeSgIoResult, encodeSgIoRequest, SG_IO_HEADER_LENGTH } from "../../lib/scsi/sg_io_header.ts";
import { assertEquals } from "../support/assert.ts";

const request = {
  cdb: 0x7f01_0203_0405,
  cdbLength: 10,
  data: 0x7f11_1213_1415,
  dataLength: 0x00018000,
  sense: 0x7f21_2223_2425,
  senseLength: 96,
  timeout: 60000,
};

Deno.test("A request stands in struct sg_io_hdr as the kernel reads it", () => {
  const bytes = new Uint8Array(SG_IO_HEADER_LENGTH);
  encodeSgIoRequest(new DataView(bytes.buffer), { ...request, direction: "in" });
  const expected = [
    ...[0x53, 0, 0, 0], // interface_id
    ...[0xfd, 0xff, 0xff, 0xff], // dxfer_direction
    ...[10, 96, 0, 0], // cmd_len, mx_sb_len, iovec_count
    ...[0x00, 0x80, 0x01, 0x00], // dxfer_len
    ...[0x15, 0x14, 0x13, 0x12, 0x11, 0x7f, 0, 0], // dxferp
    ...[0x05, 0x04, 0x03, 0x02, 0x01, 0x7f, 0, 0], // cmdp
    ...[0x25, 0x24, 0x23, 0x22, 0x21, 0x7f, 0, 0], // sbp
    ...[0x60, 0xea, 0, 0], // timeout
    ...Array(44).fill(0), // flags to info
  ];
  assertEquals([...bytes], expected);
});

Deno.test("Each direction has its number", () => {
  const view = new DataView(new ArrayBuffer(SG_IO_HEADER_LENGTH));
  const numbers = (["none", "out", "in"] as const).map((direction) => {
    encodeSgIoRequest(view, { ...request, direction });
    return view.getInt32(4, true);
  });
  assertEquals(numbers, [-1, -2, -3]);
});

Deno.test("A request wipes out the answer to the last one", () => {
  const bytes = new Uint8Array(SG_IO_HEADER_LENGTH).fill(0xff);
  encodeSgIoRequest(new DataView(bytes.buffer), { ...request, direction: "none" });
  assertEquals([...bytes.subarray(64, 84)], Array(20).fill(0));
});

Deno.test("The answer is read from where the kernel writes it", () => {
  const bytes = new Uint8Array(SG_IO_HEADER_LENGTH);
  bytes.set([2, 0xaa, 0xbb, 18], 64); // status, masked_status, msg_status, sb_len_wr
  bytes.set([3, 1, 8, 2], 68); // host_status, driver_status
  bytes.set([0x00, 0x08, 0, 0], 72); // resid
  bytes.set([0x10, 0x27, 0, 0], 76); // duration
  bytes.set([1, 0, 0, 0], 80); // info
  const result = { status: 0, senseLength: 0, hostStatus: 0, driverStatus: 0, residual: 0, duration: 0 };
  decodeSgIoResult(new DataView(bytes.buffer), result);
  assertEquals(result, {
    status: 2,
    senseLength: 18,
    hostStatus: 0x103,
    driverStatus: 0x208,
    residual: 2048,
    duration: 10000,
  });
});
