import type { ErrorParams } from '../model/index.ts'

/** Puts parameters into `{name}` places. A name without a value stays visible as `…`. */
export function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/gu, (_, name: string) => String(params[name] ?? '…'))
}
