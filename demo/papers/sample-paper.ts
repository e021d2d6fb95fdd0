import type { ParamsOf } from '../../shared/contract/index.ts'
import type { FieldName } from '../../shared/model/index.ts'
import type { Capture } from './pictures/scanner.ts'
import type { Sheet } from './sheets/sheet.ts'

/** Why a paper is hard, for tests and for the demo's table. */
export type Trap =
  | 'two owners' | 'number under the title' | 'back nearly empty' | 'two dates' | 'owner id is business number' | 'no notation'
  | 'coloured ground' | 'small table' | 'first id is of the deceased' | 'copy that must be accepted' | 'date in words' | 'streak'
  | 'dates of other acts' | 'mixed sizes' | 'stamp across the edge' | 'own seal on the plan' | 'validity computed' | 'second name is no owner'
  | 'handwritten digits' | 'sensitive content' | 'perspective' | 'no type code' | 'subject under the number' | 'no id on paper' | 'stamp over text'
  | 'bleed-through' | 'page missing' | 'article torn off' | 'secrecy stamp' | 'dossier of another' | 'blotted id'

/** Somebody whose name stands on the paper as its owner or as the dead person. */
export interface TrueOwner {
  readonly role: 'owner' | 'deceased'
  readonly name: string
  /** 12 digits; null where the paper has none. */
  readonly id: string | null
}

/** A dossier's data as a caller gives them, defaults left out. */
export type DossierData = NonNullable<ParamsOf<'record.convert'>['dossiers']>[number]

/** One captured side of a sheet. */
export interface CapturedPage {
  /** A natural name inside the paper's folder, e.g. `01.jpg`. */
  readonly file: string
  readonly sheet: Sheet
  readonly capture: Capture
  readonly size: 'A4' | 'A3' | 'photo'
}

/** A sample paper: its words, what they mean, and its captured pages. */
export interface SamplePaper {
  /** Folder name, e.g. `1-giay-phep-xay-dung`. */
  readonly name: string
  readonly title: string
  /** What a careful reader takes from the paper; a field that the paper has not is absent. */
  readonly fields: Readonly<Partial<Record<FieldName, string>>>
  /** Fields of which at least a part was written by hand: to be asked, not guessed. */
  readonly handwritten: readonly FieldName[]
  readonly owners: readonly TrueOwner[]
  /** Last day of validity, YYYY-MM-DD; null where the paper sets none. */
  readonly validUntil: string | null
  readonly traps: readonly Trap[]
  /** What the dossier says beside the paper, as `convert --dossier` reads it. */
  readonly dossier: DossierData
  capture(): Promise<CapturedPage[]>
}
