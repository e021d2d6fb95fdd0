import type { ProposedOwner } from '../../model/index.ts'
import type { CheckContext } from '../checks.ts'
import { belief } from '../confidence.ts'
import { checkPersonalNumber } from './personal-number.ts'
import { namedPersons, namedOrganisation } from './owner-names.ts'
import type { FoundName } from './owner-names.ts'
import { identityNumbersIn, organisationCodeIn } from './owner-numbers.ts'
import type { FoundNumber } from './owner-numbers.ts'
import type { PageLayout } from '../text/page-layout.ts'
import { nameLikeness } from '../text/person-names.ts'
import { evidenceBetween, streamOf, weakestBetween } from '../text/reading-stream.ts'
import type { ReadingStream } from '../text/reading-stream.ts'

/** How far behind the last owner's name a labelled number still belongs to the owners, characters. */
const reach = 700

function ownerOf(stream: ReadingStream, name: FoundName, number: FoundNumber | undefined, context: CheckContext, deceased: boolean): ProposedOwner | undefined {
  const nameEvidence = evidenceBetween(stream, name.start, name.end, name.rule)
  if (nameEvidence === undefined) return undefined
  const idEvidence = number === undefined ? undefined : evidenceBetween(stream, number.start, number.end, number.rule)
  const numberBelief = number === undefined || number.rule === 'organisation-code' ? 1 : numberConfidence(stream, name, number, context)
  const likeness = name.kind === 'organisation' ? 0.9 : nameLikeness(name.value)
  return {
    kind: name.kind, name: name.value, nameEvidence, role: deceased ? 'deceased' : 'owner',
    confidence: name.confidence * likeness * belief(weakestBetween(stream, name.start, name.end)) * numberBelief,
    ...(number === undefined || idEvidence === undefined ? {} : { id: number.value, idEvidence }),
  }
}

/** Belief in a personal number: legal form, the sex that `ông` or `bà` says, the year of birth printed near it. */
function numberConfidence(stream: ReadingStream, name: FoundName, number: FoundNumber, context: CheckContext): number {
  if (checkPersonalNumber(number.value, context).length > 0) return 0.4
  const female = Number(number.value[3]) % 2 === 1
  if ((name.address === 'male' && female) || (name.address === 'female' && !female)) return 0.5
  const birth = /sinh[^\d\n]{0,12}(?:\d{1,2}\s*[/.-]\s*){0,2}(\d{4})/u.exec(stream.folded.slice(name.end, name.end + 250))
  const century = Number(number.value[3]) < 2 ? '19' : '20'
  if (birth !== null && name.alone && birth[1] !== `${century}${number.value.slice(4, 6)}`) return 0.6
  return belief(weakestBetween(stream, number.start, number.end))
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
    const code = organisationCodeIn(stream)
    const owner = ownerOf(stream, organisation, code, context, false)
    return owner === undefined ? [] : [owner]
  }
  const { names, deceased } = namedPersons(stream)
  const last = names.at(-1)
  if (last === undefined) return []
  const numbers = last.rule === 'addressee' ? [] : identityNumbersIn(stream, names.map(({ end }) => end), last.end + (last.rule === 'name-with-number' ? 160 : reach))
  const paired = pair(names, numbers)
  return names.flatMap((name, index) => ownerOf(stream, name, paired[index], context, deceased) ?? [])
}
