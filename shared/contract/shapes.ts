import { z } from 'zod'
import {
  agreements, attachmentKinds, capacities, changeKinds, subIndications, choiceBases, deliveryStates, fieldNames, findingKinds, handoverWays, openReasons, ownerKinds, pageWarnings, recallOutcomes, recallReasons, recallStates, recordKinds, refusalReasons, signatureLevels, targetNames, trustStates, workStates,
} from '../model/index.ts'

/** Shapes that several methods share. What a script reads with --json is exactly this. */

export const targetName = z.enum(targetNames)

/** A name as told: NFC, more than white space. */
const personName = z.string().normalize('NFC').trim().min(1).max(300)

export const ownerShape = z.strictObject({
  kind: z.enum(ownerKinds).default('person'),
  name: personName,
  id: z.string().max(40).nullable().default(null),
})

export const receiverShape = z.strictObject({
  name: personName,
  id: z.string().max(40).nullable().default(null),
  capacity: z.enum(capacities),
})

/** One dossier: a JSON object, or a CSV row with the same names (see `sohoa convert --help`). */
export const dossierShape = z.strictObject({
  file: z.string().optional(),
  dossierCode: z.string().max(100).nullable().default(null),
  procedureCode: z.string().max(100).nullable().default(null),
  resultCode: z.string().max(100).nullable().default(null),
  validUntil: z.iso.date().nullable().default(null),
  kind: z.enum(recordKinds).default('result'),
  /** Physical sheets (số tờ) as counted by a person. */
  sheets: z.number().int().positive().max(10_000).nullable().default(null),
  owners: z.array(ownerShape).max(50).default([]),
  receiver: receiverShape.nullable().default(null),
  /** Left out: nothing was said, the station's default holds. Empty: on paper only. */
  deliverTo: z.array(targetName).max(3).optional(),
  /** The targets are those that the authorisation names (thỏa thuận ủy quyền). */
  agreement: z.boolean().optional(),
})
export type Dossier = z.infer<typeof dossierShape>

export const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

export const evidenceShape = z.object({ page: z.number().int(), box, rule: z.string(), read: z.string() })

export const fieldShape = z.object({
  value: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  accepted: z.boolean(),
  acceptedBy: z.enum(['machine', 'operator']).nullable(),
  failedChecks: z.array(z.string()),
  evidence: evidenceShape.nullable(),
  /** Why an officer took a value that fails a check. */
  reason: z.string().exactOptional(),
})

export const errorShape = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

export const deliveryShape = z.object({
  target: targetName,
  state: z.enum(deliveryStates),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  lastError: z.string().nullable(),
  /** Why the receiver refused, in its own code. */
  refusal: z.enum(refusalReasons).nullable(),
  chosenAt: z.string(),
  chosenBy: z.string(),
  receiptId: z.string().nullable(),
  deliveredAt: z.string().nullable(),
})

export const recallShape = z.object({
  target: targetName,
  state: z.enum(recallStates),
  reason: z.enum(recallReasons),
  /** Id of the record that stands in its place. */
  replacedBy: z.string().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  lastError: z.string().nullable(),
  /** Why the receiver refused, in its own code. */
  refusal: z.enum(refusalReasons).nullable(),
  askedAt: z.string(),
  askedBy: z.string(),
  receiptId: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  outcome: z.enum(recallOutcomes).nullable(),
})

/** What an officer decided, and why. */
const decisionShape = z.object({ by: z.string(), at: z.string(), reason: z.string() })

/** The paper original in the hands of whoever received it; the receiver's number masked. */
const handoverShape = z.object({
  at: z.string(), by: z.string(), way: z.enum(handoverWays), receiver: z.object({ name: z.string(), shownId: z.string().nullable(), capacity: z.enum(capacities) }).nullable(), witness: z.string().nullable(),
})

export const stateShape = z.object({
  work: z.enum(workStates),
  trust: z.enum(trustStates),
  delivery: z.partialRecord(targetName, z.enum(deliveryStates)),
})

