import { type PdfDictionary, isArray, isString, nameOf, textOf } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'

/** What a signature allows to be done after it (ISO 32000-1 §12.8.2.2, §12.8.2.4). */
export interface Permissions {
  /** 1: nothing, 2: forms and signatures, 3: annotations too; undefined: the signature certifies nothing. */
  readonly certification: 1 | 2 | 3 | undefined
  /** True for a field that the signature locks. */
  readonly locks: (field: string) => boolean
}

function coversField(named: readonly string[], field: string): boolean {
  return named.some((name) => field === name || field.startsWith(`${name}.`))
}

function lockOf(view: PdfView, parameters: PdfDictionary): (field: string) => boolean {
  const given = view.resolve(parameters.entries.get('Fields'))
  const named = (isArray(given) ? given.items : []).map((item) => view.resolve(item)).filter(isString).map(textOf)
  switch (nameOf(view.resolve(parameters.entries.get('Action')))) {
    case 'Include': return (field) => coversField(named, field)
    case 'Exclude': return (field) => !coversField(named, field)
    default: return () => true
  }
}

function levelOf(value: unknown): 1 | 2 | 3 {
  return value === 1 || value === 3 ? value : 2
}

/** Reads the transform methods of a signature dictionary. What is malformed there is read as the strictest meaning. */
export function readPermissions(view: PdfView, signature: PdfDictionary): Permissions {
  const references = view.resolve(signature.entries.get('Reference'))
  let certification: Permissions['certification']
  const locks: ((field: string) => boolean)[] = []
  for (const item of isArray(references) ? references.items : []) {
    const reference = view.dictionary(item)
    const method = nameOf(view.resolve(reference?.entries.get('TransformMethod')))
    const parameters = view.dictionary(reference?.entries.get('TransformParams'))
    if (method === 'DocMDP') {
      const level = levelOf(view.resolve(parameters?.entries.get('P')))
      certification = certification === undefined || level < certification ? level : certification
    }
    if (method === 'FieldMDP') {
      locks.push(parameters === undefined ? () => true : lockOf(view, parameters))
    }
  }
  return { certification, locks: (field) => locks.some((lock) => lock(field)) }
}
