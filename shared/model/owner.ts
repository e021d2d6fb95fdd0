/** Whose result a record is. */
export interface Owner {
  readonly kind: 'person' | 'organisation'
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

/** `001099012345` as shown in lists and logs: `0010…2345`. */
export function maskId(id: string): string {
  return id.length <= 8 ? '…' : `${id.slice(0, 4)}…${id.slice(-4)}`
}
