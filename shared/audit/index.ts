/** Audit room: what an entry is, how entries are chained, and how a chain is checked. Where they are kept is the log's affair. */
export { chainBreaks } from './chain-breaks.ts'
export { appendEntry, auditHeadOf, entryHash, latestEntryTime } from './chain.ts'
export type { AuditEvent } from './chain.ts'
export { verifyChain } from './verify-chain.ts'
export type { ChainFault, ChainVerdict } from './verify-chain.ts'
