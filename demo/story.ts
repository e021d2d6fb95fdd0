import type { RecordLine, ResultOf, VerdictLine } from '../shared/contract/index.ts'
import type { ErrorParams, FieldName } from '../shared/model/index.ts'
import type { ReceiptClaims } from '../shared/wire/index.ts'
import type { Probe } from './line.ts'
import type { GeneratedPaper } from './papers/generate.ts'

/** What the run saw, act by act: the terminal, the report and the check for untruths all tell from here and from nothing else. */

export type RecordDetail = ResultOf<'record.show'>

/** Something that the machine did not believe and a person told, looking at the paper. */
export interface Correction {
  readonly what: FieldName | 'owner' | 'resolution'
  /** What the machine read; null where nothing. */
  readonly read: string | null
  /** 0..1; null where the machine has no measure for it. */
  readonly confidence: number | null
  readonly told: string
  readonly reason: string | null
}

/** A receipt as the stand-in keeps it, and what it holds beside it. */
export interface KeptReceipt {
  readonly claims: ReceiptClaims
  /** The stand-in's own certificate signed it. */
  readonly genuine: boolean
  /** SHA-256 of the file that the stand-in keeps. */
  readonly fileDigest: string
}

/** A paper that becomes a signed, delivered result. */
export interface ResultStory {
  readonly paper: GeneratedPaper
  /** As the machine left it, before a person looked. */
  readonly read: RecordDetail
  readonly corrections: readonly Correction[]
  /** While the line was cut, after everything that could be done without it. */
  readonly offline: RecordDetail
}

/** The same at the end of the run. */
export interface DeliveredStory extends ResultStory {
  readonly final: RecordDetail
  /** Exported PDF; null when there is none. */
  readonly pdf: string | null
  readonly pdfDigest: string | null
  readonly verdict: VerdictLine | null
  readonly receipts: readonly KeptReceipt[]
}

/** An error as the station told it. */
export interface Said {
  readonly code: string
  readonly params: ErrorParams
}

/** A paper or file that must not become a delivered result. */
export interface RefusalStory {
  readonly title: string
  /** File name of what was handed in. */
  readonly source: string
  /** Picture of its telling page; null where it must not be shown. */
  readonly picture: string | null
  /** Codes that count as stopping it for the right cause. */
  readonly expected: readonly string[]
  readonly said: Said | null
  /** Null where nothing was kept. */
  readonly record: RecordLine | null
  /** Verdict of `verify` on the same file, where it was asked. */
  readonly verdict: VerdictLine | null
}

/** The time without a line. */
export interface CutStory {
  readonly from: string
  readonly to: string
  readonly whileCut: readonly Probe[]
  readonly afterwards: readonly Probe[]
}

/** A command line killed while it read, and what was found afterwards. */
export interface InterruptionStory {
  readonly paper: GeneratedPaper
  readonly signal: string | null
  /** From the start of the command, ms. */
  readonly afterMs: number
  readonly found: RecordDetail | null
  readonly resumeExit: number | null
  /** Records of this paper after it was handed in once more. */
  readonly records: number
  readonly existing: boolean
}

/** A letter of authorisation kept with a record: who took the paper, and that nothing of it went out. */
export interface AttachmentStory {
  readonly paper: GeneratedPaper
  readonly recordId: string
  readonly kept: RecordDetail['attachments'][number]
}

/** "Kết quả có sai sót": frozen, issued anew, replaced, called back. */
export interface CorrectionStory {
  readonly frozen: RecordLine
  /** Deliveries of the frozen record that went out while it was frozen. */
  readonly sentWhileFrozen: number
  readonly replacement: DeliveredStory
  /** The old record afterwards. */
  readonly replaced: RecordDetail
}

/** What a station holds, in figures that cannot be equal by accident. */
export interface Holdings {
  /** Record id, digest of its raw pages, digest of its PDF, receipts. */
  readonly records: readonly { readonly id: string; readonly raw: string | null; readonly pdf: string | null; readonly receipts: readonly string[] }[]
  readonly pages: number
  readonly audit: ResultOf<'audit.verify'>
}

/** A backup, the loss of the station's folder, and its restoring. */
export interface CustodyStory {
  readonly before: Holdings
  readonly backup: ResultOf<'station.backup'>
  /** Whether the folder was gone before restoring. */
  readonly deleted: boolean
  readonly restored: ResultOf<'station.restore'>
  readonly check: ResultOf<'station.check'>
  readonly after: Holdings
  /** Hash that the restored log holds where it ended at the time of the backup. */
  readonly hashAtOldEnd: string | null
}

/** A search of the station and its backup, as they lie on disk, for names, personal numbers and passphrases. */
export interface SecrecyStory {
  readonly files: number
  readonly bytes: number
  /** How many texts were looked for. */
  readonly texts: number
  /** Files in which one stood in plain. */
  readonly found: readonly string[]
}

export interface Story {
  readonly agency: string
  readonly station: string
  readonly beganAt: string
  readonly endedAt: string
  readonly results: readonly DeliveredStory[]
  readonly cut: CutStory
  readonly refusals: readonly RefusalStory[]
  readonly interruption: InterruptionStory
  readonly attachment: AttachmentStory
  readonly correction: CorrectionStory
  readonly custody: CustodyStory
  readonly secrecy: SecrecyStory
}
