/** A JSON text with the line of every part; `at` where it is no JSON. */
export type LinedJson =
  | { readonly ok: true; readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly ok: false; readonly line: number }

const token = /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/uy
const deepest = 20

/**
 * Parses JSON (RFC 8259) and remembers on which line (from 1) each value begins, so that a person is told where to look. `JSON.parse`
 * tells the place of a fault in a message alone. Nothing deeper than 20 levels is taken.
 */
export function parseLinedJson(text: string): LinedJson {
  const lines = new Map<string, number>()
  let at = 0
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  class Fault extends Error {}
  const next = (): { sign: string; start: number } => {
    token.lastIndex = at
    const found = token.exec(text)
    if (found === null) throw new Fault()
    const sign = found[1] ?? found[2] ?? found[3] ?? ''
    at = token.lastIndex
    return { sign, start: at - sign.length }
  }
  const peek = (): string => {
    const before = at
    const { sign } = next()
    at = before
    return sign
  }
  const expectSign = (wanted: string): void => {
    const before = at
    if (next().sign !== wanted) {
      at = before
      throw new Fault()
    }
  }
  const parts = (close: string, part: () => void): void => {
    if (peek() === close) { next(); return }
    for (;;) {
      part()
      if (peek() === close) { next(); return }
      expectSign(',')
    }
  }
  const value = (path: readonly (string | number)[]): void => {
    if (path.length > deepest) throw new Fault()
    const before = at
    const { sign, start } = next()
    lines.set(JSON.stringify(path), lineAt(start))
    if (sign === '[') {
      let index = 0
      parts(']', () => { value([...path, index++]) })
    } else if (sign === '{') {
      parts('}', () => {
        const { sign: key, start: keyStart } = next()
        if (!key.startsWith('"')) {
          at = keyStart
          throw new Fault()
        }
        expectSign(':')
        value([...path, String(JSON.parse(key))])
      })
    } else if (/^[\]},:]$/u.test(sign)) {
      at = before
      throw new Fault()
    }
  }
  try {
    value([])
    if (text.slice(at).trim() !== '') throw new Fault()
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { ok: false, line: lineAt(at + (/^\s*/u.exec(text.slice(at))?.[0].length ?? 0)) }
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const line = lines.get(JSON.stringify(path.slice(0, length)))
      if (line !== undefined) return line
    }
    return 1
  }
  return { ok: true, value: JSON.parse(text), lineOf }
}
