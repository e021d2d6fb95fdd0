import { createHash } from 'node:crypto'
import { toDigest, type Digest } from '../model/index.ts'

/** SHA-256 of bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return toDigest(createHash('sha256').update(bytes).digest('hex'))
}

/** SHA-256 over a JSON value: names what a step was made from. */
export function digestOfInputs(inputs: unknown): Digest {
  return toDigest(createHash('sha256').update(JSON.stringify(inputs)).digest('hex'))
}

/** Digest over the raw pages in their order; its beginning stands in the mark's QR. */
export function rawDigestOf(pages: readonly { readonly digest: Digest }[]): Digest {
  return toDigest(createHash('sha256').update(pages.map(({ digest }) => digest).join('\n')).digest('hex'))
}
