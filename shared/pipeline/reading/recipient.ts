import { isPersonalNumber, sameName, type OpenReason, type Owner, type OwnerKind, type PaperPerson, type ProposedOwner, type RecipientBasis } from '../../model/index.ts'
import { sameOrganisationName } from './organisation-names.ts'

/** Somebody as paper or dossier tells of them. */
type Told = Pick<Owner, 'kind' | 'name' | 'id'>

/** True when two identifiers are the same, however they are spaced: `099 085 001162` and `099085001162`, `0101234567-001` and `0101234567001`. */
export function sameId(left: string, right: string): boolean {
  const bare = (id: string): string => id.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return bare(left) !== '' && bare(left) === bare(right)
}

/**
 * A number by which its bearer can be told from everybody else: a person's 12 digits, an enterprise's 10 (13 with its branch),
 * bare. Undefined for others: an old identity card's nine digits are no one's alone, and say nothing about a 12-digit number.
 */
export function distinctNumber({ kind, id }: Pick<Owner, 'kind' | 'id'>): string | undefined {
  const bare = (id ?? '').normalize('NFKC').replace(/[\s.-]/gu, '')
  return (kind === 'person' ? /^\d{12}$/u : /^\d{10}(?:\d{3})?$/u).test(bare) ? bare : undefined
}

/** True when `id` is a number by which a store finds its owner. */
export function isAddressable(owner: Pick<Owner, 'kind' | 'id'>): boolean {
  const number = distinctNumber(owner)
  return number !== undefined && (owner.kind === 'organisation' || isPersonalNumber(number))
}

function sameNameAs(left: Told, right: Told): boolean {
  return left.kind === right.kind && (left.kind === 'organisation' ? sameOrganisationName(left.name, right.name) : sameName(left.name, right.name))
}

function sameNumber(left: Told, right: Told): boolean {
  const number = distinctNumber(left)
  return number !== undefined && number === distinctNumber(right)
}

/** True when two tellings are certainly of one: same kind, same name, same number. */
export function agrees(left: Told, right: Told): boolean {
  return sameNameAs(left, right) && sameNumber(left, right) && isAddressable(left)
}

/** Whom the paper names, as records keep it. */
export function personsOnPaper(onPaper: readonly ProposedOwner[]): PaperPerson[] {
  return onPaper.map(({ kind, name, id, role }) => ({ kind, name, id: id ?? null, role }))
}

/** True when `owner` is, or may be, the person of whose death the paper tells: the same number, or the same name and no number that tells them apart. */
export function isDeceased(owner: Told, onPaper: readonly PaperPerson[]): boolean {
  return onPaper.some((person) => person.role === 'deceased'
    && (sameNumber(person, owner) || (sameName(person.name, owner.name) && (distinctNumber(person) === undefined || distinctNumber(owner) === undefined))))
}

/** Leaves out who was named already with the same name and number. */
function distinct<Person extends Told>(persons: readonly Person[]): Person[] {
  return persons.filter((person, index) => persons.findIndex((other) => agrees(other, person) || other === person) === index)
}

/** Why an owner of the dossier has no certain counterpart among those of the paper who are left. */
function doubtAbout(owner: Told, left: readonly PaperPerson[]): OpenReason {
  const byName = left.filter((person) => sameNameAs(person, owner))
  if (byName.length > 0) {
    const comparable = distinctNumber(owner) !== undefined && byName.every((person) => distinctNumber(person) !== undefined)
    return comparable && !byName.some((person) => sameNumber(person, owner)) ? 'id differs' : 'no id'
  }
  if (left.some((person) => sameNumber(person, owner))) return 'name differs'
  const others = (kind: OwnerKind): boolean => left.some((person) => person.kind !== kind)
  return others(owner.kind) && left.every((person) => person.kind !== owner.kind) ? 'kind differs' : 'not on paper'
}

/**
 * Whether it is certain whose result this is: the living whom the paper names and the owners of the dossier are the same, one
 * to one, by kind, name and number, in any order. Anything less is open, with the first reason found (ARCHITECTURE
 * invariant 6: a wrong recipient is worse than a waiting one). The deceased is never a recipient.
 */
export function judgeRecipient(onPaper: readonly PaperPerson[], inDossier: readonly Owner[]): RecipientBasis {
  const living = distinct(onPaper.filter(({ role }) => role === 'owner'))
  const owners = distinct(inDossier)
  if (owners.length === 0) return { state: 'open', why: living.length === 0 ? 'no owner' : 'not in dossier' }
  if (owners.some((owner) => isDeceased(owner, onPaper))) return { state: 'open', why: 'deceased' }
  const unmet = owners.filter((owner) => !living.some((person) => agrees(person, owner)))
  const left = living.filter((person) => !owners.some((owner) => agrees(person, owner)))
  const [first] = unmet
  if (first !== undefined) return { state: 'open', why: doubtAbout(first, left) }
  return left.length === 0 ? { state: 'agreed' } : { state: 'open', why: 'not in dossier' }
}

/** The owners of a record: those of the dossier, else those proposed by the paper. */
export function ownersOf(onPaper: readonly PaperPerson[], inDossier: readonly Owner[]): Owner[] {
  if (inDossier.length > 0) return [...inDossier]
  return onPaper.filter(({ role }) => role === 'owner').map(({ kind, name, id }) => ({ kind, name, id, source: 'paper' }))
}
