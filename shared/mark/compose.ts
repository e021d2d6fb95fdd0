import { SohoaError, tidy, toVietnamTime, type ConversionMark, type Digest, type Instant } from '../model/index.ts'
import { fill, type MarkTemplate, type Placeholder } from './template.ts'

/** Stands first in mark and QR of everything that a training or demo station makes. No template can take it away. */
export const trainingNotice = 'BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ'

/** `10:06:25 ngày 22/11/2026`, Vietnam's time. */
function readableTime(moment: Instant): string {
  const [date = '', time = ''] = toVietnamTime(moment).split('T')
  return `${time.slice(0, 8)} ngày ${date.split('-').reverse().join('/')}`
}

function oneLine(path: string, text: string): string {
  const tidied = tidy(text)
  if (tidied === '' || /[\p{Cc}\p{Cf}]/u.test(tidied)) throw new SohoaError('invalid_params', { path, method: 'composeMark' })
  return tidied
}

/**
 * The mark of one conversion (Decree 137/2024 Art. 4(1)(a)): sign in words, time with Vietnam's zone (ISO 8601), full
 * name of the converting agency; in the QR the same with the record's code and the beginning of the raw pages' digest.
 * Nothing else goes in, so no personal data can. With `training` the notice comes first in both, whatever the template says.
 * Throws invalid_params for an empty agency or code, or one with control characters.
 */
export function composeMark(input: {
  readonly template: MarkTemplate
  readonly agency: string
  readonly convertedAt: Instant
  /** Code printed for look-up; says nothing about the person. */
  readonly recordCode: string
  readonly rawDigest: Digest
  readonly training: boolean
}): ConversionMark {
  const { template, convertedAt, rawDigest, training } = input
  const agency = oneLine('agency', input.agency)
  const recordCode = oneLine('recordCode', input.recordCode)
  const values: Readonly<Record<Placeholder, string>> = {
    agency,
    time: toVietnamTime(convertedAt),
    readableTime: readableTime(convertedAt),
    code: recordCode,
    digest: rawDigest.slice(0, template.digestDigits),
  }
  const filled = (lines: readonly string[]): string[] => [...(training ? [trainingNotice] : []), ...lines.map((line) => fill(line, values))]
  return {
    regime: 'chuyển đổi kết quả TTHC',
    template: template.id,
    lines: filled(template.lines),
    qrText: filled(template.qr).join('\n'),
    convertedAt,
    agency,
    recordCode,
    rawDigest,
    training,
  }
}
