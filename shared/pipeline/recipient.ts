import { sameName, type Owner, type ProposedOwner, type RecipientBasis } from '../model/index.ts'

const digitsOnly = (id: string): string => id.replace(/\D/gu, '')

/** True when two identifiers are the same number, however they are spaced. */
function sameId(left: string, right: string): boolean {
  return digitsOnly(left) !== '' && digitsOnly(left) === digitsOnly(right)
}

/**
 * Whether it is certain whose result this is: every owner of the dossier stands on the paper with the same ID and the
 * same name, and the paper names no owner beside them. Anything less is open, with the first reason found
 * (ARCHITECTURE invariant 6: a wrong recipient is worse than a waiting one). The deceased is never a recipient.
 */
export function judgeRecipient(onPaper: readonly ProposedOwner[], inDossier: readonly Owner[]): RecipientBasis {
  const living = onPaper.filter(({ role }) => role === 'owner')
  if (inDossier.length === 0) return { state: 'open', why: living.length === 0 ? 'no owner' : 'not in dossier' }
  for (const owner of inDossier) {
    const dead = onPaper.some((person) => person.role === 'deceased' && (sameName(person.name, owner.name) || (owner.id !== null && person.id !== undefined && sameId(person.id, owner.id))))
    if (dead) return { state: 'open', why: 'deceased' }
    if (owner.id === null) return { state: 'open', why: 'no id' }
    const { id } = owner
    const byId = living.find((person) => person.id !== undefined && sameId(person.id, id))
    if (byId !== undefined) {
      if (!sameName(byId.name, owner.name)) return { state: 'open', why: 'name differs' }
      continue
    }
    const byName = living.find((person) => sameName(person.name, owner.name))
    if (byName === undefined) return { state: 'open', why: 'not on paper' }
    return { state: 'open', why: byName.id === undefined ? 'no id' : 'id differs' }
  }
  const everyoneKnown = living.every((person) => inDossier.some((owner) => sameName(person.name, owner.name)))
  return everyoneKnown ? { state: 'agreed' } : { state: 'open', why: 'not in dossier' }
}

/** The owners of a record: those of the dossier, else those proposed by the paper. */
export function ownersOf(onPaper: readonly ProposedOwner[], inDossier: readonly Owner[]): Owner[] {
  if (inDossier.length > 0) return [...inDossier]
  return onPaper.filter(({ role }) => role === 'owner').map(({ name, id }) => ({ kind: 'person', name, id: id ?? null, source: 'paper' }))
}
