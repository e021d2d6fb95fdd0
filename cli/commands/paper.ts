import type { PageList, ParamsOf, StationEvent } from '../../shared/contract/index.ts'
import { scanColours, scanSources, type ScanColour, type ScanSource } from '../../shared/model/index.ts'
import { leftOutTerms, pageStateTerms } from '../../shared/words/index.ts'
import { Option } from 'commander'
import type { Door } from '../door.ts'
import { addDossierOptions, collect, dossierFields, number, placeOf, recordIdOf, type CommonOptions, type DossierOptions } from '../options/options.ts'
import { numbers, pageEdits, type PagesOptions } from '../options/pages.ts'
import { exitOfRun } from '../outcome.ts'

interface ScanOptions extends CommonOptions, DossierOptions {
  readonly list?: boolean
  readonly device?: string
  readonly source?: ScanSource
  readonly duplex?: boolean
  readonly resolution?: string
  readonly colour?: ScanColour
  readonly into?: string
  readonly at?: string
  readonly insteadOf?: string
  readonly replaces?: string
  readonly reason?: string
  readonly split?: string
  readonly close?: string
}

function scanParams(options: ScanOptions): ParamsOf<'scan.start'> {
  return {
    ...(options.device === undefined ? {} : { device: options.device }),
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.duplex === true ? { duplex: true } : {}),
    ...(options.resolution === undefined ? {} : { resolution: number(options.resolution, '--resolution') }),
    ...(options.colour === undefined ? {} : { colour: options.colour }),
    ...(options.into === undefined ? {} : { into: recordIdOf(options.into) }),
    ...(options.at === undefined ? {} : { place: number(options.at, '--at') }),
    ...(options.insteadOf === undefined ? {} : { insteadOf: number(options.insteadOf, '--instead-of') }),
    ...(options.replaces === undefined ? {} : { replaces: recordIdOf(options.replaces) }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(options.split === undefined ? {} : { split: options.split === 'blank-sheet' ? 'blank sheet' as const : { pages: number(options.split, '--split') } }),
    dossier: dossierFields(options),
  }
}

/** Paper from a scanner, and the pages of records. */
export function addPaperCommands(door: Door): void {
  const { language, outcome, say, print, json, call, command, tell } = door

  const tellPage = (options: CommonOptions) => (event: StationEvent): void => {
    if (event.type !== 'page' || options.json === true) return
    print(say('pageCame', { page: event.page.ordinal, width: Math.round(event.page.widthPx), height: Math.round(event.page.heightPx) }))
  }
  const tellPages = (list: PageList, options: CommonOptions): void => {
    if (options.json === true) { json(list); return }
    for (const { ordinal, place, state, leftOut, widthPx, heightPx } of list.pages) {
      const said = leftOut === null ? pageStateTerms[state][language] : leftOutTerms[leftOut][language]
      print(say('pageLine', { ordinal, place: place ?? '–', state: said, width: Math.round(widthPx), height: Math.round(heightPx) }))
    }
  }
  /** Reads records as far as the review, and tells each. */
  const read = async (ids: readonly string[], options: CommonOptions): Promise<void> => {
    const records = []
    for (const id of ids) {
      const record = await call('page.read', { id }, options)
      tell(options)({ type: 'record', record })
      records.push(record)
    }
    outcome.exit = exitOfRun(records, [])
  }

  addDossierOptions(command('scan', say('scan')).addHelpText('after', `\n${say('scanHelp')}`), say)
    .option('--list', say('listScanners')).option('--device <DEVICE>', say('device'))
    .addOption(new Option('--source <SOURCE>', say('scanSource')).choices(scanSources)).option('--duplex', say('duplex')).option('--resolution <DPI>', say('resolution'))
    .addOption(new Option('--colour <COLOUR>', say('colour')).choices(scanColours)).option('--split <RULE>', say('split'))
    .option('--into <ID>', say('into')).option('--at <PLACE>', say('at')).option('--instead-of <PAGE>', say('insteadOf')).option('--close <ID>', say('closeScan'))
    .option('--replaces <ID>', say('scanReplaces')).option('--reason <TEXT>', say('decisionReason'))
    .action(async (options: ScanOptions) => {
      if (options.list === true) {
        const { devices } = await call('scan.devices', { anew: true }, options)
        for (const device of devices) {
          if (options.json === true) json(device)
          else print(`${device.id} · ${device.name} · ${[...device.sources, ...(device.duplex ? ['duplex'] : [])].join(', ')}`)
        }
        if (devices.length === 0 && options.json !== true) print(say('noScanner'))
        return
      }
      if (options.close !== undefined) {
        const { id } = await call('scan.close', { id: recordIdOf(options.close) }, options)
        await read([id], options)
        return
      }
      const { records } = await call('scan.start', scanParams(options), options, { cancellable: true, onEvent: tellPage(options) })
      await read(records.map(({ id }) => id), options)
    })

  command('pages <ID>', say('editPages')).option('--turn <PAGE:DEGREES>', say('turn'), collect).option('--straighten <PAGE:DEGREES>', say('straighten'), collect)
    .option('--crop <PAGE:BOX>', say('crop'), collect).option('--move <PAGE:PLACE>', say('movePage'), collect)
    .option('--leave-out <PAGES>', say('leaveOut')).option('--take-back <PAGES>', say('takeBack'))
    .option('--insert <FILE>', say('insertPages'), collect).option('--at <PLACE>', say('at')).option('--instead-of <PAGE>', say('insteadOf'))
    .option('--undo', say('undoPages')).option('--no-read', say('noRead'))
    .action(async (given: string, options: PagesOptions) => {
      const id = recordIdOf(given)
      const edits = pageEdits(options)
      for (const edit of edits) await call('page.edit', { id, edit }, options)
      if (options.insert !== undefined) {
        await call('page.insert', {
          id, files: options.insert.map((file) => placeOf(file, '--insert')),
          ...(options.at === undefined ? {} : { place: number(options.at, '--at') }),
          ...(options.insteadOf === undefined ? {} : { insteadOf: number(options.insteadOf, '--instead-of') }),
        }, options)
      }
      if (options.undo === true) await call('page.undo', { id }, options)
      const edited = edits.length > 0 || options.insert !== undefined || options.undo === true
      if (edited && options.read) await read([id], options)
      tellPages(await call('page.list', { id }, options), options)
    })

  command('split <ID>', say('splitRecord')).requiredOption('--at <PAGES>', say('splitAt')).option('--no-read', say('noRead'))
    .action(async (id: string, options: CommonOptions & { at: string; read: boolean }) => {
      const { records } = await call('record.split', { id: recordIdOf(id), at: numbers(options.at, '--at') }, options)
      if (options.read) await read(records.map((record) => record.id), options)
      else for (const record of records) tell(options)({ type: 'record', record })
    })

  command('merge <ID>', say('mergeRecord')).requiredOption('--with <ID>', say('mergeWith')).option('--no-read', say('noRead'))
    .action(async (id: string, options: CommonOptions & { with: string; read: boolean }) => {
      const record = await call('record.merge', { id: recordIdOf(id), with: recordIdOf(options.with) }, options)
      if (options.read) await read([record.id], options)
      else tell(options)({ type: 'record', record })
    })
}
