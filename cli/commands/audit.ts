import { Option, type Command } from 'commander'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { auditFaultTerms, sayName, targetTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { placeOf, type CommonOptions } from '../options/options.ts'

/** The log of who did what: checked, written out. */
export function addAuditCommands(door: Door, program: Command): void {
  const { language, outcome, say, print, json, call, command } = door
  const audit = program.command('audit').description(say('audit'))

  command('verify', say('auditVerify'), audit).action(async (options: CommonOptions) => {
    const verdict = await call('audit.verify', {}, options)
    if (!verdict.sound) outcome.exit = 7
    if (options.json === true) { json(verdict); return }
    const { entries, head, faults, receipts, breaks } = verdict
    print(say(verdict.sound ? 'auditSound' : 'auditUnsound', { entries, head: head.hash.slice(0, 16), receipts: receipts.agreeing }))
    for (const { seq, fault, receipt } of faults) {
      const place = seq === null ? '' : ` · ${say('auditEntry', { seq })}`
      print(`  ✘ ${sayName(auditFaultTerms, fault, language)}${place}${receipt === null ? '' : ` · ${targetTerms[receipt.target][language]} · ${receipt.record}`}`)
    }
    for (const { seq, at, action } of breaks) print(`  ! ${say('auditBreak', { seq, at: toVietnamTime(parseInstant(at)), action })}`)
    if (receipts.beforeBreak > 0) print(`  ! ${say('auditBeforeBreak', { count: receipts.beforeBreak })}`)
    if (receipts.unchecked > 0) print(`  ! ${say('auditUnchecked', { count: receipts.unchecked })}`)
  })

  command('export', say('auditExport'), audit).requiredOption('--out <FILE>', say('auditOut'))
    .addOption(new Option('--format <json|csv>', say('auditFormat')).choices(['json', 'csv']).default('json'))
    .action(async (options: CommonOptions & { out: string; format: 'json' | 'csv' }) => {
      const written = await call('audit.export', { file: placeOf(options.out, '--out'), format: options.format }, options)
      if (options.json === true) json(written)
      else print(say('auditWritten', { file: written.file, entries: written.entries }))
    })
}
