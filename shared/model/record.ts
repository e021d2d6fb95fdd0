import type { Digest, RecordId } from './ids.ts'
import type { Instant } from './instant.ts'
import type { FieldName, RecordField } from './field.ts'
import type { Owner, PaperPerson, Receiver } from './owner.ts'
import type { TargetDelivery, TargetName } from './delivery.ts'

/** Where a record stands on the line, or where it left it. */
export const workStates = [
  'capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', 'marked', 'assembled',
  "awaiting the agency's signature", 'signed', 'delivered', 'refused', 'quarantined', 'voided', 'replaced',
] as const
export type WorkState = (typeof workStates)[number]

/**
 * How far the record's PDF may be trusted. `B-B` to `B-LTA`: the level that is wanted and reached (ETSI EN 319 142-1). `status not
 * checked`: neither OCSP nor a revocation list could tell of the signer's certificate, before the signature or since. `… pending`: the
 * status was known to be good, and what is named is still to be added. `certificate revoked`: it turned out that the certificate had
 * been revoked by the proven time. The `original …` states are those of signed electronic originals.
 */
export const trustStates = [
  'unsigned', 'B-B', 'time stamp pending', 'status not checked', 'B-T', 'validation data pending', 'B-LT', 'archive stamp pending', 'B-LTA', 'certificate revoked',
  'original passed', 'original indeterminate', 'original failed',
] as const
export type TrustState = (typeof trustStates)[number]

/** Levels of a PAdES signature (ETSI EN 319 142-1), each with all of those before. */
export const signatureLevels = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const
export type SignatureLevel = (typeof signatureLevels)[number]

/** True when `level` holds all that `wanted` asks for. */
export function reaches(level: SignatureLevel, wanted: SignatureLevel): boolean {
  return signatureLevels.indexOf(level) >= signatureLevels.indexOf(wanted)
}

/** States of a signature to which something is still to be added, by itself, as soon as the network allows. */
export const incompleteTrust = ['time stamp pending', 'status not checked', 'validation data pending', 'archive stamp pending'] as const satisfies readonly TrustState[]

/** True while something is still to be added to a record's signature. */
export function isTrustIncomplete(trust: TrustState): boolean {
  return incompleteTrust.some((state) => state === trust)
}

/** A scan of paper, or a signed electronic result that must stay as it is. */
export type RecordOrigin = 'scan' | 'signed electronic original'

export const recordKinds = ['result', 'dossier component', 'internal'] as const
export type RecordKind = (typeof recordKinds)[number]

/** Why it is not certain whose result a record is. */
export const openReasons = ['no owner', 'no id', 'name differs', 'id differs', 'kind differs', 'not in dossier', 'not on paper', 'deceased'] as const
export type OpenReason = (typeof openReasons)[number]

/** How it became certain whose result a record is. */
export type RecipientBasis =
  | { readonly state: 'agreed' }
  | {
    readonly state: 'confirmed'
    readonly by: string
    readonly at: Instant
    readonly reason: string
    /** What the machine's judgement was; null where paper and dossier agreed all the same. */
    readonly despite: OpenReason | null
    /** Whom the paper named when the officer compared. */
    readonly onPaper: readonly PaperPerson[]
  }
  | { readonly state: 'open'; readonly why: OpenReason }

/** What the dossier says, beside the paper. */
export interface DossierData {
  readonly dossierCode: string | null
  readonly procedureCode: string | null
  readonly resultCode: string | null
  readonly validUntil: string | null
  readonly kind: RecordKind
  /** Physical sheets as counted by a person (số tờ); null when nobody said. */
  readonly sheets: number | null
  readonly owners: readonly Owner[]
  readonly receiver: Receiver | null
}

/**
 * Why these targets: nobody said otherwise, somebody asked for them, or the authorisation names them (Decree 137/2024
 * Art. 8(4): "theo nhu cầu", under uỷ quyền as agreed).
 */
export const choiceBases = ['default', 'asked', 'authorisation agreement'] as const
export type ChoiceBasis = (typeof choiceBases)[number]

/** A choice of targets with its time and who made it. An empty list means: on paper only. */
export interface DeliveryChoice {
  readonly targets: readonly TargetName[]
  readonly basis: ChoiceBasis
  readonly at: Instant
  readonly by: string
  /** What the officer said about it, for an agreement that is not attached; null: nothing. */
  readonly reason: string | null
}

/** What an officer decided, and why. */
export interface OfficerDecision {
  readonly by: string
  readonly at: Instant
  readonly reason: string
}

/** Where a result was taken from that somebody else had digitised already. */
export interface ReuseSource {
  readonly target: TargetName
  /** The record's code at the station that converted it. */
  readonly recordCode: string
  readonly pdfDigest: Digest
  /** When the platform received it from that station. */
  readonly receivedAt: Instant
}

/** How the paper left the counter. */
export const handoverWays = ['counter', 'post', 'public postal service', 'on site'] as const
export type HandoverWay = (typeof handoverWays)[number]

/** The paper original in the hands of whoever received it (trả kết quả). */
export interface Handover {
  readonly at: Instant
  readonly by: string
  readonly way: HandoverWay
  /** Null where nobody was named (the owner came in person). */
  readonly receiver: Receiver | null
  /** Who saw it, where the receiver could not sign. */
  readonly witness: string | null
}

export interface StationRecord {
  readonly id: RecordId
  /** Code printed in mark and QR; says nothing about the person. */
  readonly code: string
  readonly origin: RecordOrigin
  readonly work: WorkState
  readonly trust: TrustState
  /** Why work stopped, as an error code with its parameters; null while nothing is wrong. */
  readonly stoppedBy: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null
  readonly createdAt: Instant
  readonly createdBy: string
  /** Whether the machine's clock could be right when the paper was taken in; the time of conversion is another, always checked one. */
  readonly captureClock: 'plausible' | 'doubtful'
  /** Path of the file or folder as it was handed in, NFC. */
  readonly sourceName: string
  readonly pageCount: number
  readonly rawDigest: Digest | null
  readonly pdfDigest: Digest | null
  readonly fields: Readonly<Partial<Record<FieldName, RecordField>>>
  readonly dossier: DossierData
  readonly owners: readonly Owner[]
  readonly recipient: RecipientBasis
  /** Where the result is to go, as chosen for this record; null: nobody has chosen. */
  readonly deliveryChoice: DeliveryChoice | null
  /** Which issue of this result: 1, or one more than that of the record it replaces. */
  readonly version: number
  /** The record whose result was issued anew with this one. */
  readonly replaces: RecordId | null
  /** The record that stands in this one's place; set once that one is signed. */
  readonly replacedBy: RecordId | null
  /** "Kết quả có sai sót": nothing of it leaves the station while this stands. */
  readonly frozen: OfficerDecision | null
  readonly voided: OfficerDecision | null
  /** Set for a result that was reused instead of being converted a second time. */
  readonly reusedFrom: ReuseSource | null
  /** Sent back by the signer to whoever reviewed it; null once it was reviewed anew. */
  readonly returned: OfficerDecision | null
  /** Null while the paper is still here. */
  readonly handover: Handover | null
  readonly deliveries: readonly TargetDelivery[]
}
