import path from 'node:path'
import { z } from 'zod'
import type { ResultOf } from '../../contract/index.ts'
import { bundledTemplates, extract, readTemplate, type PaperTemplate } from '../../extract/index.ts'
import { expandSource } from '../../capture/index.ts'
import { parseInstant, SohoaError, type Instant } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { bytesGiven, dropUsed, nameGiven, planGiven, readGiven } from '../paper/given-files.ts'
import { audit } from '../transition.ts'
import { readPage } from './read-page.ts'

const setting = 'reading templates'
const mostTemplates = 100
/** A template tells of what stands on the first pages. */
const pagesChecked = 4

const kept = z.array(z.strictObject({ id: z.string(), text: z.string(), addedAt: z.string().transform((text): Instant => parseInstant(text)), addedBy: z.string() }))
type Kept = z.output<typeof kept>[number]

const ownOf = ({ store }: Pick<PipelineContext, 'store'>): readonly Kept[] => store.getSetting(setting, kept) ?? []

interface Read {
  readonly texts: string
  readonly templates: readonly PaperTemplate[]
  /** The station's own that this version of the program does not take any more, by name. */
  readonly refused: ReadonlyMap<string, SohoaError>
}

const lastRead = new WeakMap<Store, Read>()

function readAll(context: Pick<PipelineContext, 'store'>): Read {
  const own = ownOf(context)
  const texts = JSON.stringify(own)
  const known = lastRead.get(context.store)
  if (known?.texts === texts) return known
  const refused = new Map<string, SohoaError>()
  const read = own.flatMap(({ id, text }) => {
    try {
      return [readTemplate(id, text)]
    } catch (thrown) {
      if (!(thrown instanceof SohoaError) || thrown.code !== 'reading_template_invalid') throw thrown
      refused.set(id, thrown)
      return []
    }
  })
  const templates = [...read, ...bundledTemplates().filter(({ id }) => !read.some((template) => template.id === id))]
  const all = { texts, templates, refused }
  lastRead.set(context.store, all)
  return all
}

/**
 * By which papers are read: the station's own before those that come with the program, which one of the same name takes the place of.
 * One that this version of the program does not take any more is left out, and listed with its fault: it never stops reading.
 */
export function readingTemplates(context: Pick<PipelineContext, 'store'>): readonly PaperTemplate[] {
  return readAll(context).templates
}

type TemplateLine = ResultOf<'template.add'>

function lineOf({ id, name, basis, titles }: PaperTemplate, own: Kept | undefined): TemplateLine {
  return { id, name: { ...name }, basis: [...basis], titles: [...titles], own: own !== undefined, addedAt: own?.addedAt ?? null, addedBy: own?.addedBy ?? null, fault: null }
}

/** All templates in the order in which they are tried; then those that are not taken any more. */
export function listTemplates(context: Pick<PipelineContext, 'store'>): TemplateLine[] {
  const own = ownOf(context)
  const { templates, refused } = readAll(context)
  const faulty = own.flatMap(({ id, addedAt, addedBy }): TemplateLine[] => {
    const fault = refused.get(id)
    return fault === undefined ? [] : [{ id, name: { vi: id, en: id }, basis: [], titles: [], own: true, addedAt, addedBy, fault: { code: fault.code, params: { ...fault.params } } }]
  })
  return [...templates.map((template) => lineOf(template, own.find(({ id }) => id === template.id))), ...faulty]
}

async function templateGiven(context: PipelineContext, file: string): Promise<{ readonly template: PaperTemplate; readonly text: string }> {
  const text = Buffer.from(await bytesGiven(context, file)).toString('utf8')
  return { template: readTemplate(path.basename(nameGiven(context, file)).replace(/\.json$/iu, ''), text), text }
}

/**
 * Takes a template in, in the place of one of its name; its name is its file's. Papers that are read from now on are read by it.
 * Throws file_not_found, upload_unknown, reading_template_invalid (line, part and kind of the first fault).
 */
export async function addTemplate(context: PipelineContext, file: string): Promise<TemplateLine> {
  const { template, text } = await templateGiven(context, file)
  const added: Kept = { id: template.id, text, addedAt: context.now(), addedBy: context.actor }
  context.store.transaction(() => {
    const others = ownOf(context).filter(({ id }) => id !== template.id)
    if (others.length >= mostTemplates) throw new SohoaError('reading_template_invalid', { template: template.id, line: 1, part: '', why: 'too many' })
    context.store.putSetting(setting, [...others, added].toSorted((one, other) => (one.id < other.id ? -1 : 1)))
    audit(context, 'reading template added', null, { template: template.id })
  })
  dropUsed(context, [file])
  return lineOf(template, added)
}

/** Reads by a template of the station no more. Throws not_found, also for one that comes with the program. */
export function removeTemplate(context: PipelineContext, id: string): void {
  context.store.transaction(() => {
    const own = ownOf(context)
    if (!own.some((template) => template.id === id)) throw new SohoaError('not_found', { what: id })
    context.store.putSetting(setting, own.filter((template) => template.id !== id))
    audit(context, 'reading template removed', null, { template: id })
  })
}

/**
 * Reads a page (or the first pages of a file) as a record would be, with this template before the others, and tells what was found and
 * where. Nothing is kept. `file` null: with the templates as they are. Throws what addTemplate and opening the page throw.
 */
export async function checkTemplate(context: PipelineContext, file: string | null, page: string): Promise<ResultOf<'template.check'>> {
  const tried = file === null ? undefined : (await templateGiven(context, file)).template
  const [planned, second] = await planGiven(context, page)
  if (planned === undefined || second !== undefined) throw new SohoaError('invalid_params', { method: 'template.check', path: 'page' })
  const source = await readGiven(context, planned)
  const expanded = await expandSource(source, { pdf: context.rooms.pdf(), images: context.rooms.images() })
  const engine = await context.rooms.ocr()
  const pages = []
  for (let index = 0; index < Math.min(pagesChecked, expanded.pageCount); index++) {
    const { format, bytes, dpi, dpiFrom, exifOrientation } = await expanded.page(index)
    const { text, clean } = await readPage(context.rooms.image(), engine, bytes === 'source' ? source.bytes : bytes, { format, dpi, dpiFrom, exifOrientation })
    pages.push({ text, geometry: clean.cleaning.geometry })
  }
  const templates = [...(tried === undefined ? [] : [tried]), ...readingTemplates(context).filter(({ id }) => id !== tried?.id)]
  const { template, owners, fields } = extract({ pages, today: plausibleToday(context), trainingStation: context.training, templates })
  dropUsed(context, [...(file === null ? [] : [file]), page])
  return {
    template: template ?? null,
    pages: pages.map(({ geometry: { width, height, dpi } }, at) => ({ page: at + 1, widthPx: width, heightPx: height, dpi })),
    people: owners.map(({ name, nameEvidence, id, idEvidence, role, particulars, failedChecks, confidence }) => ({
      role, failedChecks: [...failedChecks],
      values: [
        { name: 'name' as const, value: name, confidence, evidence: nameEvidence }, ...(id === undefined || idEvidence === undefined ? [] : [{ name: 'number' as const, value: id, confidence, evidence: idEvidence }]),
        ...particulars.map((told) => ({ name: told.name, value: told.value, confidence: told.confidence, evidence: told.evidence })),
      ],
    })),
    fields: fields.map(({ name, value, confidence, evidence, failedChecks }) => ({ name, value, confidence, evidence, failedChecks: [...failedChecks] })),
  }
}
