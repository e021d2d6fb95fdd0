/** What `doctor` looks at, in the order in which it matters at the start of a day. */
export const doctorChecks = ['clock', 'certificate', 'token', 'disk', 'recogniser', 'agency', 'targets', 'unsent', 'unsigned', 'unreviewed', 'backup', 'integrity', 'files', 'recoveryKey'] as const
export type DoctorCheck = (typeof doctorChecks)[number]
