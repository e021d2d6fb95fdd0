import type { ErrorCode, ErrorParams } from '../model/index.ts'
import { errorTexts, type ErrorText } from './errors.ts'
import { scanRefusalTexts } from './scan-refusals.ts'

export type Language = 'vi' | 'en'

/** Puts parameters into `{name}` places. A name without a value stays visible as `…`. */
export function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/gu, (_, name: string) => String(params[name] ?? '…'))
}

/** The three sentences of an error in a language. */
export function explainError(code: ErrorCode, params: ErrorParams, language: Language): ErrorText {
  const text = errorTexts[code][language]
  const refusal = code === 'not_a_scan' ? scanRefusalTexts[String(params.why)] : undefined
  const said = refusal === undefined ? params : { ...params, why: refusal[language] }
  return { what: fill(text.what, said), why: fill(text.why, said), todo: fill(text.todo, said) }
}
