import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { methods, type BacklogLot, type ParamsOf, type ResultOf } from '../../shared/contract/index.ts'
import { isErrorCode, SohoaError } from '../../shared/model/index.ts'
import { explainError, lotDocumentTerms, lotStateTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { number, placeOf, type CommonOptions } from '../options/options.ts'

interface SplitOptions extends CommonOptions {
  readonly split?: string
}

function splitRule(split: string | undefined): Pick<ParamsOf<'backlog.plan'>, 'split'> {
  if (split === undefined || split === 'file') return {}
  return { split: split === 'blank-sheet' ? 'blank sheet' : { pages: number(split, '--split') } }
}

/** What `backlog plan --json` printed, perhaps changed by a person. */
const planFile = z.object({ documents: z.array(z.object({ name: z.string(), pages: z.array(z.object({ file: z.string(), page: z.number() })) })) })

async function readPlan(file: string): Promise<ParamsOf<'backlog.start'>> {
  const text = await readFile(file, 'utf8').catch((thrown: unknown) => { throw new SohoaError('file_not_found', { file }, { cause: thrown }) })
  try {
    const { documents } = planFile.parse(JSON.parse(text))
    return methods['backlog.start'].params.parse({ documents })
  } catch (thrown) {
    throw new SohoaError('dossier_invalid', { path: 'documents' }, { cause: thrown })
  }
}

/** Piles of old results. */
export function addBacklogCommands(door: Door, program: Command): void {
  const { language, outcome, say, print, json, call, command } = door
  const told = (lots: readonly BacklogLot[], options: CommonOptions): void => {
    for (const lot of lots) {
      if (options.json === true) { json(lot); continue }
      const { documents, pages, secondsLeft } = lot
      print(say('lotLine', { id: lot.id, state: lotStateTerms[lot.state][language], done: pages.done, total: pages.total, review: documents.awaitingReview, failed: documents.failed }))
      if (lot.state === 'running' && secondsLeft !== null) print(`    ${say('timeLeft', { minutes: Math.ceil(secondsLeft / 60) })}`)
      for (const { name, error } of lot.failures) print(`    ✘ ${name}: ${explainError(isErrorCode(error.code) ? error.code : 'internal', error.params, language).what}`)
    }
    if (lots.length === 0 && options.json !== true) print(say('noLots'))
    if (lots.some(({ documents }) => documents.failed > 0)) outcome.exit = 5
    else if (lots.some(({ documents }) => documents.awaitingReview > 0)) outcome.exit = 3
  }
  const run = async (options: CommonOptions): Promise<void> => { told((await call('backlog.run', {}, options, { cancellable: true })).lots, options) }

  const backlog = program.command('backlog').description(say('backlog'))
  command('plan <FILE...>', say('backlogPlan'), backlog).option('--split <RULE>', say('split')).action(async (files: string[], options: SplitOptions) => {
    const plan = await call('backlog.plan', { files: files.map((file) => placeOf(file, 'FILE')), ...splitRule(options.split) }, options, { cancellable: true })
    if (options.json === true) { json(plan); return }
    for (const { name, pages } of plan.documents) print(say('plannedDocument', { name, pages: pages.length }))
    for (const { file, page, why } of plan.left) {
      print(why === null ? say('separatorLeft', { file, page: page ?? 1 }) : `✘ ${file}: ${explainError(isErrorCode(why.code) ? why.code : 'internal', why.params, language).what}`)
    }
    print(say('planTotal', { documents: plan.documents.length, pages: plan.pages }))
  })
  command('start [FILES...]', say('backlogStart'), backlog).option('--split <RULE>', say('split')).option('--plan <FILE>', say('planFile')).option('--no-run', say('noRun'))
    .action(async (files: string[], options: SplitOptions & { plan?: string; run: boolean }) => {
      const { documents } = options.plan === undefined
        ? await call('backlog.plan', { files: files.map((file) => placeOf(file, 'FILES')), ...splitRule(options.split) }, options, { cancellable: true })
        : await readPlan(placeOf(options.plan, '--plan'))
      const lot = await call('backlog.start', { documents: documents.map(({ name, pages }) => ({ name, pages })) }, options)
      if (options.run) await run(options)
      else told([lot], options)
    })
  command('run', say('backlogRun'), backlog).action(run)
  command('state', say('backlogState'), backlog).action(async (options: CommonOptions) => { told((await call('backlog.state', {}, options)).lots, options) })
  command('documents <LOT>', say('backlogDocuments'), backlog).action(async (lot: string, options: CommonOptions) => {
    for (let after: number | null = 0; after !== null;) {
      const part: ResultOf<'backlog.documents'> = await call('backlog.documents', { lot, after }, options)
      for (const document of part.documents) {
        if (options.json === true) json(document)
        else print(`${document.number}. ${document.name} · ${lotDocumentTerms[document.state][language]}${document.record === null ? '' : ` · ${document.record}`}`)
      }
      after = part.next
    }
  })
  command('pause <LOT>', say('backlogPause'), backlog).action(async (lot: string, options: CommonOptions) => { told([await call('backlog.pause', { lot }, options)], options) })
  command('resume <LOT>', say('backlogResume'), backlog).action(async (lot: string, options: CommonOptions) => { told([await call('backlog.resume', { lot }, options)], options) })
}
