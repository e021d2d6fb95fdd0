import { instant, type Instant } from '../model/index.ts'

const datePattern = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?/

/** Reads a PDF date (ISO 32000-1 §7.9.4), e.g. `D:20261122100625+07'00'`; null when it is none. Without zone: UTC. */
export function readPdfDate(text: string): Instant | null {
  const parts = datePattern.exec(text)
  if (parts === null) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', , sign, zoneHours = '00', zoneMinutes = '00'] = parts
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1)
  const date = new Date(local - (sign === undefined ? 0 : zone))
  return Number.isNaN(date.getTime()) ? null : instant(date)
}
