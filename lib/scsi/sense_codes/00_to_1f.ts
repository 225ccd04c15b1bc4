/**
 * Additional sense codes 00h to 1Fh (SPC-4 table F.2): code, qualifier and meaning.
 *
 * @module
 */

/** One line each. */
export const CODES_00_TO_1F = `
00/00 no additional sense information
00/01 filemark detected
00/02 end-of-partition/medium detected
00/03 setmark detected
00/04 beginning-of-partition/medium detected
00/05 end-of-data detected
00/06 I/O process terminated
00/07 programmable early warning detected
00/11 audio play operation in progress
00/12 audio play operation paused
00/13 audio play operation successfully completed
00/14 audio play operation stopped due to error
00/15 no current audio status to return
00/16 operation in progress
00/17 cleaning requested
00/18 erase operation in progress
00/19 locate operation in progress
00/1A rewind operation in progress
00/1B set capacity operation in progress
00/1C verify operation in progress
00/1D ATA pass through information available
00/1E conflicting SA creation request
00/1F logical unit transitioning to another power condition
00/20 extended copy information available
00/21 atomic command aborted due to ACA
00/22 deferred microcode is pending
01/00 no index/sector signal
02/00 no seek complete
03/00 peripheral device write fault
03/01 no write current
03/02 excessive write errors
04/00 logical unit not ready, cause not reportable
04/01 logical unit is in process of becoming ready
04/02 logical unit not ready, initializing command required
04/03 logical unit not ready, manual intervention required
04/04 logical unit not ready, format in progress
04/05 logical unit not ready, rebuild in progress
04/06 logical unit not ready, recalculation in progress
04/07 logical unit not ready, operation in progress
04/08 logical unit not ready, long write in progress
04/09 logical unit not ready, self-test in progress
04/0A logical unit not accessible, asymmetric access state transition
04/0B logical unit not accessible, target port in standby state
04/0C logical unit not accessible, target port in unavailable state
04/0D logical unit not ready, structure check required
04/0E logical unit not ready, security session in progress
04/10 logical unit not ready, auxiliary memory not accessible
04/11 logical unit not ready, notify (enable spinup) required
04/12 logical unit not ready, offline
04/13 logical unit not ready, SA creation in progress
04/14 logical unit not ready, space allocation in progress
04/15 logical unit not ready, robotics disabled
04/16 logical unit not ready, configuration required
04/17 logical unit not ready, calibration required
04/18 logical unit not ready, a door is open
04/19 logical unit not ready, operating in sequential mode
04/1A logical unit not ready, START STOP UNIT command in progress
04/1B logical unit not ready, sanitize in progress
04/1C logical unit not ready, additional power use not yet granted
04/1D logical unit not ready, configuration in progress
04/1E logical unit not ready, microcode activation required
04/1F logical unit not ready, microcode download required
04/20 logical unit not ready, logical unit reset required
04/21 logical unit not ready, hard reset required
04/22 logical unit not ready, power cycle required
04/23 logical unit not ready, affiliation required
04/24 depopulation in progress
04/25 depopulation restoration in progress
05/00 logical unit does not respond to selection
06/00 no reference position found
07/00 multiple peripheral devices selected
08/00 logical unit communication failure
08/01 logical unit communication time-out
08/02 logical unit communication parity error
08/03 logical unit communication CRC error (Ultra-DMA/32)
08/04 unreachable copy target
09/00 track following error
09/01 tracking servo failure
09/02 focus servo failure
09/03 spindle servo failure
09/04 head select fault
09/05 vibration induced tracking error
0A/00 error log overflow
0B/00 warning
0B/01 warning - specified temperature exceeded
0B/02 warning - enclosure degraded
0B/03 warning - background self-test failed
0B/04 warning - background pre-scan detected medium error
0B/05 warning - background medium scan detected medium error
0B/06 warning - non-volatile cache now volatile
0B/07 warning - degraded power to non-volatile cache
0B/08 warning - power loss expected
0B/09 warning - device statistics notification active
0B/0A warning - high critical temperature limit exceeded
0B/0B warning - low critical temperature limit exceeded
0B/0C warning - high operating temperature limit exceeded
0B/0D warning - low operating temperature limit exceeded
0B/0E warning - high critical humidity limit exceeded
0B/0F warning - low critical humidity limit exceeded
0B/10 warning - high operating humidity limit exceeded
0B/11 warning - low operating humidity limit exceeded
0B/12 warning - microcode security at risk
0B/13 warning - microcode digital signature validation failure
0B/14 warning - physical element status change
0C/00 write error
0C/01 write error - recovered with auto reallocation
0C/02 write error - auto reallocation failed
0C/03 write error - recommend reassignment
0C/04 compression check miscompare error
0C/05 data expansion occurred during compression
0C/06 block not compressible
0C/07 write error - recovery needed
0C/08 write error - recovery failed
0C/09 write error - loss of streaming
0C/0A write error - padding blocks added
0C/0B auxiliary memory write error
0C/0C write error - unexpected unsolicited data
0C/0D write error - not enough unsolicited data
0C/0E multiple write errors
0C/0F defects in error window
0C/10 incomplete multiple atomic write operations
0C/11 write error - recovery scan needed
0C/12 write error - insufficient zone resources
0D/00 error detected by third party temporary initiator
0D/01 third party device failure
0D/02 copy target device not reachable
0D/03 incorrect copy target device type
0D/04 copy target device data underrun
0D/05 copy target device data overrun
0E/00 invalid information unit
0E/01 information unit too short
0E/02 information unit too long
0E/03 invalid field in command information unit
10/00 ID CRC or ECC error
10/01 logical block guard check failed
10/02 logical block application tag check failed
10/03 logical block reference tag check failed
10/04 logical block protection error on recover buffered data
10/05 logical block protection method error
11/00 unrecovered read error
11/01 read retries exhausted
11/02 error too long to correct
11/03 multiple read errors
11/04 unrecovered read error - auto reallocate failed
11/05 L-EC uncorrectable error
11/06 CIRC unrecovered error
11/07 data re-synchronization error
11/08 incomplete block read
11/09 no gap found
11/0A miscorrected error
11/0B unrecovered read error - recommend reassignment
11/0C unrecovered read error - recommend rewrite the data
11/0D de-compression CRC error
11/0E cannot decompress using declared algorithm
11/0F error reading UPC/EAN number
11/10 error reading ISRC number
11/11 read error - loss of streaming
11/12 auxiliary memory read error
11/13 read error - failed retransmission request
11/14 read error - LBA marked bad by application client
11/15 write after sanitize required
12/00 address mark not found for ID field
13/00 address mark not found for data field
14/00 recorded entity not found
14/01 record not found
14/02 filemark or setmark not found
14/03 end-of-data not found
14/04 block sequence error
14/05 record not found - recommend reassignment
14/06 record not found - data auto-reallocated
14/07 locate operation failure
15/00 random positioning error
15/01 mechanical positioning error
15/02 positioning error detected by read of medium
16/00 data synchronization mark error
16/01 data sync error - data rewritten
16/02 data sync error - recommend rewrite
16/03 data sync error - data auto-reallocated
16/04 data sync error - recommend reassignment
17/00 recovered data with no error correction applied
17/01 recovered data with retries
17/02 recovered data with positive head offset
17/03 recovered data with negative head offset
17/04 recovered data with retries and/or CIRC applied
17/05 recovered data using previous sector ID
17/06 recovered data without ECC - data auto-reallocated
17/07 recovered data without ECC - recommend reassignment
17/08 recovered data without ECC - recommend rewrite
17/09 recovered data without ECC - data rewritten
18/00 recovered data with error correction applied
18/01 recovered data with error correction and retries applied
18/02 recovered data - data auto-reallocated
18/03 recovered data with CIRC
18/04 recovered data with L-EC
18/05 recovered data - recommend reassignment
18/06 recovered data - recommend rewrite
18/07 recovered data with ECC - data rewritten
18/08 recovered data with linking
19/00 defect list error
19/01 defect list not available
19/02 defect list error in primary list
19/03 defect list error in grown list
1A/00 parameter list length error
1B/00 synchronous data transfer error
1C/00 defect list not found
1C/01 primary defect list not found
1C/02 grown defect list not found
1D/00 miscompare during verify operation
1D/01 miscompare verify of unmapped LBA
1E/00 recovered ID with ECC correction
1F/00 partial defect list transfer
`;
