import { calendarDate, tidy } from '../../model/index.ts'
import type { CalendarDate, IdentityCard } from '../../model/index.ts'

const longest = 1000

function compactDate(text: string): CalendarDate | undefined {
  const parts = /^(\d{2})(\d{2})(\d{4})$/u.exec(text)
  return parts === null ? undefined : calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1]))
}

/** `Nam` and `Nữ` in any case, with or without marks. */
export function sexOf(text: string): IdentityCard['sex'] | undefined {
  const bare = text.normalize('NFD').replace(/\p{Mn}/gu, '').trim().toLowerCase()
  return bare === 'nam' ? 'male' : bare === 'nu' ? 'female' : undefined
}

/**
 * The QR of a card: `number|old number|name|ddmmyyyy|sex|residence|ddmmyyyy of issue`; cards since July 2024 carry further fields,
 * which are let be. Undefined for anything else: with a field missing or of another form nothing says which is which. (Layout as
 * printed on the cards; no published standard was found.)
 */
export function readCardQr(payload: string): IdentityCard | undefined {
  if (payload.length > longest) return undefined
  const [number = '', formerNumber = '', name = '', birth = '', sexText = '', address = '', issue = ''] = payload.split('|').map(tidy)
  const [birthDate, issuedOn, sex] = [compactDate(birth), compactDate(issue), sexOf(sexText)]
  if (!/^\d{12}$/u.test(number) || !/^(?:\d{9}|\d{12})?$/u.test(formerNumber) || !/^\p{L}[\p{L}\s'’.-]+$/u.test(name)) return undefined
  if (birthDate === undefined || issuedOn === undefined || sex === undefined) return undefined
  return { source: 'qr', number, formerNumber: formerNumber === '' ? null : formerNumber, name, birthDate, sex, address: address === '' ? null : address, issuedOn, expiresOn: null }
}
