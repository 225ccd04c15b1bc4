/**
 * Additional sense codes 20h to 39h (SPC-4 table F.2): code, qualifier and meaning.
 *
 * @module
 */

/** One line each. */
export const CODES_20_TO_39 = `
20/00 invalid command operation code
20/01 access denied - initiator pending-enrolled
20/02 access denied - no access rights
20/03 access denied - invalid mgmt ID key
20/04 illegal command while in write capable state
20/05 write type operation while in read capable state
20/06 illegal command while in explicit address mode
20/07 illegal command while in implicit address mode
20/08 access denied - enrollment conflict
20/09 access denied - invalid LU identifier
20/0A access denied - invalid proxy token
20/0B access denied - ACL LUN conflict
20/0C illegal command when not in append-only mode
20/0D not an administrative logical unit
20/0E not a subsidiary logical unit
20/0F not a conglomerate logical unit
21/00 logical block address out of range
21/01 invalid element address
21/02 invalid address for write
21/03 invalid write crossing layer jump
21/04 unaligned write command
21/05 write boundary violation
21/06 attempt to read invalid data
21/07 read boundary violation
21/08 misaligned write command
21/09 attempt to access gap zone
22/00 illegal function
23/00 invalid token operation, cause not reportable
23/01 invalid token operation, unsupported token type
23/02 invalid token operation, remote token usage not supported
23/03 invalid token operation, remote ROD token creation not supported
23/04 invalid token operation, token unknown
23/05 invalid token operation, token corrupt
23/06 invalid token operation, token revoked
23/07 invalid token operation, token expired
23/08 invalid token operation, token cancelled
23/09 invalid token operation, token deleted
23/0A invalid token operation, invalid token length
24/00 invalid field in CDB
24/01 CDB decryption error
24/02 invalid CDB field while in explicit block model
24/03 invalid CDB field while in implicit block model
24/04 security audit value frozen
24/05 security working key frozen
24/06 nonce not unique
24/07 nonce timestamp out of range
24/08 invalid XCDB
24/09 invalid fast format
25/00 logical unit not supported
26/00 invalid field in parameter list
26/01 parameter not supported
26/02 parameter value invalid
26/03 threshold parameters not supported
26/04 invalid release of persistent reservation
26/05 data decryption error
26/06 too many target descriptors
26/07 unsupported target descriptor type code
26/08 too many segment descriptors
26/09 unsupported segment descriptor type code
26/0A unexpected inexact segment
26/0B inline data length exceeded
26/0C invalid operation for copy source or destination
26/0D copy segment granularity violation
26/0E invalid parameter while port is enabled
26/0F invalid data-out buffer integrity check value
26/10 data decryption key fail limit reached
26/11 incomplete key-associated data set
26/12 vendor specific key reference not found
26/13 application tag mode page is invalid
26/14 tape stream mirroring prevented
26/15 copy source or copy destination not authorized
26/16 fast copy not possible
27/00 write protected
27/01 hardware write protected
27/02 logical unit software write protected
27/03 associated write protect
27/04 persistent write protect
27/05 permanent write protect
27/06 conditional write protect
27/07 space allocation failed write protect
27/08 zone is read only
28/00 not ready to ready change, medium may have changed
28/01 import or export element accessed
28/02 format-layer may have changed
28/03 import/export element accessed, medium changed
29/00 power on, reset, or bus device reset occurred
29/01 power on occurred
29/02 SCSI bus reset occurred
29/03 bus device reset function occurred
29/04 device internal reset
29/05 transceiver mode changed to single-ended
29/06 transceiver mode changed to LVD
29/07 I_T nexus loss occurred
2A/00 parameters changed
2A/01 mode parameters changed
2A/02 log parameters changed
2A/03 reservations preempted
2A/04 reservations released
2A/05 registrations preempted
2A/06 asymmetric access state changed
2A/07 implicit asymmetric access state transition failed
2A/08 priority changed
2A/09 capacity data has changed
2A/0A error history I_T nexus cleared
2A/0B error history snapshot released
2A/0C error recovery attributes have changed
2A/0D data encryption capabilities changed
2A/10 timestamp changed
2A/11 data encryption parameters changed by another I_T nexus
2A/12 data encryption parameters changed by vendor specific event
2A/13 data encryption key instance counter has changed
2A/14 SA creation capabilities data has changed
2A/15 medium removal prevention preempted
2A/16 zone reset write pointer recommended
2B/00 copy cannot execute since host cannot disconnect
2C/00 command sequence error
2C/01 too many windows specified
2C/02 invalid combination of windows specified
2C/03 current program area is not empty
2C/04 current program area is empty
2C/05 illegal power condition request
2C/06 persistent prevent conflict
2C/07 previous busy status
2C/08 previous task set full status
2C/09 previous reservation conflict status
2C/0A partition or collection contains user objects
2C/0B not reserved
2C/0C ORWRITE generation does not match
2C/0D reset write pointer not allowed
2C/0E zone is offline
2C/0F stream not open
2C/10 unwritten data in zone
2C/11 descriptor format sense data required
2C/12 zone is inactive
2C/13 well known logical unit access required
2D/00 overwrite error on update in place
2E/00 insufficient time for operation
2E/01 command timeout before processing
2E/02 command timeout during processing
2E/03 command timeout during processing due to error recovery
2F/00 commands cleared by another initiator
2F/01 commands cleared by power loss notification
2F/02 commands cleared by device server
2F/03 some commands cleared by queuing layer event
30/00 incompatible medium installed
30/01 cannot read medium - unknown format
30/02 cannot read medium - incompatible format
30/03 cleaning cartridge installed
30/04 cannot write medium - unknown format
30/05 cannot write medium - incompatible format
30/06 cannot format medium - incompatible medium
30/07 cleaning failure
30/08 cannot write - application code mismatch
30/09 current session not fixated for append
30/0A cleaning request rejected
30/0B cleaning tape expired
30/0C WORM medium - overwrite attempted
30/0D WORM medium - integrity check
30/10 medium not formatted
30/11 incompatible volume type
30/12 incompatible volume qualifier
30/13 cleaning volume expired
31/00 medium format corrupted
31/01 format command failed
31/02 zoned formatting failed due to spare linking
31/03 sanitize command failed
31/04 depopulation failed
31/05 depopulation restoration failed
32/00 no defect spare location available
32/01 defect list update failure
33/00 tape length error
34/00 enclosure failure
35/00 enclosure services failure
35/01 unsupported enclosure function
35/02 enclosure services unavailable
35/03 enclosure services transfer failure
35/04 enclosure services transfer refused
35/05 enclosure services checksum error
36/00 ribbon, ink, or toner failure
37/00 rounded parameter
38/00 event status notification
38/02 esn - power management class event
38/04 esn - media class event
38/06 esn - device busy class event
38/07 thin provisioning soft threshold reached
38/08 depopulation interrupted
39/00 saving parameters not supported
`;
