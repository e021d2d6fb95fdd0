import { isPersonalNumber } from './owner.ts'

/** What a barcode reader, or an officer's hand, put into the field at the counter. */
export type Scanned =
  | { readonly kind: 'person'; readonly id: string; readonly name: string | null }
  | { readonly kind: 'dossier'; readonly dossierCode: string }

/**
 * Reads what was scanned or typed: the QR of an identity card (`number|old number|NAME|ddmmyyyy|sex|address|ddmmyyyy`, Circular
 * 06/2021/TT-BCA; the old number may be empty), a personal number, or else a dossier code.
 */
export function readScanned(text: string): Scanned {
  const tidied = text.normalize('NFC').trim()
  const [number = '', , name = ''] = tidied.split('|')
  const digits = number.replace(/[ .]/gu, '')
  if (isPersonalNumber(digits)) return { kind: 'person', id: digits, name: name.trim() === '' ? null : name.trim() }
  return { kind: 'dossier', dossierCode: tidied }
}
