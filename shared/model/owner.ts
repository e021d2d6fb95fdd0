export const ownerKinds = ['person', 'organisation'] as const
export type OwnerKind = (typeof ownerKinds)[number]

/** Whose result a record is. */
export interface Owner {
  readonly kind: OwnerKind
  readonly name: string
  /** 12-digit personal number, or the organisation's code; null where none is known. */
  readonly id: string | null
  /** Where it comes from. */
  readonly source: 'paper' | 'dossier' | 'operator'
}

/** How somebody other than the owner may receive. */
export const capacities = ['owner', 'authorised', 'guardian', 'heir', 'postal', 'organisation staff'] as const
export type Capacity = (typeof capacities)[number]

export interface Receiver {
  readonly name: string
  readonly id: string | null
  readonly capacity: Capacity
}

/** True for a 12-digit personal number whose century/sex digit is 0..3 (place code not judged). */
export function isPersonalNumber(text: string): boolean {
  return /^\d{3}[0-3]\d{8}$/.test(text)
}

/** Somebody whom the paper names: the result's owner, or the deceased on a death extract (never a recipient). */
export interface PaperPerson {
  readonly kind: OwnerKind
  readonly name: string
  /** Null where the paper has none. */
  readonly id: string | null
  readonly role: 'owner' | 'deceased'
}

/** `001099012345` as shown in lists and logs: `0010…2345`. Of a shorter number two digits at either end, of a very short one none. What is masked already stays as it is. */
export function maskId(id: string): string {
  if (id.includes('…')) return id
  const shown = id.length >= 12 ? 4 : 2
  return id.length < 8 ? '…' : `${id.slice(0, shown)}…${id.slice(-shown)}`
}

/** An owner's identifier as lists show it: a person's masked; an organisation's code is public. */
export function shownId({ kind, id }: Pick<Owner, 'kind' | 'id'>): string | null {
  return id === null || kind === 'organisation' ? id : maskId(id)
}

const twelveDigits = /(?<!\d)\d(?:[ .\u00a0]?\d){11}(?!\d)/gu

/** Text with every run of twelve digits, spaced or not, masked like a personal number. */
export function maskNumbers(text: string): string {
  return text.replace(twelveDigits, (number) => maskId(number.replace(/\D/gu, '')))
}

/** The same with every hidden character as `•`, so that the text keeps its length. */
export function veilNumbers(text: string): string {
  return text.replace(twelveDigits, (number) => {
    let digits = 0
    return number.replace(/./gsu, (character) => {
      if (/\d/u.test(character)) digits += 1
      return digits < 5 || digits > 8 ? character : '•'
    })
  })
}
