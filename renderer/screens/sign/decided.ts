import type { RecordLine } from '../../../shared/contract/index.ts'
import { fieldNames, type FieldName } from '../../../shared/model/index.ts'

type Finding = RecordLine['findings'][number]

/** Something in a record that rests on a person's word, which the signer should look at. */
export type Decided =
  | { readonly kind: 'value'; readonly field: FieldName; readonly value: string | null; /** What the machine read, where it is something else. */ readonly read: string | null; readonly page: number | null }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly overruled: NonNullable<Finding['overruled']> }
  | { readonly kind: 'recipient' }

/** What a person decided about a record: values accepted or typed, findings overruled, a recipient confirmed. In the order of the paper. */
export function decidedOf({ fields, findings, recipient }: Pick<RecordLine, 'fields' | 'findings' | 'recipient'>): readonly Decided[] {
  return [
    ...fieldNames.flatMap((name): Decided[] => {
      const field = fields[name]
      if (field === undefined || !field.accepted || field.acceptedBy !== 'operator') return []
      const read = field.evidence?.read ?? null
      return [{ kind: 'value', field: name, value: field.value, read: read === field.value ? null : read, page: field.evidence?.page ?? null }]
    }),
    ...findings.flatMap((finding): Decided[] => (finding.overruled === null ? [] : [{ kind: 'finding', finding, overruled: finding.overruled }])),
    ...(recipient.state === 'confirmed' ? [{ kind: 'recipient' } as const] : []),
  ]
}
