import type { RecordId } from '../../model/index.ts'
import { signerRoles, type SignerRole } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'
import { keyHolders } from './key-holders.ts'
import { signaturesMade, stationRegime } from './signature-order.ts'

/**
 * In whose name the one who opened the station signs when these records (none named: any) are signed: as the officer who has a key of his
 * own, and for the agency where he may (`forAgency`). What comes after a signature that he cannot make is not his turn yet.
 */
export function rolesWanted(context: PipelineContext, ids: readonly RecordId[], forAgency: boolean): SignerRole[] {
  const regime = stationRegime(context)
  const inPerson = Object.values(keyHolders(context)).includes(context.actor)
  const can = (role: SignerRole): boolean => (role === 'agency' ? forAgency : inPerson)
  const wanted = new Set<SignerRole>()
  const add = (from: number): void => {
    for (const { by } of regime.signatures.slice(from)) {
      if (!can(by)) return
      wanted.add(by)
    }
  }
  if (ids.length === 0) for (const from of regime.signatures.keys()) add(from)
  for (const id of ids) add(signaturesMade(context, id, regime).length)
  return signerRoles.filter((role) => wanted.has(role))
}
