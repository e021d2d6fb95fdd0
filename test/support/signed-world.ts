import { makeDemoPki, signerOf, type DemoIdentity, type DemoPki } from '../../demo/pki.ts'
import { startTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { instant, type Instant } from '../../shared/model/index.ts'
import { noEvidence, type TimeStampAuthority, type TrustProfile } from '../../shared/pki/index.ts'
import { addTimeStamp, signPdf } from '../../shared/sign/index.ts'

/** A PKI and an authority for time stamps, and files signed with them. */
export interface SignedWorld {
  readonly pki: DemoPki
  readonly trust: TrustProfile
  sign(pdf: Uint8Array, fieldName: string, options?: { identity?: DemoIdentity; stamped?: boolean; at?: Instant }): Promise<Buffer>
  stamp(pdf: Uint8Array): Promise<Buffer>
  close(): Promise<void>
}

/** Opens a world whose root is trusted. */
export async function openSignedWorld(at: Instant = instant()): Promise<SignedWorld> {
  const pki = await makeDemoPki({ agency: 'Ủy ban nhân dân phường Bến Đá', at })
  const authority = await startTimeStampAuthority(pki)
  const tsa: TimeStampAuthority = { url: authority.url, timeMs: 10_000 }
  return {
    pki,
    trust: { anchors: [pki.root.certificate], intermediates: [], evidence: noEvidence },
    async sign(pdf, fieldName, options = {}) {
      const signed = await signPdf(pdf, signerOf(options.identity ?? pki.agency), {
        fieldName, reason: '', location: '', signerName: 'Người ký thử', at: options.at ?? instant(), tsa: options.stamped === true ? tsa : null,
      })
      return Buffer.from(signed.pdf)
    },
    stamp: async (pdf) => Buffer.from(await addTimeStamp(pdf, tsa)),
    close: () => authority.close(),
  }
}
