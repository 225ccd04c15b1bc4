/**
 * Additional sense codes 55h to 7Fh (SPC-4 table F.2): code, qualifier and meaning.
 *
 * @module
 */

/** One line each. */
export const CODES_55_TO_7F = `
55/00 system resource failure
55/01 system buffer full
55/02 insufficient reservation resources
55/03 insufficient resources
55/04 insufficient registration resources
55/05 insufficient access control resources
55/06 auxiliary memory out of space
55/07 quota error
55/08 maximum number of supplemental decryption keys exceeded
55/09 medium auxiliary memory not accessible
55/0A data currently unavailable
55/0B insufficient power for operation
55/0C insufficient resources to create ROD
55/0D insufficient resources to create ROD token
55/0E insufficient zone resources
55/0F insufficient zone resources to complete write
55/10 maximum number of streams open
55/11 insufficient resources to bind
57/00 unable to recover table-of-contents
58/00 generation does not exist
59/00 updated block read
5A/00 operator request or state change input
5A/01 operator medium removal request
5A/02 operator selected write protect
5A/03 operator selected write permit
5B/00 log exception
5B/01 threshold condition met
5B/02 log counter at maximum
5B/03 log list codes exhausted
5C/00 RPL status change
5C/01 spindles synchronized
5C/02 spindles not synchronized
5D/00 failure prediction threshold exceeded
5D/01 media failure prediction threshold exceeded
5D/02 logical unit failure prediction threshold exceeded
5D/03 spare area exhaustion prediction threshold exceeded
5D/1D hardware impending failure power loss protection circuit
5D/73 media impending failure endurance limit met
5D/FF failure prediction threshold exceeded (false)
5E/00 low power condition on
5E/01 idle condition activated by timer
5E/02 standby condition activated by timer
5E/03 idle condition activated by command
5E/04 standby condition activated by command
5E/05 idle_b condition activated by timer
5E/06 idle_b condition activated by command
5E/07 idle_c condition activated by timer
5E/08 idle_c condition activated by command
5E/09 standby_y condition activated by timer
5E/0A standby_y condition activated by command
5E/41 power state change to active
5E/42 power state change to idle
5E/43 power state change to standby
5E/45 power state change to sleep
5E/47 power state change to device control
60/00 lamp failure
61/00 video acquisition error
61/01 unable to acquire video
61/02 out of focus
62/00 scan head positioning error
63/00 end of user area encountered on this track
63/01 packet does not fit in available space
64/00 illegal mode for this track
64/01 invalid packet size
65/00 voltage fault
66/00 automatic document feeder cover up
66/01 automatic document feeder lift up
66/02 document jam in automatic document feeder
66/03 document misfeed in automatic document feeder
67/00 configuration failure
67/01 configuration of incapable logical units failed
67/02 add logical unit failed
67/03 modification of logical unit failed
67/04 exchange of logical unit failed
67/05 remove of logical unit failed
67/06 attachment of logical unit failed
67/07 creation of logical unit failed
67/08 assign failure occurred
67/09 multiply assigned logical unit
67/0A set target port groups command failed
67/0B ATA device feature not enabled
67/0C command rejected
67/0D explicit bind not allowed
68/00 logical unit not configured
68/01 subsidiary logical unit not configured
69/00 data loss on logical unit
69/01 multiple logical unit failures
69/02 parity/data mismatch
6A/00 informational, refer to log
6B/00 state change has occurred
6B/01 redundancy level got better
6B/02 redundancy level got worse
6C/00 rebuild failure occurred
6D/00 recalculate failure occurred
6E/00 command to logical unit failed
6F/00 copy protection key exchange failure - authentication failure
6F/01 copy protection key exchange failure - key not present
6F/02 copy protection key exchange failure - key not established
6F/03 read of scrambled sector without authentication
6F/04 media region code is mismatched to logical unit region
6F/05 drive region must be permanent/region reset count error
6F/06 insufficient block count for binding nonce recording
6F/07 conflict in binding nonce recording
6F/08 insufficient permission
6F/09 invalid drive-host pairing server
6F/0A drive-host pairing suspended
71/00 decompression exception long algorithm ID
72/00 session fixation error
72/01 session fixation error writing lead-in
72/02 session fixation error writing lead-out
72/03 session fixation error - incomplete track in session
72/04 empty or partially written reserved track
72/05 no more track reservations allowed
72/06 RMZ extension is not allowed
72/07 no more test zone extensions are allowed
73/00 CD control error
73/01 power calibration area almost full
73/02 power calibration area is full
73/03 power calibration area error
73/04 program memory area update failure
73/05 program memory area is full
73/06 RMA/PMA is almost full
73/10 current power calibration area almost full
73/11 current power calibration area is full
73/17 RDZ is full
74/00 security error
74/01 unable to decrypt data
74/02 unencrypted data encountered while decrypting
74/03 incorrect data encryption key
74/04 cryptographic integrity validation failed
74/05 error decrypting data
74/06 unknown signature verification key
74/07 encryption parameters not usable
74/08 digital signature validation failure
74/09 encryption mode mismatch on read
74/0A encrypted block not raw read enabled
74/0B incorrect encryption parameters
74/0C unable to decrypt parameter list
74/0D encryption algorithm disabled
74/10 SA creation parameter value invalid
74/11 SA creation parameter value rejected
74/12 invalid SA usage
74/21 data encryption configuration prevented
74/30 SA creation parameter not supported
74/40 authentication failed
74/61 external data encryption key manager access error
74/62 external data encryption key manager error
74/63 external data encryption key not found
74/64 external data encryption request not authorized
74/6E external data encryption control timeout
74/6F external data encryption control error
74/71 logical unit access not authorized
74/79 security conflict in translated device
`;