/** A result as it is told beside another: what a person knows the paper by. Owners' numbers are masked. */
export const resultLine = z.object({
  id: z.string(),
  code: z.string(),
  work: z.enum(workStates),
  trust: z.enum(trustStates),
  /** Number and notation as printed: `218/QĐ-UBND`. */
  number: z.string().nullable(),
  issuedDate: z.string().nullable(),
  issuingAgency: z.string().nullable(),
  documentType: z.string().nullable(),
  subject: z.string().nullable(),
  owners: z.array(z.object({ name: z.string(), shownId: z.string().nullable() })),
  resultCode: z.string().nullable(),
  dossierCode: z.string().nullable(),
  validUntil: z.string().nullable(),
  pages: z.number().int(),
  capturedAt: z.string(),
})
export type ResultLine = z.infer<typeof resultLine>

/** Somebody whom the paper names. */
export const paperPersonShape = z.object({ kind: z.enum(ownerKinds), name: z.string(), id: z.string().nullable(), role: z.enum(['owner', 'deceased']) })

/** Where a result is to go, who chose and why these; empty: on paper only. */
export const deliveryChoiceShape = z.object({ targets: z.array(targetName), basis: z.enum(choiceBases), at: z.string(), by: z.string() })

/** A file kept with a record and never delivered. */
export const attachmentShape = z.object({
  ordinal: z.number().int(), kind: z.enum(attachmentKinds), name: z.string(), format: z.string(), bytes: z.number().int(), digest: z.string(), addedAt: z.string(), addedBy: z.string(),
})

/** One record as `convert`, `resume`, `review` and `records` tell it. */
export const recordLine = z.object({
  id: z.string(),
  code: z.string(),
  /** Path of the file or folder as it was handed in, NFC. */
  source: z.string(),
  capturedAt: z.string(),
  origin: z.enum(['scan', 'signed electronic original']),
  state: stateShape,
  /** True when these raw pages were here already and nothing new was made. */
  existing: z.boolean(),
  pages: z.number().int(),
  fields: z.partialRecord(z.enum(fieldNames), fieldShape),
  owners: z.array(ownerShape.extend({ source: z.enum(['paper', 'dossier', 'operator']) })),
  /** Whether it is certain whose it is; `onPaper`: whom the paper names, unless it agrees with the owners. */
  recipient: z.object({ state: z.enum(['agreed', 'confirmed', 'open']), why: z.enum(openReasons).nullable(), onPaper: z.array(paperPersonShape) }),
  deliveryChoice: deliveryChoiceShape.nullable(),
  warnings: z.array(z.object({ page: z.number().int(), warning: z.enum([...pageWarnings, 'blank', 'unread', 're-encoded']) })),
  stoppedBy: errorShape.nullable(),
  /** Reasons to doubt that the scan shows a whole paper; each stops the record before its mark until it is overruled. */
  findings: z.array(z.object({
    kind: z.enum(findingKinds), page: z.number().int().nullable(), box: box.nullable(), params: z.record(z.string(), z.union([z.string(), z.number()])),
    overruled: decisionShape.nullable(),
  })),
  /** Records that seem to be the same result, while nobody has decided about them. */
  duplicates: z.array(resultLine.extend({ agrees: z.array(z.enum(agreements)) })),
  deliveries: z.array(deliveryShape),
  /** Which issue of the result this is, the record whose place it takes, and the one that takes its place. */
  version: z.number().int(),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
  /** Nothing of it leaves the station while this stands. */
  frozen: decisionShape.nullable(),
  /** Sent back by the signer; null once it was reviewed anew. */
  returned: decisionShape.nullable(),
  handover: handoverShape.nullable(),
  voided: decisionShape.nullable(),
  /** A PDF that was delivered in two states (with a late time stamp) is called back under each. */
  recalls: z.array(recallShape),
  /** Milliseconds of wall time, by step. */
  timings: z.record(z.string(), z.number()),
})
export type RecordLine = z.infer<typeof recordLine>

