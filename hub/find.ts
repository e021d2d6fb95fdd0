import { codeKey, nameKey, notationKey, numberKey } from '../shared/model/index.ts'
import type { DeliveryMessage, FindQuestion, FoundResult } from '../shared/wire/index.ts'

/** True when what was asked and what is held may be the same; what either does not tell is no obstacle. */
function fits(asked: string | null, held: string | null, key: (text: string) => string): boolean {
  return asked === null || held === null || key(asked) === key(held)
}

/** True when a delivery is what a question asks for: this owner's, this number; notation and agency where both are told. */
export function answersQuestion({ owners, result, sender }: DeliveryMessage, question: FindQuestion): boolean {
  return sender.training === question.training
    && owners.some(({ id }) => id !== null && codeKey(id) === codeKey(question.ownerId))
    && result.codeNumber !== null && numberKey(result.codeNumber) === numberKey(question.codeNumber)
    && fits(question.codeNotation, result.codeNotation, notationKey)
    && fits(question.issuingAgency, result.issuingAgency, nameKey)
}

/** What is told of a delivery to whoever may reuse it. */
export function foundResult({ record, result, owners, sender }: DeliveryMessage, link: string, receivedAt: string): FoundResult {
  return {
    link, recordCode: record.code, pdfDigest: record.pdfDigest, pdfBytes: record.pdfBytes, pages: record.pages, sender: sender.agency, result, owners, receivedAt,
  }
}
