import { isPersonalNumber } from '../../model/index.ts'
import type { CheckCode, CheckContext } from '../checks.ts'
import { placeOfNumber } from '../places/provinces.ts'

/** What else is known of a number's bearer: `birth` YYYY-MM-DD, or the year alone. */
export interface Bearer {
  readonly birth?: string | undefined
  readonly sex?: 'male' | 'female' | undefined
}

const centuryAndSex = (id: string): number => Number(id[3])

/**
 * Codes of the checks that a person's 12-digit number fails (Decree 137/2015/NĐ-CP Art. 13, Circular 59/2021/TT-BCA): form (3 digits place, one
 * century and sex, 2 year of birth, 6 serial), a place code that was given out, a year of birth not to come; and, as far as told,
 * the bearer's year of birth and sex.
 */
export function checkPersonalNumber(id: string, context: CheckContext, bearer: Bearer = {}): readonly CheckCode[] {
  if (!isPersonalNumber(id)) return ['ID_MALFORMED']
  const codes: CheckCode[] = []
  const training = context.trainingStation && id.startsWith('099')
  if (!training && placeOfNumber(id) === undefined) codes.push('ID_PLACE_UNKNOWN')
  const year = 1900 + 100 * Math.floor(centuryAndSex(id) / 2) + Number(id.slice(4, 6))
  if (year > Number(context.today.slice(0, 4))) codes.push('ID_BIRTH_IN_FUTURE')
  if (bearer.birth !== undefined && Number(bearer.birth.slice(0, 4)) !== year) codes.push('ID_BIRTH_DIFFERS')
  if (bearer.sex !== undefined && (centuryAndSex(id) % 2 === 0) !== (bearer.sex === 'male')) codes.push('ID_SEX_DIFFERS')
  return codes
}
