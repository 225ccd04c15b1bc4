/**
 * The names of commands as the standards write them (SPC-4, SBC-3, MMC-6, SMC-3).
 *
 * @module
 */

// Operation code and name, or operation code, service action and name.
const NAMES = `
00 TEST UNIT READY
01 REZERO UNIT
03 REQUEST SENSE
04 FORMAT UNIT
07 INITIALIZE ELEMENT STATUS
08 READ (6)
0A WRITE (6)
0B SEEK (6)
12 INQUIRY
15 MODE SELECT (6)
16 RESERVE (6)
17 RELEASE (6)
1A MODE SENSE (6)
1B START STOP UNIT
1C RECEIVE DIAGNOSTIC RESULTS
1D SEND DIAGNOSTIC
1E PREVENT ALLOW MEDIUM REMOVAL
23 READ FORMAT CAPACITIES
25 READ CAPACITY (10)
28 READ (10)
2A WRITE (10)
2B SEEK (10)
2C ERASE (10)
2E WRITE AND VERIFY (10)
2F VERIFY (10)
34 PRE-FETCH (10)
35 SYNCHRONIZE CACHE (10)
36 LOCK UNLOCK CACHE (10)
37 READ DEFECT DATA (10)
38 MEDIUM SCAN
39 COMPARE
3B WRITE BUFFER
3C READ BUFFER
3E READ LONG (10)
3F WRITE LONG (10)
41 WRITE SAME (10)
42 READ SUB-CHANNEL
43 READ TOC/PMA/ATIP
44 READ HEADER
45 PLAY AUDIO (10)
46 GET CONFIGURATION
47 PLAY AUDIO MSF
4A GET EVENT STATUS NOTIFICATION
4B PAUSE/RESUME
4C LOG SELECT
4D LOG SENSE
4E STOP PLAY/SCAN
51 READ DISC INFORMATION
52 READ TRACK INFORMATION
53 RESERVE TRACK
54 SEND OPC INFORMATION
55 MODE SELECT (10)
56 RESERVE (10)
57 RELEASE (10)
58 REPAIR TRACK
59 READ MASTER CUE
5A MODE SENSE (10)
5B CLOSE TRACK SESSION
5C READ BUFFER CAPACITY
5D SEND CUE SHEET
5E PERSISTENT RESERVE IN
5F PERSISTENT RESERVE OUT
85 ATA PASS-THROUGH (16)
88 READ (16)
8A WRITE (16)
8F VERIFY (16)
91 SYNCHRONIZE CACHE (16)
9E/10 READ CAPACITY (16)
A0 REPORT LUNS
A1 BLANK
A2 SECURITY PROTOCOL IN
A3 SEND KEY
A3/0A REPORT TARGET PORT GROUPS
A3/0C REPORT SUPPORTED OPERATION CODES
A3/0D REPORT SUPPORTED TASK MANAGEMENT FUNCTIONS
A4 REPORT KEY
A5 PLAY AUDIO (12)
A6 LOAD/UNLOAD MEDIUM
A7 SET READ AHEAD
A8 READ (12)
AA WRITE (12)
AB READ MEDIA SERIAL NUMBER
AC GET PERFORMANCE
AD READ DISC STRUCTURE
AE WRITE AND VERIFY (12)
AF VERIFY (12)
B5 SECURITY PROTOCOL OUT
B6 SET STREAMING
B9 READ CD MSF
BA SCAN
BB SET CD SPEED
BC PLAY CD
BD MECHANISM STATUS
BE READ CD
BF SEND DISC STRUCTURE
`;

// Where changers mean another command by the same code (SMC-3 table 8).
const CHANGER_NAMES = `
2B POSITION TO ELEMENT
37 INITIALIZE ELEMENT STATUS WITH RANGE
A4 MAINTENANCE OUT
A5 MOVE MEDIUM
A6 EXCHANGE MEDIUM
A7 MOVE MEDIUM ATTACHED
B5 REQUEST VOLUME ELEMENT ADDRESS
B6 SEND VOLUME TAG
B8 READ ELEMENT STATUS
`;

const CHANGER = 8;

/** Where the service action stands in the low five bits of byte 1. */
const SERVICE_ACTION_MASK = 0x1f;

let names: Map<string, string> | undefined;
let changerNames: Map<string, string> | undefined;

/**
 * Names a command.
 *
 * @param cdb its bytes
 * @param peripheralType 5 for drives, 8 for changers, which share some codes
 */
export function commandName(cdb: Uint8Array, peripheralType: number = 5): string {
  const opcode = hex(cdb[0] ?? 0);
  const special = peripheralType === CHANGER
    ? (changerNames ??= parse(CHANGER_NAMES)).get(opcode)
    : undefined;
  if (special !== undefined) return special;
  names ??= parse(NAMES);
  const action = hex((cdb[1] ?? 0) & SERVICE_ACTION_MASK);
  return names.get(`${opcode}/${action}`) ?? names.get(opcode) ?? `command ${opcode}h`;
}

function parse(text: string): Map<string, string> {
  return new Map(
    text.trim().split("\n").map((line) => {
      const blank = line.indexOf(" ");
      return [line.slice(0, blank), line.slice(blank + 1)];
    }),
  );
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, "0");
}
