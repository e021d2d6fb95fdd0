import { sameName, type Owner, type ProposedOwner, type RecipientBasis } from '../model/index.ts'

/** True when two identifiers are the same, however they are spaced: `099 085 001162` and `099085001162`, `0101234567-001` and `0101234567001`. */
export function sameId(left: string, right: string): boolean {
  const bare = (id: string): string => id.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return bare(left) !== '' && bare(left) === bare(right)
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
  const everyoneKnown = living.every((person) => inDossier.some((owner) => sameName(person.name, owner.name) && (person.id === undefined || (owner.id !== null && sameId(person.id, owner.id)))))
  return everyoneKnown ? { state: 'agreed' } : { state: 'open', why: 'not in dossier' }
}

/** The owners of a record: those of the dossier, else those proposed by the paper. */
export function ownersOf(onPaper: readonly ProposedOwner[], inDossier: readonly Owner[]): Owner[] {
  if (inDossier.length > 0) return [...inDossier]
  return onPaper.filter(({ role }) => role === 'owner').map(({ name, id }) => ({ kind: 'person', name, id: id ?? null, source: 'paper' }))
}
