export { openFileInbox } from './file-inbox.ts'
export type { Inbox, InboxEntry, IncomingFile } from './inbox.ts'
export type { ReceiptIdentity } from './receipt-signer.ts'
export { startHub, type Hub, type HubOptions } from './server.ts'
