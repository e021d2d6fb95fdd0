import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Configuration, Dossier, ParamsOf } from '../../shared/contract/index.ts'
import { fieldNames, findingKinds, isRecordId, rights, SohoaError, workStates, type FieldName, type Right, type SignatureLevel, type WorkState } from '../../shared/model/index.ts'
import type { CommandText } from '../../shared/words/index.ts'
import { owner, receiver, targets, type ChoiceOptions } from './recipient.ts'
import { usage } from '../usage.ts'

export interface CommonOptions {
  readonly station?: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

export interface ConfigureOptions extends CommonOptions {
  readonly agency?: string
  readonly place?: string
  readonly agencyCode?: string
  readonly tsa?: string
  readonly moreTsa?: string[]
  readonly level?: SignatureLevel
  readonly target?: string[]
  readonly targetCa?: string
  readonly targetsOff?: string
  readonly lockAfter?: string
  readonly trust?: string[]
  readonly rsaScheme?: 'pkcs1' | 'pss'
  readonly digest?: 'SHA-256' | 'SHA-384' | 'SHA-512'
  readonly tokenModule?: string[]
  readonly pageSizeLimit?: string
  readonly acceptFrom?: string
  readonly askShared?: 'on' | 'off'
  readonly engine?: 'auto' | 'tesseract.js' | 'native'
  readonly to?: string
  readonly scanFolder?: string
  readonly samplePapers?: string
  readonly signing?: 'at-once' | 'when-told'
  readonly confirmSigning?: 'on' | 'off'
  readonly signingRegime?: Configuration['signingRegime']
}

export interface DossierOptions {
  readonly dossierCode?: string
  readonly procedureCode?: string
  readonly resultCode?: string
  readonly validUntil?: string
  readonly kind?: Dossier['kind']
  readonly sheets?: string
  readonly owner?: string[]
  readonly receiver?: string
}

export interface ConvertOptions extends CommonOptions, DossierOptions, ChoiceOptions {
  readonly dossier?: string
  readonly acceptAbove?: string
  readonly deliver: boolean
}

export interface ReviewOptions extends CommonOptions, DossierOptions, ChoiceOptions {
  readonly dossier?: string
  readonly set?: string[]
  readonly asOnPaper?: boolean
  readonly accept?: boolean
  readonly acceptAbove?: string
  readonly confirmRecipient?: boolean
  /** `true`: of every twin that is asked about. */
  readonly notDuplicate?: string[] | true
  readonly overrule?: string[]
  readonly dpi?: string
  readonly deliver: boolean
}

export const collect = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value]

export function number(value: string, option: string): number {
  const parsed = Number(value)
  if (value.trim() === '' || !Number.isFinite(parsed)) throw usage(`${option} ${value}`)
  return parsed
}

/** A fingerprint as people copy it (`3A:F0:…`), as the contract has it. */
export const plainDigest = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()

/** An absolute path. An empty one is a script's empty variable, and would mean the folder it happens to run in. */
export function placeOf(path: string, option: string): string {
  if (path.trim() === '') throw usage(`${option} “”`)
  return resolve(path)
}

/** The options of a command that tell what a dossier tells. */
export const addDossierOptions = (command: Command, say: (text: CommandText) => string): Command => command
  .option('--dossier-code <CODE>', say('dossierCode')).option('--procedure-code <CODE>', say('procedureCode')).option('--result-code <CODE>', say('resultCode'))
  .option('--valid-until <DATE>', say('validUntil')).option('--kind <KIND>', say('kind')).option('--sheets <N>', say('sheets'))
  .option('--owner <OWNER>', say('owner'), collect).option('--receiver <RECEIVER>', say('receiver'))

export function dossierFields(options: DossierOptions): Omit<Partial<Dossier>, 'file' | 'deliverTo'> {
  return {
    ...(options.dossierCode === undefined ? {} : { dossierCode: options.dossierCode }),
    ...(options.procedureCode === undefined ? {} : { procedureCode: options.procedureCode }),
    ...(options.resultCode === undefined ? {} : { resultCode: options.resultCode }),
    ...(options.validUntil === undefined ? {} : { validUntil: options.validUntil }),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.sheets === undefined ? {} : { sheets: number(options.sheets, '--sheets') }),
    ...(options.owner === undefined ? {} : { owners: options.owner.map(owner) }),
    ...(options.receiver === undefined ? {} : { receiver: receiver(options.receiver) }),
  }
}

