import { resolve, sep } from 'node:path'
import type { Dossier } from '../contract/index.ts'
import { SohoaError } from '../model/index.ts'

const nameOf = (path: string): string => path.normalize('NFC').split(/[\\/]/u).findLast((part) => part !== '') ?? ''

/** True when a dossier's `file` means this path: its name, with or without ending. */
function isRowOf(dossier: Dossier, path: string): boolean {
  const name = nameOf(path)
  const file = dossier.file?.normalize('NFC').trim()
  return file !== undefined && (file === name || file === name.replace(/\.[^.]+$/u, ''))
}

/**
 * The dossier row of a document: by its `file`, or the only row there is. Several rows for one document, one row for several
 * documents, or several rows without a match are a mistake, never a guess: undefined.
 */
export function dossierFor(path: string, dossiers: readonly Dossier[], paths: readonly string[]): Dossier | undefined {
  const documents = new Set(paths.map((other) => resolve(other))).size
  const [named, second] = dossiers.filter((dossier) => isRowOf(dossier, path))
  if (named !== undefined) {
    const others = paths.some((other) => resolve(other) !== resolve(path) && isRowOf(named, other))
    return second === undefined && !others ? named : undefined
  }
  const unnamed = dossiers.filter(({ file }) => file === undefined)
  return unnamed.length === 1 && (documents === 1 || dossiers.length === 1) && isShareable(unnamed[0], documents) ? unnamed[0] : undefined
}

/** Throws invalid_params when one path lies inside another: its pages would make two documents. */
export function refuseNested(paths: readonly string[]): void {
  const places = [...new Set(paths.map((path) => resolve(path)))]
  const nested = places.find((place) => places.some((other) => place.startsWith(other.endsWith(sep) ? other : `${other}${sep}`)))
  if (nested !== undefined) throw new SohoaError('invalid_params', { method: 'record.convert', path: nested })
}

/** One row may stand for several documents only when it names nobody: whose result each is must be told one by one. */
function isShareable(dossier: Dossier | undefined, documents: number): boolean {
  return dossier !== undefined && (documents === 1 || (dossier.owners.length === 0 && dossier.dossierCode === null && dossier.resultCode === null))
}
