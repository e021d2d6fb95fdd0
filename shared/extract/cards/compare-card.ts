import { fold, sameName } from '../../model/index.ts'
import type { CardDifference, IdentityCard, ParticularName, ProposedOwner } from '../../model/index.ts'

/** A card held against the paper that it was scanned with. */
export interface ComparedCard {
  /** The person of the paper whose card it is, by number or by name; undefined: of nobody whom the paper names. */
  readonly person: ProposedOwner | undefined
  /** Where card and paper tell otherwise of that person; what the paper does not tell is no difference. */
  readonly differs: readonly CardDifference[]
}

/** True when the card's name is the person's; a name without marks (MRZ, some cards' QR) is compared without. */
function isNamed({ name }: IdentityCard, other: string): boolean {
  return sameName(name, other) || (fold(name) === name.toLowerCase() && fold(name) === fold(other))
}

/** Whose card it is among those whom a paper names, and in what the two differ. */
export function compareCard(card: IdentityCard, people: readonly ProposedOwner[]): ComparedCard {
  const persons = people.filter(({ kind }) => kind === 'person')
  const person = persons.find(({ id }) => id === card.number) ?? persons.find(({ name }) => isNamed(card, name))
  if (person === undefined) return { person, differs: [] }
  const told = (name: ParticularName): string | undefined => person.particulars.find((one) => one.name === name)?.value
  const [birth, sex] = [told('birthDate'), told('sex')]
  return {
    person,
    differs: [
      ...(isNamed(card, person.name) ? [] : ['name' as const]),
      ...(person.id === undefined || person.id === card.number ? [] : ['number' as const]),
      ...(birth === undefined || card.birthDate.startsWith(birth) ? [] : ['birthDate' as const]),
      ...(sex === undefined || sex === card.sex ? [] : ['sex' as const]),
    ],
  }
}