export async function configuration(options: ConfigureOptions): Promise<NonNullable<ParamsOf<'station.configure'>['set']>> {
  const pem = async (path: string): Promise<string> => readFile(path, 'utf8').catch(() => { throw new SohoaError('file_not_found', { file: path }) })
  const caPem = options.targetCa === undefined ? undefined : await pem(options.targetCa)
  const addresses = (options.target ?? []).map((pair) => {
    const at = pair.indexOf('=')
    const [target] = targets(pair.slice(0, Math.max(0, at)))
    const url = pair.slice(at + 1)
    if (target !== undefined && url === 'none') return [target, null] as const
    if (target === undefined || caPem === undefined) throw usage('--target NAME=URL --target-ca FILE')
    return [target, { url, caPem }] as const
  })
  const trust = await Promise.all((options.trust ?? []).map(pem))
  return {
    ...(options.agency === undefined ? {} : { agency: options.agency }),
    ...(options.place === undefined ? {} : { place: options.place }),
    ...(options.agencyCode === undefined ? {} : { agencyCode: options.agencyCode }),
    ...(options.tsa === undefined ? {} : { timeStampUrl: options.tsa === 'none' ? null : options.tsa }),
    ...(addresses.length === 0 ? {} : { targets: Object.fromEntries(addresses) }),
    ...(options.targetsOff === undefined ? {} : { targetsOff: options.targetsOff === 'none' ? [] : targets(options.targetsOff) }),
    ...(options.lockAfter === undefined ? {} : { lockAfterMinutes: number(options.lockAfter, '--lock-after') }),
    ...(trust.length === 0 ? {} : { trustPem: trust.join('\n') }),
    ...(options.moreTsa === undefined ? {} : { moreTimeStampUrls: options.moreTsa.filter((url) => url !== 'none') }),
    ...(options.level === undefined ? {} : { signatureLevel: options.level }),
    ...(options.rsaScheme === undefined ? {} : { rsaScheme: options.rsaScheme === 'pss' ? 'PSS' : 'PKCS#1 v1.5' }),
    ...(options.digest === undefined ? {} : { signatureDigest: options.digest }),
    ...(options.tokenModule === undefined ? {} : { tokenModules: options.tokenModule.filter((file) => file !== 'none').map((file) => placeOf(file, '--token-module')) }),
    ...(options.pageSizeLimit === undefined ? {} : { pageSizeLimitKilobytes: options.pageSizeLimit === 'none' ? null : number(options.pageSizeLimit, '--page-size-limit') }),
    ...(options.scanFolder === undefined ? {} : { scanFolder: options.scanFolder === 'none' ? null : placeOf(options.scanFolder, '--scan-folder') }),
    ...(options.samplePapers === undefined ? {} : { samplePapers: options.samplePapers === 'none' ? null : placeOf(options.samplePapers, '--sample-papers') }),
    ...(options.acceptFrom === undefined ? {} : { acceptFrom: number(options.acceptFrom, '--accept-from') }),
    ...(options.askShared === undefined ? {} : { askShared: options.askShared === 'on' }),
    ...(options.engine === undefined ? {} : { ocrEngine: options.engine }),
    ...(options.to === undefined ? {} : { deliverTo: targets(options.to) }),
    ...(options.signing === undefined ? {} : { signing: options.signing === 'at-once' ? 'at once' : 'when told' }),
    ...(options.signingRegime === undefined ? {} : { signingRegime: options.signingRegime }),
    ...(options.confirmSigning === undefined ? {} : { confirmSigning: options.confirmSigning === 'on' }),
  }
}

/** Rights as typed: comma-separated; `none` for looking only. */
export function rightsGiven(value: string): Right[] {
  if (value === 'none') return []
  return value.split(',').map((part) => {
    const right = rights.find((known) => known === part.trim())
    if (right === undefined) throw usage(`--rights ${part}`)
    return right
  })
}

export function workState(value: string): WorkState {
  const state = workStates.find((known) => known === value)
  if (state === undefined) throw usage(`--work ${value} (${workStates.join(', ')})`)
  return state
}

export function recordIdOf(text: string): string {
  const id = text.toUpperCase()
  if (!isRecordId(id)) throw new SohoaError('not_found', { what: text })
  return id
}

export function fieldSetting(pair: string): [FieldName, string | null] {
  const at = pair.indexOf('=')
  const name = fieldNames.find((known) => known === pair.slice(0, Math.max(0, at)))
  if (name === undefined) throw usage(`--set ${pair} (${fieldNames.join(', ')})`)
  const value = pair.slice(at + 1).trim()
  return [name, value === '' ? null : value]
}

/** `FINDING`, `FINDING:PAGE`, or `all`. */
export function overruled(asked: readonly string[]): NonNullable<ParamsOf<'record.review'>['overrule']> {
  if (asked.includes('all')) return 'all'
  return asked.map((text) => {
    const [name, page] = text.split(':')
    const finding = findingKinds.find((known) => known === name)
    if (finding === undefined) throw usage(`--overrule ${text} (all, ${findingKinds.join(', ')})`)
    return page === undefined ? { finding } : { finding, page: number(page, '--overrule') }
  })
}

export function dossierFieldsForReview(options: DossierOptions): Partial<ParamsOf<'record.review'>> {
  const { receiver: given, ...rest } = dossierFields(options)
  const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  return { ...set, ...(given === undefined || given === null ? {} : { receiver: given }) }
}
