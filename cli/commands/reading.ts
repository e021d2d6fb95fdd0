import type { Command } from 'commander'
import { isErrorCode, parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import type { ResultOf } from '../../shared/contract/index.ts'
import { checkTerms, explainError, fieldTerms, particularTerms, rememberedTerms, sayName, sexTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { placeOf, type CommonOptions } from '../options/options.ts'
import { usage } from '../usage.ts'

type Checked = ResultOf<'template.check'>
const millimetresAnInch = 25.4

/** How papers are read: templates of result papers, and what was learnt from corrections. */
export function addReadingCommands(door: Door, program: Command): void {
  const { language, say, print, json, call, command } = door
  const template = program.command('template').description(say('templateGroup'))

  command('list', say('templateList'), template).action(async (options: CommonOptions) => {
    const { templates } = await call('template.list', {}, options)
    if (options.json === true) { json(templates); return }
    for (const { id, name, own, fault } of templates) {
      print(`${own ? '+' : ' '} ${id}: ${name[language]}${own ? ` (${say('templateOwn')})` : ''}`)
      if (fault !== null && isErrorCode(fault.code)) print(`    ! ${explainError(fault.code, fault.params, language).what}`)
    }
  })

  command('check <FILE>', say('templateCheck'), template).requiredOption('--page <SCAN>', say('templatePage')).action(async (file: string, options: CommonOptions & { page: string }) => {
    const found = await call('template.check', { template: placeOf(file, 'FILE'), page: placeOf(options.page, '--page') }, options)
    if (options.json === true) { json(found); return }
    print(found.template === null ? say('templateNone') : say('templateKnown', { template: found.template }))
    for (const { role, values, failedChecks } of found.people) {
      print(say(role === 'deceased' ? 'templateDeceased' : 'templateOwner'))
      for (const value of values) print(valueLine(found, sayName(particularTerms, value.name, language), { ...value, value: sayName(sexTerms, value.value, language), failedChecks: value.name === 'number' ? failedChecks : [] }))
    }
    for (const field of found.fields) print(valueLine(found, fieldTerms[field.name][language], field))
  })

  command('add <FILE>', say('templateAdd'), template).action(async (file: string, options: CommonOptions) => {
    const added = await call('template.add', { file: placeOf(file, 'FILE') }, options)
    if (options.json === true) json(added)
    else print(say('templateAdded', { id: added.id, name: added.name[language] }))
  })

  command('remove <NAME>', say('templateRemove'), template).action(async (id: string, options: CommonOptions) => {
    const removed = await call('template.remove', { id }, options)
    if (options.json === true) json(removed)
    else print(say('templateRemoved', removed))
  })

  /** `  Họ tên: VI THỊ HẠ LAM (95 %) · trang 1, 35 × 66 mm`, and the checks that it fails. */
  function valueLine({ pages }: Checked, label: string, { value, confidence, evidence, failedChecks }: Pick<Checked['fields'][number], 'value' | 'confidence' | 'evidence' | 'failedChecks'>): string {
    const dpi = pages.find(({ page }) => page === evidence.page)?.dpi ?? 200
    const millimetres = (pixels: number): number => Math.round(pixels / dpi * millimetresAnInch)
    const place = say('templatePlace', { page: evidence.page, left: millimetres(evidence.box.x), top: millimetres(evidence.box.y) })
    return `  ${label}: ${value} (${Math.round(confidence * 100)} %) · ${place}${failedChecks.map((check) => ` · ! ${sayName(checkTerms, check, language)}`).join('')}`
  }

  const memory = program.command('memory').description(say('memoryGroup'))

  command('list', say('memoryList'), memory).action(async (options: CommonOptions) => {
    const { entries } = await call('memory.list', {}, options)
    if (options.json === true) { json(entries); return }
    if (entries.length === 0) print(say('memoryEmpty'))
    for (const { name, kind, value, agency, position, taught, lastAt } of entries) {
      const about = [position, agency].filter((part) => part !== null).join(', ')
      print(`${name} ${rememberedTerms[kind][language]}: ${value}${about === '' ? '' : ` (${about})`} · ${say(taught ? 'memoryTaught' : 'memoryRead')} · ${toVietnamTime(parseInstant(lastAt)).slice(0, 10)}`)
    }
  })

  command('export', say('memoryExport'), memory).requiredOption('--out <FILE>', say('memoryOut')).action(async (options: CommonOptions & { out: string }) => {
    const written = await call('memory.export', { file: placeOf(options.out, '--out') }, options)
    if (options.json === true) json(written)
    else print(say('memoryExported', written))
  })

  command('erase [NAME...]', say('memoryErase'), memory).option('--all', say('memoryAll')).action(async (names: string[], options: CommonOptions & { all?: boolean }) => {
    if ((options.all === true) === names.length > 0) throw usage(say('memoryWhich'))
    const erased = await call('memory.erase', { names: options.all === true ? 'all' : names }, options)
    if (options.json === true) json(erased)
    else print(say('memoryErased', erased))
  })
}
