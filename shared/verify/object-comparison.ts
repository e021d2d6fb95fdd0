import { type PdfDictionary, type PdfObject, type PdfReference, isReference } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'

/** Names what an indirect object is in the document, when it is compared elsewhere under rules of its own. */
export type RoleOf = (reference: PdfReference) => string | undefined

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  if (left.buffer === right.buffer && left.byteOffset === right.byteOffset) return true
  return Buffer.compare(left, right) === 0
}

/**
 * Compares what two revisions of a file hold: two objects are the same when everything that can be reached from them
 * is the same, wherever it is stored. Objects with a role (pages, fields …) only need to have the same role.
 */
export class ObjectComparison {
  private readonly before: PdfView
  private readonly after: PdfView
  private readonly roleBefore: RoleOf
  private readonly roleAfter: RoleOf
  private readonly known = new Set<string>()

  constructor(before: PdfView, after: PdfView, roleBefore: RoleOf, roleAfter: RoleOf) {
    this.before = before
    this.after = after
    this.roleBefore = roleBefore
    this.roleAfter = roleAfter
  }

  /** True when nothing reachable from the two differs. Throws PdfStructureError on damage. */
  same(left: PdfObject | undefined, right: PdfObject | undefined): boolean {
    const assumed = new Set<string>()
    const work: [PdfObject, PdfObject][] = [[left ?? null, right ?? null]]
    for (let pair = work.pop(); pair !== undefined; pair = work.pop()) {
      if (!this.sameHere(pair[0], pair[1], work, assumed)) return false
    }
    for (const key of assumed) this.known.add(key)
    return true
  }

  /** Keys of two dictionaries whose values differ, `ignored` ones left out. */
  changedKeys(left: ReadonlyMap<string, PdfObject>, right: ReadonlyMap<string, PdfObject>, ignored: ReadonlySet<string>): string[] {
    const keys = new Set([...left.keys(), ...right.keys()])
    return [...keys].filter((key) => !ignored.has(key) && !this.same(left.get(key), right.get(key)))
  }

  private sameHere(left: PdfObject, right: PdfObject, work: [PdfObject, PdfObject][], assumed: Set<string>): boolean {
    if (isReference(left) || isReference(right)) return this.sameReferences(left, right, work, assumed)
    if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return left === right
    switch (left.kind) {
      case 'name': return right.kind === 'name' && left.name === right.name
      case 'string': return right.kind === 'string' && left.value === right.value
      case 'array': {
        if (right.kind !== 'array' || left.items.length !== right.items.length) return false
        left.items.forEach((item, index) => work.push([item, right.items[index] ?? null]))
        return true
      }
      case 'dictionary': {
        if (right.kind !== 'dictionary') return false
        pushEntries(left, right, work)
        return true
      }
      case 'unreadable': {
        if (right.kind !== 'unreadable' || left.raw !== right.raw) return false
        for (const reference of referencesIn(left.raw)) work.push([reference, reference])
        return true
      }
      case 'stream': {
        if (right.kind !== 'stream' || !sameBytes(left.raw, right.raw)) return false
        pushEntries(left.dictionary, right.dictionary, work)
        return true
      }
    }
  }

  private sameReferences(left: PdfObject, right: PdfObject, work: [PdfObject, PdfObject][], assumed: Set<string>): boolean {
    const leftRole = isReference(left) ? this.roleBefore(left) : undefined
    const rightRole = isReference(right) ? this.roleAfter(right) : undefined
    if (leftRole !== undefined || rightRole !== undefined) return leftRole === rightRole
    if (isReference(left) && isReference(right)) {
      const key = `${left.number} ${left.generation} ${right.number} ${right.generation}`
      if (this.known.has(key) || assumed.has(key)) return true
      assumed.add(key)
    }
    // One step at a time: a reference that leads to a reference may meet a role on its way.
    work.push([isReference(left) ? this.before.fetch(left) : left, isReference(right) ? this.after.fetch(right) : right])
    return true
  }
}

/** What an unreadable object may lead to: a more lenient reader could follow it. */
function referencesIn(raw: string): PdfReference[] {
  return [...raw.matchAll(/(\d{1,10})\s+(\d{1,5})\s+R/g)].map((match) => ({ kind: 'reference', number: Number(match[1]), generation: Number(match[2]) }))
}

function pushEntries(left: PdfDictionary, right: PdfDictionary, work: [PdfObject, PdfObject][]): void {
  for (const key of new Set([...left.entries.keys(), ...right.entries.keys()])) {
    work.push([left.entries.get(key) ?? null, right.entries.get(key) ?? null])
  }
}
