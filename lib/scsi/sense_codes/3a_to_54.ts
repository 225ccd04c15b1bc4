/**
 * Additional sense codes 3Ah to 54h (SPC-4 table F.2): code, qualifier and meaning.
 *
 * @module
 */

/** One line each. */
export const CODES_3A_TO_54 = `
3A/00 medium not present
3A/01 medium not present - tray closed
3A/02 medium not present - tray open
3A/03 medium not present - loadable
3A/04 medium not present - medium auxiliary memory accessible
3B/00 sequential positioning error
3B/01 tape position error at beginning-of-medium
3B/02 tape position error at end-of-medium
3B/03 tape or electronic vertical forms unit not ready
3B/04 slew failure
3B/05 paper jam
3B/06 failed to sense top-of-form
3B/07 failed to sense bottom-of-form
3B/08 reposition error
3B/09 read past end of medium
3B/0A read past beginning of medium
3B/0B position past end of medium
3B/0C position past beginning of medium
3B/0D medium destination element full
3B/0E medium source element empty
3B/0F end of medium reached
3B/11 medium magazine not accessible
3B/12 medium magazine removed
3B/13 medium magazine inserted
3B/14 medium magazine locked
3B/15 medium magazine unlocked
3B/16 mechanical positioning or changer error
3B/17 read past end of user object
3B/18 element disabled
3B/19 element enabled
3B/1A data transfer device removed
3B/1B data transfer device inserted
3B/1C too many logical objects on partition to support operation
3B/20 element static information changed
3D/00 invalid bits in identify message
3E/00 logical unit has not self-configured yet
3E/01 logical unit failure
3E/02 timeout on logical unit
3E/03 logical unit failed self-test
3E/04 logical unit unable to update self-test log
3F/00 target operating conditions have changed
3F/01 microcode has been changed
3F/02 changed operating definition
3F/03 inquiry data has changed
3F/04 component device attached
3F/05 device identifier changed
3F/06 redundancy group created or modified
3F/07 redundancy group deleted
3F/08 spare created or modified
3F/09 spare deleted
3F/0A volume set created or modified
3F/0B volume set deleted
3F/0C volume set deassigned
3F/0D volume set reassigned
3F/0E reported LUNs data has changed
3F/0F echo buffer overwritten
3F/10 medium loadable
3F/11 medium auxiliary memory accessible
3F/12 iSCSI IP address added
3F/13 iSCSI IP address removed
3F/14 iSCSI IP address changed
3F/15 inspect referrals sense descriptors
3F/16 microcode has been changed without reset
3F/17 zone transition to full
3F/18 bind completed
3F/19 bind redirected
3F/1A subsidiary binding changed
40/00 RAM failure
41/00 data path failure
42/00 power-on or self-test failure
43/00 message error
44/00 internal target failure
44/01 persistent reservation information lost
44/71 ATA device failed SET FEATURES
45/00 select or reselect failure
46/00 unsuccessful soft reset
47/00 SCSI parity error
47/01 data phase CRC error detected
47/02 SCSI parity error detected during ST data phase
47/03 information unit iuCRC error detected
47/04 asynchronous information protection error detected
47/05 protocol service CRC error
47/06 phy test function in progress
47/7F some commands cleared by iSCSI protocol event
48/00 initiator detected error message received
49/00 invalid message error
4A/00 command phase error
4B/00 data phase error
4B/01 invalid target port transfer tag received
4B/02 too much write data
4B/03 ACK/NAK timeout
4B/04 NAK received
4B/05 data offset error
4B/06 initiator response timeout
4B/07 connection lost
4B/08 data-in buffer overflow - data buffer size
4B/09 data-in buffer overflow - data buffer descriptor area
4B/0A data-in buffer error
4B/0B data-out buffer overflow - data buffer size
4B/0C data-out buffer overflow - data buffer descriptor area
4B/0D data-out buffer error
4B/0E PCIe fabric error
4B/0F PCIe completion timeout
4B/10 PCIe completer abort
4B/11 PCIe poisoned TLP received
4B/12 PCIe ECRC check failed
4B/13 PCIe unsupported request
4B/14 PCIe ACS violation
4B/15 PCIe TLP prefix blocked
4C/00 logical unit failed self-configuration
4E/00 overlapped commands attempted
50/00 write append error
50/01 write append position error
50/02 position error related to timing
51/00 erase failure
51/01 erase failure - incomplete erase operation detected
52/00 cartridge fault
53/00 media load or eject failed
53/01 unload tape failure
53/02 medium removal prevented
53/03 medium removal prevented by data transfer element
53/04 medium thread or unthread failure
53/05 volume identifier invalid
53/06 volume identifier missing
53/07 duplicate volume identifier
53/08 element status unknown
53/09 data transfer device error - load failed
53/0A data transfer device error - unload failed
53/0B data transfer device error - unload missing
53/0C data transfer device error - eject failed
53/0D data transfer device error - library communication failed
54/00 SCSI to host system interface failure
`;
