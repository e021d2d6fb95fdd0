import { makeDemoPki, signerOf, type DemoIdentity, type DemoPki } from '../../demo/pki.ts'
import { makeRevocationList, type Revocation } from '../../demo/revocation-list.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { instant, toMilliseconds, type Instant } from '../../shared/model/index.ts'
import { noEvidence, type RevocationEvidence, type TimeStampAuthority, type TrustProfile } from '../../shared/pki/index.ts'
import { addTimeStamp, signPdf, type Appearance } from '../../shared/sign/index.ts'

/** A PKI and an authority for time stamps, and files signed with them. */
export interface SignedWorld {
  readonly pki: DemoPki
  /** The root, and the revocation lists of the moment for which the world was opened: nobody is revoked. */
  readonly trust: TrustProfile
  /** The root alone: nothing is known of anybody's revocation. */
  readonly unchecked: TrustProfile
  /** Lists of root and issuing authority, made a minute before `at` and good for a day. */
  lists(at: Instant, revoked?: readonly Revocation[]): RevocationEvidence
  sign(pdf: Uint8Array, fieldName: string, options?: { identity?: DemoIdentity; stamped?: boolean; at?: Instant; appearance?: Appearance | null }): Promise<Buffer>
  stamp(pdf: Uint8Array): Promise<Buffer>
  /** The authority for time stamps; its clock may be set. */
  readonly authority: DemoTimeStampAuthority
  close(): Promise<void>
}

const dayMs = 86_400_000

/** Opens a world whose root is trusted. */
export async function openSignedWorld(at: Instant = instant()): Promise<SignedWorld> {
  const pki = await makeDemoPki({ agency: 'Ủy ban nhân dân phường Bến Đá', at })
  const authority = await startTimeStampAuthority(pki)
  const tsa: TimeStampAuthority = { url: authority.url, timeMs: 10_000 }
  const lists = (moment: Instant, revoked: readonly Revocation[] = []): RevocationEvidence => {
    const thisUpdate = new Date(toMilliseconds(moment) - 60_000)
    const nextUpdate = new Date(thisUpdate.getTime() + dayMs)
    return { ocspResponses: [], crls: [pki.root, pki.issuing].map((issuer) => makeRevocationList({ issuer, revoked, thisUpdate, nextUpdate })) }
  }
  const unchecked: TrustProfile = { anchors: [pki.root.certificate], intermediates: [], evidence: noEvidence }
  return {
    pki, unchecked, lists, authority,
    trust: { ...unchecked, evidence: lists(at) },
    async sign(pdf, fieldName, options = {}) {
      const signed = await signPdf(pdf, signerOf(options.identity ?? pki.agency), {
        fieldName, reason: '', location: '', signerName: 'Người ký thử', at: options.at ?? instant(), tsa: options.stamped === true ? tsa : null, appearance: options.appearance ?? null,
      })
      return Buffer.from(signed.pdf)
    },
    stamp: async (pdf) => Buffer.from(await addTimeStamp(pdf, tsa)),
    close: () => authority.close(),
  }
}
