import { certificatesPem, privateKeyPem, type DemoPki } from '../../demo/pki.ts'
import { openFileInbox, type HubOptions } from '../../hub/index.ts'
import { readTrustProfile, toPem } from '../../shared/pki/index.ts'

/** What a hub with its inbox in a folder is started with, in a made-up world of certificates. */
export async function hubOptions(pki: DemoPki, inbox: string, more: Partial<HubOptions> = {}): Promise<HubOptions> {
  return {
    inbox: await openFileInbox(inbox),
    tls: { privateKeyPem: privateKeyPem(pki.hubTls), certificatePem: certificatesPem(pki.hubTls) },
    receipts: { privateKeyPem: privateKeyPem(pki.hubReceipts), certificatePem: certificatesPem(pki.hubReceipts) },
    trust: readTrustProfile(toPem(pki.root.certificate)),
    acceptTraining: false,
    ...more,
  }
}
