import type { ParticularName, ProposedParticular } from '../../model/index.ts'
import { belief } from '../confidence.ts'
import { findLabels } from '../text/labels.ts'
import { evidenceBetween, weakestBetween } from '../text/reading-stream.ts'
import type { ReadingStream } from '../text/reading-stream.ts'
import { addressAt, dayAt, sexAt } from '../text/values.ts'
import type { FoundValue } from '../text/values.ts'

/** Labels of what a paper tells of a person, as Vietnam's civil status, business and land forms have them. */
export const usualLabels: Readonly<Record<ParticularName, readonly string[]>> = {
  birthDate: ['ngày, tháng, năm sinh', 'sinh ngày', 'ngày sinh', 'sinh năm', 'năm sinh', 'sinh'],
  sex: ['giới tính', 'nam/nữ'],
  address: ['địa chỉ', 'nơi cư trú cuối cùng', 'nơi cư trú', 'nơi thường trú', 'nơi đăng ký thường trú', 'hộ khẩu thường trú', 'địa chỉ thường trú', 'thường trú tại', 'cư trú tại', 'trú tại', 'chỗ ở hiện nay', 'chỗ ở hiện tại', 'nơi ở hiện tại'],
}

const readers: Readonly<Record<ParticularName, (stream: ReadingStream, at: number) => FoundValue | undefined>> = { birthDate: dayAt, sex: sexAt, address: addressAt }
const ownConfidence = 0.95

function proposed(stream: ReadingStream, name: ParticularName, { value, start, end }: FoundValue, rule: string): ProposedParticular[] {
  const evidence = evidenceBetween(stream, start, end, rule)
  return evidence === undefined ? [] : [{ name, value, confidence: ownConfidence * belief(weakestBetween(stream, start, end)), evidence }]
}

/** One particular between two characters: behind the first of its labels that a value follows. A registration of birth (`khai sinh`) is no day of birth. */
function labelled(stream: ReadingStream, name: ParticularName, labels: readonly string[], from: number, to: number, rule: string): ProposedParticular[] {
  for (const { start, end } of findLabels(stream, labels, from, to)) {
    if (/(?:khai|giay) $/u.test(stream.folded.slice(Math.max(0, start - 5), start))) continue
    const value = readers[name](stream, end)
    if (value !== undefined && value.end <= to) return proposed(stream, name, value, rule)
  }
  return []
}

/** What is told of a person between two characters behind the name. `, Nữ,` right behind the name needs no label. */
export function particularsIn(stream: ReadingStream, from: number, to: number, labels: Partial<Readonly<Record<ParticularName, readonly string[]>>> = {}, rule = 'particulars-label'): ProposedParticular[] {
  const of = (name: ParticularName): ProposedParticular[] => labelled(stream, name, labels[name] ?? usualLabels[name], from, to, rule)
  const sex = of('sex')
  const bare = sex.length === 0 && /^\s*,\s*(?:nam|nu)\s*[,;]/u.test(stream.folded.slice(from, Math.min(to, from + 12))) ? sexAt(stream, from) : undefined
  return [...of('birthDate'), ...sex, ...(bare === undefined ? [] : proposed(stream, 'sex', bare, 'behind-name')), ...of('address')]
}