/** A document that could not become a record. */
export const failureLine = z.object({ source: z.string(), error: errorShape })
export type FailureLine = z.infer<typeof failureLine>

/** One step, or one decision of a person with its reason, which may leave the state as it was. */
export const historyShape = z.object({ at: z.string(), from: z.string().nullable(), to: z.string(), actor: z.string(), decision: z.string().nullable(), reason: z.string().nullable(), inputs: z.string() })

export const signatureLine = z.object({
  field: z.string(),
  kind: z.enum(['signature', 'document time stamp']),
  intact: z.boolean(),
  signer: z.string(),
  organisation: z.string().nullable(),
  /** The unit within the organisation that manages the signer. */
  unit: z.string().nullable(),
  issuer: z.string(),
  issuerOrganisation: z.string().nullable(),
  /** `key`: e.g. `RSA-2048`. */
  certificate: z.object({ serial: z.string(), from: z.string(), until: z.string(), key: z.string() }).nullable(),
  /** e.g. `sha256`. */
  digest: z.string().nullable(),
  time: z.string().nullable(),
  timeSource: z.enum(['time stamp', 'claimed']).nullable(),
  level: z.string(),
  trust: z.string(),
  /** Of the signer's certificate, at the moment that counts; `asOf`: when the data that told were made. */
  revocation: z.object({ state: z.enum(['good', 'revoked', 'unknown']), source: z.enum(['OCSP', 'CRL']).nullable(), asOf: z.string().nullable(), revokedSince: z.string().nullable() }),
  coversWholeFile: z.boolean(),
  /** Beyond signing. `page` from 1; `name`: of the field or PDF entry. */
  changesAfter: z.array(z.object({ change: z.enum(changeKinds), page: z.number().int().nullable(), name: z.string().nullable() })),
  verdict: z.enum(['passed', 'indeterminate', 'failed']),
  /** ETSI EN 319 102-1, e.g. `TRY_LATER`; null where the signature passed. */
  subIndication: z.enum(subIndications).nullable(),
  reasons: z.array(z.string()),
})

/** What a file tells of a record, against what the station keeps of it. */
export const foundMark = z.object({
  /** As the file tells it: anybody can write one. */
  code: z.string(),
  /** Whether a QR with a record's code stands on the page. */
  qr: z.boolean(),
  /** What agrees with the QR: the printed lines, what this station keeps of the record, the scanned pages in the file. Null where one of the two is not there or cannot be compared. */
  agrees: z.object({ print: z.boolean().nullable(), record: z.boolean().nullable(), pages: z.boolean().nullable() }),
  /** Null: this station has no record of that code. */
  record: z.object({ id: z.string(), standing: z.enum(['in use', 'frozen', 'voided', 'replaced']) }).nullable(),
  /** The very bytes that the station keeps, or has delivered. */
  asKept: z.boolean(),
  /** Pages, from 1, that look otherwise than those which the station keeps, mark and QR included; null where nothing was compared. */
  otherPages: z.array(z.number().int()).nullable(),
})
export type FoundMark = z.infer<typeof foundMark>

/** One file as `verify` tells it. */
export const verdictLine = z.object({
  file: z.string(),
  verdict: z.enum(['passed', 'indeterminate', 'failed']),
  signatures: z.array(signatureLine),
  reasons: z.array(z.string()),
  /** Null where the file tells of no record, or no station was asked. */
  mark: foundMark.nullable(),
})
export type VerdictLine = z.infer<typeof verdictLine>

/** Where a receiver answers, and the one CA whose certificates it may show. */
const targetShape = z.strictObject({ url: z.url({ protocol: /^https$/u }), caPem: z.string() })

/** Regimes under resources/signatures. */
export const signingRegimes = ['chuyen-doi', 'chuyen-doi-hien-thi', 'can-bo-va-co-quan', 'sao-y'] as const

