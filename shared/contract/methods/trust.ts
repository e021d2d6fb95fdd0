import { z } from 'zod'
import { failureLine, recordLine } from '../shapes.ts'
import { certificateDigest, filePath } from './parts.ts'

const anchorShape = z.object({ subject: z.string(), notAfter: z.string(), fingerprint: z.string() })

const packageShape = z.object({
  name: z.string(),
  /** SHA-256 of the file, to be compared with whoever issued it. */
  digest: z.string(),
  madeAt: z.string(),
  importedAt: z.string(),
  importedBy: z.string(),
  /** Whose certificate signed it; null: it bears no signature. */
  signer: z.object({ subject: z.string(), fingerprint: z.string() }).nullable(),
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
  /**
   * Takes a trust package in, in place of an older one of the same name. One that is signed must be so by a certificate which the station knows:
   * of an earlier package, or among those that it trusts; else by that of `signer`, which an administrator compared with its issuer.
   */
  'trust.import': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ file: filePath, signer: certificateDigest.optional() }), result: packageShape },
  /** Writes a trust package of certificates (PEM or DER) and revocation lists; with `key`, a PKCS#12 file whose passphrase comes beside the call, it is signed. */
  'trust.make': {
    needs: 'station', right: 'administer', turn: 'none',
    params: z.strictObject({
      file: filePath, name: z.string().trim().min(1).max(100), roots: z.array(filePath).min(1).max(100), intermediates: z.array(filePath).max(100).default([]), lists: z.array(filePath).max(100).default([]),
      timeStampUrls: z.array(z.url({ protocol: /^https?$/u })).max(8).default([]), key: filePath.nullable().default(null),
    }),
    result: z.object({ file: z.string(), digest: z.string(), signer: z.string().nullable() }),
  },
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
