/** What a conversion mark tells of a record, wherever it was made. */
export interface ToldMark {
  readonly code: string
  /** Of conversion, ISO 8601 with its zone; null where none is told. */
  readonly time: string | null
  /** The beginning of the digest over the scanned pages, hexadecimal; null where none is told. */
  readonly digest: string | null
}

const codePattern = /\bSH-\d{6}-[0-9A-HJKMNP-TV-Z]{8}\b/u
const timePattern = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?[+-]\d{2}:\d{2}\b/u
const digestPattern = /\b[0-9a-f]{12,64}\b/u

/** Reads a mark's QR or its printed lines by the forms of its values, so that the words of any template do. Undefined where no code of a record stands. */
export function toldMark(text: string): ToldMark | undefined {
  const code = codePattern.exec(text)?.[0]
  if (code === undefined) return undefined
  return { code, time: timePattern.exec(text)?.[0] ?? null, digest: digestPattern.exec(text)?.[0] ?? null }
}
