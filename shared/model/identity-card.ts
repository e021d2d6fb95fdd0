import type { CalendarDate } from './instant.ts'

/** What an identity card (căn cước công dân, or căn cước since 1 July 2024) says of its bearer in a form for machines. */
export interface IdentityCard {
  readonly source: 'qr' | 'mrz'
  /** 12 digits. */
  readonly number: string
  /** Of the old card of nine digits; null where it tells none. */
  readonly formerNumber: string | null
  /** As told: capitals or not; the MRZ has no marks. */
  readonly name: string
  readonly birthDate: CalendarDate
  readonly sex: 'male' | 'female'
  /** Place of residence; the MRZ has none. */
  readonly address: string | null
  readonly issuedOn: CalendarDate | null
  /** Null where the card has no end or does not tell it. */
  readonly expiresOn: CalendarDate | null
}

/** In what a card and a paper about the same person may differ. */
export const cardDifferences = ['name', 'number', 'birthDate', 'sex'] as const
export type CardDifference = (typeof cardDifferences)[number]