/** What the station is set to. Secrets are never part of it. */
export const configurationShape = z.strictObject({
  agency: z.string().min(1).max(300).nullable(),
  place: z.string().min(1).max(100).nullable(),
  agencyCode: z.string().regex(/^[A-Z0-9.]{1,35}$/u).nullable(),
  timeStampUrl: z.url().nullable(),
  timeStampSeconds: z.number().positive().max(120),
  /** Asked in turn where the first gives no time stamp. */
  moreTimeStampUrls: z.array(z.url()).max(8),
  /** How far signatures are to be completed (ETSI EN 319 142-1): B-T with a time stamp, B-LT with validation data, B-LTA for archives. */
  signatureLevel: z.enum(signatureLevels),
  rsaScheme: z.enum(['PKCS#1 v1.5', 'PSS']),
  /** The least digest of a signature; a stronger key has a stronger one. */
  signatureDigest: z.enum(['SHA-256', 'SHA-384', 'SHA-512']),
  /** PKCS#11 libraries of signing tokens: absolute paths. */
  tokenModules: z.array(z.string().max(1000).regex(/^(?:\/|[A-Za-z]:[\\/])/u)).max(8),
  targets: z.partialRecord(targetName, targetShape),
  /** Receivers to which nothing is sent for the time being: what is meant for them waits. */
  targetsOff: z.array(targetName),
  trustPem: z.string(),
  deliverTo: z.array(targetName),
  acceptFrom: z.number().min(0).max(1),
  /** Whether `chia-se` is asked, for each paper that was read, if it is digitised already: the owner's number is sent there. */
  askShared: z.boolean(),
  ocrEngine: z.enum(['auto', 'tesseract.js', 'native']),
  ocrPageSeconds: z.number().positive().max(600),
  pageSizeLimitKilobytes: z.number().int().positive().nullable(),
  /** Folder into which a scanning machine writes its files. */
  scanFolder: z.string().min(1).nullable(),
  /** Folder of sample papers, one folder each, that stand in for a scanner; only a training station uses it. */
  samplePapers: z.string().min(1).nullable(),
  /** Who signs, in which order, and what shows: the name of a regime under resources/signatures. */
  signingRegime: z.enum(signingRegimes),
  /** `at once`: what is reviewed is marked and signed by itself; `when told`: only with `record.sign` (F8). */
  signing: z.enum(['at once', 'when told']),
  /** Whether the signer tells his passphrase again with each lot that he signs. */
  confirmSigning: z.boolean(),
  /** Minutes without a call after which an open station locks itself. */
  lockAfterMinutes: z.number().int().min(1).max(60),
})
export type Configuration = z.infer<typeof configurationShape>

/** Settings as they are kept: those that were ever set. */
export const keptConfiguration = configurationShape.partial()

/** Some settings, to be changed; the others stay. Of the receivers those that are named change; null takes one away. */
export const configurationChange = keptConfiguration.extend({ targets: z.partialRecord(targetName, targetShape.nullable()).optional() })
export type ConfigurationChange = z.infer<typeof configurationChange>

/** A station that nobody has configured yet. */
export const defaultConfiguration: Configuration = {
  agency: null, place: null, agencyCode: null, timeStampUrl: null, timeStampSeconds: 10, moreTimeStampUrls: [], signatureLevel: 'B-LT', rsaScheme: 'PKCS#1 v1.5', signatureDigest: 'SHA-256', tokenModules: [], targets: {}, targetsOff: [], trustPem: '', deliverTo: [],
  acceptFrom: 0.9, askShared: false, ocrEngine: 'auto', ocrPageSeconds: 60, pageSizeLimitKilobytes: null, scanFolder: null, samplePapers: null, signingRegime: 'chuyen-doi', signing: 'at once', confirmSigning: false, lockAfterMinutes: 15,
}
