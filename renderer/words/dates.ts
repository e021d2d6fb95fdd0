const vietnam = 'Asia/Ho_Chi_Minh'
const parts = new Intl.DateTimeFormat('en-GB', { timeZone: vietnam, day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })

function partsOf(instant: string): Readonly<Record<string, string>> | null {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? null : Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, value]))
}

/** An instant's day in Viet Nam, `08/07/2024`; what is no instant is shown as it stands. */
export function day(instant: string): string {
  const of = partsOf(instant)
  return of === null ? instant : `${of.day ?? ''}/${of.month ?? ''}/${of.year ?? ''}`
}

/** An instant in Viet Nam, `09:12 08/07/2024`. */
export function clock(instant: string): string {
  const of = partsOf(instant)
  return of === null ? instant : `${of.hour ?? ''}:${of.minute ?? ''} ${of.day ?? ''}/${of.month ?? ''}/${of.year ?? ''}`
}

/** `2024-07-08` as people write it, `08/07/2024`; other text as it stands. */
export function printDate(value: string): string {
  return value.replace(/^(\d{4})-(\d{2})-(\d{2})$/u, '$3/$2/$1')
}

/** What a person typed for a day, with any separator or none, as `2024-07-08`; text that is no such thing stays as typed. */
export function parseDate(typed: string): string {
  const match = /^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})\s*$/u.exec(typed) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/u.exec(typed)
  return match === null ? typed : `${match[3] ?? ''}-${(match[2] ?? '').padStart(2, '0')}-${(match[1] ?? '').padStart(2, '0')}`
}
