import { attachmentTexts } from './commands/attachments.ts'
import { auditTexts } from './commands/audit.ts'
import { custodyTexts } from './commands/custody.ts'
import { correctionTexts } from './commands/correction.ts'
import { deliveryTexts } from './commands/delivery.ts'
import { generalTexts } from './commands/general.ts'
import { keyTexts } from './commands/keys.ts'
import { paperTexts } from './commands/paper.ts'
import { readingTexts } from './commands/reading.ts'
import { recordTexts } from './commands/records.ts'
import { reuseTexts } from './commands/reuse.ts'
import { signingTexts } from './commands/signing.ts'
import { stationTexts } from './commands/station.ts'
import { trustTexts } from './commands/trust.ts'
import { term as both, type Term } from './language.ts'

export type CommandText = keyof typeof commandTexts

/** Titles of a help text, keyed by commander's own. */
export const helpTitles: Readonly<Record<string, Term>> = {
  'Usage:': both('Cách dùng:', 'Usage:'),
  'Arguments:': both('Tham số:', 'Arguments:'),
  'Options:': both('Tùy chọn:', 'Options:'),
  'Commands:': both('Các lệnh:', 'Commands:'),
}

/** What the command line says, beside errors and terms. */
export const commandTexts = { ...generalTexts, ...stationTexts, ...keyTexts, ...trustTexts, ...readingTexts, ...custodyTexts, ...recordTexts, ...paperTexts, ...attachmentTexts, ...deliveryTexts, ...correctionTexts, ...signingTexts, ...reuseTexts, ...auditTexts } as const
