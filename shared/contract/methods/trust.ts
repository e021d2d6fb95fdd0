import { z } from 'zod'
import { failureLine, recordLine } from '../shapes.ts'
import { filePath } from './parts.ts'

const anchorShape = z.object({ subject: z.string(), notAfter: z.string(), fingerprint: z.string() })

const packageShape = z.object({
  name: z.string(),
  /** SHA-256 of the file, to be compared with whoever issued it. */
  digest: z.string(),
  madeAt: z.string(),
  importedAt: z.string(),
  importedBy: z.string(),
  anchors: z.array(anchorShape),
  intermediates: z.number().int(),
  timeStampUrls: z.array(z.string()),
  /** When the newest revocation list in it was made; null: there is none. */
  listsAsOf: z.string().nullable(),
})

/** Whom the station trusts, and how long its signatures prove themselves. */
export const trustMethods = {
  /** The roots of the settings, the trust packages, and the revocation lists that were got over the network. */
  'trust.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({
      own: z.array(anchorShape),
      packages: z.array(packageShape),
      lists: z.array(z.object({ address: z.string(), asOf: z.string().nullable(), fetchedAt: z.string() })),
    }),
  },
  /** Takes a trust package in, in place of an older one of the same name. */
  'trust.import': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ file: filePath }), result: packageShape },
  'trust.remove': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ name: z.string().min(1).max(100) }), result: z.object({ name: z.string() }) },
  /** What is known of the agency's certificate just before it signs (Circular 15/2025/TT-BKHCN): asked now, or minutes ago. `signer`: who holds it; of several on tokens the one added last. */
  'signing.status': {
    needs: 'station', right: 'sign', turn: 'none',
    params: z.strictObject({}),
    result: z.object({ state: z.enum(['good', 'not checked', 'revoked', 'no key']), source: z.enum(['OCSP', 'CRL']).nullable(), asOf: z.string().nullable(), signer: z.string().nullable() }),
  },
  /** Renews archive time stamps that end soon. The station does so by itself once a day while it is open. */
  'archive.renew': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({}),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
} as const
