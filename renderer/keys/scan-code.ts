import { keysBehind, typingMethods } from './typing-methods.ts'

/** What a barcode reader can bring to the desk. */
export type ScanCode =
  | { readonly kind: 'dossier'; readonly code: string }
  /** The QR of a căn cước. `name` is null where an input method left several readings of it. */
  | { readonly kind: 'identity'; readonly number: string; readonly name: string | null; readonly born: string | null }

/** `H22.15-261122-0001`, also with the older lead `000.00.15.`. */
const dossierCode = /^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,6}$/u

/** dd mm yyyy without separators, as YYYY-MM-DD; null where that is no day. */
function dayOf(digits: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/u.exec(digits)
  if (match === null) return null
  const text = `${match[3] ?? ''}-${match[2] ?? ''}-${match[1] ?? ''}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : text
}

/** `number|old number|name|born|sex|address|issued…`, as the QR of a CCCD or căn cước holds it. */
function identityOf(text: string): ScanCode | null {
  const [number, before, name, born, ...rest] = text.split('|')
  if (number === undefined || !/^\d{12}$/u.test(number) || before === undefined || !/^(?:\d{9}|\d{12})?$/u.test(before)) return null
  if (name === undefined || !/^[\p{L}\p{M} '.-]{2,100}$/u.test(name) || born === undefined || !/^\d{8}$/u.test(born) || rest.length < 3) return null
  return { kind: 'identity', number, name: name.normalize('NFC').trim(), born: dayOf(born) }
}

function plainCode(text: string): ScanCode | null {
  const trimmed = text.trim()
  return dossierCode.test(trimmed) ? { kind: 'dossier', code: trimmed } : identityOf(trimmed)
}

const onset = 'ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]'
const nucleus = 'oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|iêu|yêu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|ưa|ưi|uô|uơ|ưu|uy|iê|yê|ươ|[aăâeêioôơuưy]'
const syllable = new RegExp(`^(?:${onset})?(?:${nucleus})(?:ch|ng|nh|[cmnpt])?$`, 'iu')

/** True for a syllable of Vietnamese: its letters, whatever its tone. */
const isSyllable = (word: string): boolean => syllable.test(word.normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '').normalize('NFC'))

/**
 * The name that a reader sent. Readers that send Unicode give it with its marks; of one that sends plain letters, an input
 * method makes marks in names that are no Vietnamese syllables (`KSOR` shows as `KSỎ`). Null where several names would show so.
 */
function nameBehind(shown: string): string | null {
  if (shown.split(' ').every((word) => /^\p{ASCII}*$/u.test(word) || isSyllable(word))) return shown
  const names = new Set(typingMethods.flatMap((method) => keysBehind(method, shown)).filter((keys) => !/\d/u.test(keys)))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : null
}

/**
 * Takes what a barcode reader typed for what it read, undone from the mangling of an input method that was switched on.
 * Null where it is none of the codes that this desk knows, or where several codes would show like this.
 */
export function readScanCode(text: string): ScanCode | null {
  const plain = plainCode(text)
  if (plain?.kind === 'dossier') return plain
  if (plain?.kind === 'identity') return { ...plain, name: plain.name === null ? null : nameBehind(plain.name) }
  const codes = new Set(typingMethods.flatMap((method) => keysBehind(method, text.trim())).filter((keys) => dossierCode.test(keys)))
  const [code] = codes
  return codes.size === 1 && code !== undefined ? { kind: 'dossier', code } : null
}
