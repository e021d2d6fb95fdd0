import type { ParticularName, ProposedOwner, ProposedParticular } from '../../model/index.ts'
import type { CheckCode, CheckContext } from '../checks.ts'
import { belief } from '../confidence.ts'
import { checkPersonalNumber } from './personal-number.ts'
import { namedPersons, namedOrganisation } from './owner-names.ts'
import type { FoundName } from './owner-names.ts'
import { identityNumbersIn, organisationCodeIn, otherPerson } from './owner-numbers.ts'
import type { FoundNumber } from './owner-numbers.ts'
import { particularsIn } from './particulars.ts'
import type { PageLayout } from '../text/page-layout.ts'
import { nameLikeness } from '../text/person-names.ts'
import { evidenceBetween, streamOf, weakestBetween } from '../text/reading-stream.ts'
import type { ReadingStream } from '../text/reading-stream.ts'

/** How far behind the last owner's name a labelled number still belongs to the owners, characters. */
const reach = 700
/** The same within a sentence. */
const reachInSentence = 160

function ownerOf(stream: ReadingStream, name: FoundName, number: FoundNumber | undefined, { context, role }: Rules, particulars: readonly ProposedParticular[]): ProposedOwner | undefined {
  const nameEvidence = evidenceBetween(stream, name.start, name.end, name.rule)
  if (nameEvidence === undefined) return undefined
  const idEvidence = number === undefined ? undefined : evidenceBetween(stream, number.start, number.end, number.rule)
  const told = (wanted: ParticularName): string | undefined => particulars.find((one) => one.name === wanted)?.value
  const sex = told('sex') ?? name.address
  const failedChecks = number === undefined || name.kind === 'organisation' ? [] : checkPersonalNumber(number.value, context, { birth: told('birthDate'), sex: sex === 'male' || sex === 'female' ? sex : undefined })
  const read = number === undefined || number.rule === 'organisation-code' ? 1 : belief(weakestBetween(stream, number.start, number.end))
  const likeness = name.kind === 'organisation' ? 0.9 : nameLikeness(name.value)
  return {
    kind: name.kind, name: name.value, nameEvidence, role, particulars, failedChecks,
    confidence: name.confidence * likeness * belief(weakestBetween(stream, name.start, name.end)) * Math.min(read, ...failedChecks.map(beliefDespite)),
    ...(number === undefined || idEvidence === undefined ? {} : { id: number.value, idEvidence }),
  }
}

/** What is left of the belief in a number that fails a check: what it is held against may have been misread instead. */
function beliefDespite(check: CheckCode): number {
  return check === 'ID_BIRTH_DIFFERS' ? 0.6 : check === 'ID_SEX_DIFFERS' ? 0.5 : 0.4
}

/** Gives each name its number: one directly behind it, else equally many names and numbers in their order, else none. */
function pair(names: readonly FoundName[], numbers: readonly FoundNumber[]): (FoundNumber | undefined)[] {
  const direct = names.map((name, index) => {
    const next = names[index + 1]?.start ?? Number.POSITIVE_INFINITY
    return numbers.filter((number) => number.start >= name.end && number.start < next)
  })
  if (direct.every((found) => found.length === 1) || names.length === 1) return direct.map((found) => found[0])
  if (names.length === numbers.length) return names.map((_, index) => numbers[index])
  return direct.map((found, index) => (found.length === 1 && index < names.length - 1 ? found[0] : undefined))
}

/** How persons of a paper are read: their part in it, which labels their particulars have, and the rule's name in the evidence. */
export interface Rules {
  readonly context: CheckContext
  readonly role: ProposedOwner['role']
  readonly labels?: Partial<Readonly<Record<ParticularName, readonly string[]>>>
}

/** Where what is told of each name ends, characters: at the next name, at another person's particulars, at `to`. */
function endsOf(stream: ReadingStream, names: readonly FoundName[], to: number): number[] {
  return names.map(({ end }, index) => {
    const limit = Math.min(names[index + 1]?.start ?? to, to, end + reach)
    const other = otherPerson.exec(stream.folded.slice(end, limit))
    return other === null ? limit : end + other.index
  })
}

/** The persons of these names, each with the number and the particulars that certainly are its own. */
export function personsOf(stream: ReadingStream, names: readonly FoundName[], numbers: readonly FoundNumber[], to: number, rules: Rules): ProposedOwner[] {
  const paired = pair(names, numbers)
  const ends = endsOf(stream, names, to)
  const particulars = names.map((name, index) => particularsIn(stream, name.end, ends[index] ?? name.end, rules.labels))
  // Told behind the last of several names, and not behind each, they may be the first one's.
  const own = particulars.length > 1 && particulars.slice(0, -1).some((found) => found.length === 0) ? [...particulars.slice(0, -1), []] : particulars
  return names.flatMap((name, index) => ownerOf(stream, name, paired[index], rules, own[index] ?? []) ?? [])
}

/**
 * Whose result the paper is: by label and value on result papers, by `ông/bà <name>, <number>` in a decision's Article 1,
 * by organisation name and code, else the person a letter is addressed to (without a number, so little believed).
 * Two names and two numbers are paired in order; when it is not clear whose a number is, nobody gets it.
 * On a death extract the person is `deceased`. Never "the first number on the page".
 */
export function proposeOwners(layouts: readonly PageLayout[], context: CheckContext): ProposedOwner[] {
  const stream = streamOf(layouts)
  const organisation = namedOrganisation(stream)
  if (organisation !== undefined) {
    const owner = ownerOf(stream, organisation, organisationCodeIn(stream), { context, role: 'owner' }, [])
    return owner === undefined ? [] : [owner]
  }
  const { names, deceased } = namedPersons(stream)
  const last = names.at(-1)
  if (last === undefined) return []
  const to = last.end + (last.rule === 'name-with-number' ? reachInSentence : reach)
  const numbers = last.rule === 'addressee' ? [] : identityNumbersIn(stream, names.map(({ end }) => end), to)
  return personsOf(stream, names, numbers, to, { context, role: deceased ? 'deceased' : 'owner' })
}
