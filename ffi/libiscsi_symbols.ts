/**
 * The functions that we call of libiscsi, each parameter with its C type and name.
 *
 * @module
 */

/** The symbol table for `Deno.dlopen`. */
export const symbols = {
  iscsi_create_context: {
    parameters: ["buffer"], // const char *initiator_name
    result: "pointer", // struct iscsi_context *
  },
  iscsi_destroy_context: {
    parameters: ["pointer"], // struct iscsi_context *iscsi
    result: "i32",
  },
  iscsi_set_targetname: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "buffer", // const char *targetname
    ],
    result: "i32",
  },
  iscsi_set_session_type: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // enum iscsi_session_type session_type
    ],
    result: "i32",
  },
  iscsi_set_header_digest: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // enum iscsi_header_digest header_digest
    ],
    result: "i32",
  },
  iscsi_set_initiator_username_pwd: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "buffer", // const char *user
      "buffer", // const char *passwd
    ],
    result: "i32",
  },
  iscsi_set_timeout: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // int timeout, in seconds
    ],
    result: "i32",
  },
  iscsi_set_noautoreconnect: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // int state
    ],
    result: "void",
  },
  iscsi_full_connect_async: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "buffer", // const char *portal
      "i32", // int lun, -1 for no TEST UNIT READY
      "function", // iscsi_command_cb cb
      "pointer", // void *private_data
    ],
    result: "i32",
  },
  iscsi_logout_async: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "function", // iscsi_command_cb cb
      "pointer", // void *private_data
    ],
    result: "i32",
  },
  iscsi_scsi_command_async: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // int lun
      "pointer", // struct scsi_task *task
      "function", // iscsi_command_cb cb
      "pointer", // struct iscsi_data *data
      "pointer", // void *private_data
    ],
    result: "i32",
  },
  iscsi_get_fd: {
    parameters: ["pointer"], // struct iscsi_context *iscsi
    result: "i32",
  },
  iscsi_which_events: {
    parameters: ["pointer"], // struct iscsi_context *iscsi
    result: "i32",
  },
  iscsi_service: {
    parameters: [
      "pointer", // struct iscsi_context *iscsi
      "i32", // int revents
    ],
    result: "i32",
  },
  iscsi_get_error: {
    parameters: ["pointer"], // struct iscsi_context *iscsi
    result: "pointer", // const char *
  },
  scsi_create_task: {
    parameters: [
      "i32", // int cdb_size
      "buffer", // unsigned char *cdb
      "i32", // int xfer_dir
      "i32", // int expxferlen
    ],
    result: "pointer", // struct scsi_task *
  },
  scsi_task_add_data_in_buffer: {
    parameters: [
      "pointer", // struct scsi_task *task
      "i32", // int len
      "buffer", // unsigned char *buf
    ],
    result: "i32",
  },
  scsi_task_add_data_out_buffer: {
    parameters: [
      "pointer", // struct scsi_task *task
      "i32", // int len
      "buffer", // unsigned char *buf
    ],
    result: "i32",
  },
  scsi_free_scsi_task: {
    parameters: ["pointer"], // struct scsi_task *task
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;
