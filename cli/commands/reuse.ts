import { isErrorCode, kindOf } from '../../shared/model/index.ts'
import { explainError } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { reuseText, sharedText } from '../text/duplicate.ts'
import { recordIdOf, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'
import { askLine, readFirstLine } from '../options/owner-id.ts'
import { targets } from '../options/recipient.ts'
import { usage } from '../usage.ts'

interface FindOptions extends CommonOptions {
  readonly number?: string
  readonly agency?: string
  readonly resultCode?: string
  readonly ownerIdFile?: string
  readonly askOwnerId?: boolean
  readonly shared?: boolean
}

interface ReuseOptions extends CommonOptions {
  readonly dossierCode?: string
  readonly insteadOf?: string
  readonly reason?: string
  readonly deliver: boolean
}

interface TakeOptions extends ReuseOptions {
  readonly number?: string
  readonly ownerIdFile?: string
  readonly to?: string
}

/** Reuse of what is digitised already, here or elsewhere. A personal number comes from a file or is typed when asked, never in the arguments. */
export function addReuseCommands(door: Door): void {
  const { language, outcome, say, print, json, call, command, tell } = door

  const ownerId = async (options: { readonly ownerIdFile?: string }, wanted: boolean): Promise<string | undefined> => {
    if (options.ownerIdFile !== undefined) return readFirstLine(options.ownerIdFile)
    return wanted ? askLine(say('askOwnerIdPrompt'), '--owner-id-file') : undefined
  }

  command('find', say('find')).option('--number <NUMBER>', say('findNumber')).option('--agency <NAME>', say('findAgency')).option('--result-code <CODE>', say('resultCode'))
    .option('--owner-id-file <FILE>', say('ownerIdFile')).option('--ask-owner-id', say('askOwnerId')).option('--shared', say('shared'))
    .action(async (options: FindOptions) => {
      const id = await ownerId(options, options.askOwnerId === true || options.shared === true || options.number === undefined)
      const found = await call('reuse.find', { number: options.number, agency: options.agency, resultCode: options.resultCode, ownerId: id, shared: options.shared === true }, options)
      if (found.shared?.error && isErrorCode(found.shared.error.code)) outcome.exit = kindOf(found.shared.error.code).exit
      if (options.json === true) { json(found); return }
      if (found.here.length > 0) print(say('here'))
      for (const result of found.here) print(reuseText(result, language))
      if ((found.shared?.results.length ?? 0) > 0) print(say('elsewhere'))
      for (const result of found.shared?.results ?? []) print(sharedText(result, language))
      if (found.here.length + (found.shared?.results.length ?? 0) === 0) print(say('nothing'))
      if (found.shared?.error && isErrorCode(found.shared.error.code)) {
        const { what, why, todo } = explainError(found.shared.error.code, found.shared.error.params, language)
        print(`✘ ${what}\n  ${why}\n  → ${todo}`)
      }
    })

  command('reuse <ID>', say('reuse')).option('--dossier-code <CODE>', say('reuseDossier')).option('--instead-of <ID>', say('closeDuplicate')).option('--reason <TEXT>', say('reason'))
    .option('--no-deliver', say('noDeliver'))
    .action(async (id: string, options: ReuseOptions) => {
      if (options.dossierCode === undefined && options.insteadOf === undefined) throw usage('--dossier-code | --instead-of')
      const record = await call('reuse.note', {
        id: recordIdOf(id), deliver: options.deliver, dossierCode: options.dossierCode, reason: options.reason,
        insteadOf: options.insteadOf === undefined ? undefined : recordIdOf(options.insteadOf),
      }, options)
      tell(options)({ type: 'record', record })
      outcome.exit = exitOfRun([record], [])
    })

  command('take <CODE>', say('take')).option('--number <NUMBER>', say('findNumber')).option('--owner-id-file <FILE>', say('ownerIdFile'))
    .option('--instead-of <ID>', say('insteadOf')).option('--dossier-code <CODE>', say('reuseDossier')).option('--reason <TEXT>', say('reason'))
    .option('--to <TARGETS>', say('to')).option('--no-deliver', say('noDeliver'))
    .action(async (code: string, options: TakeOptions) => {
      if (options.number === undefined && options.insteadOf === undefined) throw usage('--number | --instead-of')
      const id = await ownerId(options, options.insteadOf === undefined)
      const record = await call('reuse.take', {
        recordCode: code.toUpperCase(), deliver: options.deliver, number: options.number, ownerId: id, dossierCode: options.dossierCode, reason: options.reason,
        insteadOf: options.insteadOf === undefined ? undefined : recordIdOf(options.insteadOf),
        deliverTo: options.to === undefined ? undefined : targets(options.to),
      }, options)
      tell(options)({ type: 'record', record })
      outcome.exit = exitOfRun([record], [])
    })
}
