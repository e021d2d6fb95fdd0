import type { Dossier, ParamsOf } from '../../shared/contract/index.ts'
import { capacities, ownerKinds, targetNames, type OwnerKind, type TargetName } from '../../shared/model/index.ts'
import { readDossierFile } from './dossier-file.ts'
import { usage } from '../usage.ts'

/** Where a result goes, as typed. */
export interface ChoiceOptions {
  readonly to?: string
  readonly perAgreement?: boolean
  readonly reason?: string
}

export function targets(value: string): TargetName[] {
  if (value === 'none') return []
  return value.split(',').map((part) => {
    const name = targetNames.find((known) => known === part.trim())
    if (name === undefined) throw usage(`--to ${part}`)
    return name
  })
}

/** The choice as `record.convert` and `record.review` take it; what was not said is left out. */
export function choice({ to, perAgreement, reason }: ChoiceOptions): { deliverTo?: TargetName[]; perAgreement: boolean; reason?: string } {
  return {
    perAgreement: perAgreement === true,
    ...(to === undefined ? {} : { deliverTo: targets(to) }),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** An owner as typed: `ID NAME`, or `KIND;ID;NAME`. What was typed is not repeated in the error: it names a person. */
export function owner(value: string): { kind: OwnerKind; id: string | null; name: string } {
  const parts = value.split(';').map((part) => part.trim())
  const kind = ownerKinds.find((known) => known === parts[0])
  if (kind !== undefined) {
    const [, id = '', name = ''] = parts
    if (name === '') throw usage('--owner "KIND;ID;NAME"')
    return { kind, id: id === '' || id === '-' ? null : id, name }
  }
  const [, id, name] = /^(?:(\d[\d\s.-]*\d|-)\s+)?(\p{L}.*)$/u.exec(value.trim()) ?? []
  if (name === undefined || name.includes(';')) throw usage('--owner "ID NAME"')
  return { kind: 'person', id: id === undefined || id === '-' ? null : id, name }
}

/** Who came for the paper, as typed: `CAPACITY;ID;NAME`. */
export function receiver(value: string): NonNullable<Dossier['receiver']> {
  const [capacityText = '', id = '', name = ''] = value.split(';').map((part) => part.trim())
  const capacity = capacities.find((known) => known === capacityText)
  if (capacity === undefined || name === '') throw usage(`--receiver "CAPACITY;ID;NAME" (${capacities.join(', ')})`)
  return { capacity, id: id === '' ? null : id, name }
}

/** The one row of a dossier file as `record.review` takes it; what the row leaves out is left as it is. */
export async function dossierForReview(file: string | undefined): Promise<Partial<ParamsOf<'record.review'>>> {
  if (file === undefined) return {}
  const [row, second] = await readDossierFile(file)
  if (row === undefined || second !== undefined) throw usage('--dossier')
  const { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, owners, receiver: came, deliverTo, agreement } = row
  return {
    ...Object.fromEntries(Object.entries({ dossierCode, procedureCode, resultCode, validUntil, sheets, receiver: came }).filter(([, value]) => value !== null)),
    ...(kind === 'result' ? {} : { kind }),
    ...(owners.length === 0 ? {} : { owners }),
    ...(deliverTo === undefined ? {} : { deliverTo }),
    ...(agreement === undefined ? {} : { perAgreement: agreement }),
  }
}
