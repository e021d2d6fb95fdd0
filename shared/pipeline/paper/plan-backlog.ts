import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { expandSource } from '../../capture/index.ts'
import type { ParsedParams, ResultOf } from '../../contract/index.ts'
import { describeThrown, SohoaError } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { nameGiven, planGiven, readGiven } from './given-files.ts'
import { cutFeed } from './split-rule.ts'

type Plan = ResultOf<'backlog.plan'>
type SplitRule = ParsedParams<'backlog.plan'>['split']

interface FeedPage {
  readonly file: string
  readonly page: number
  readonly blank: boolean
}

const collator = new Intl.Collator('vi', { numeric: true })

/** The files of a folder and of the folders in it, in natural order; a file is itself. */
async function filesOf(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => undefined)
  if (found?.isDirectory() !== true) return [place]
  const entries = await readdir(place, { withFileTypes: true })
  const inside: string[] = []
  for (const { name } of entries.filter((entry) => !entry.name.startsWith('.')).toSorted((left, right) => collator.compare(left.name, right.name))) {
    inside.push(...await filesOf(path.join(place, name)))
  }
  return inside
}

const signedFile = 'signed' as const

/** The pages of one file; blank ones are found only where they set documents apart. A signed original is one document, whatever the rule. */
async function pagesOf(context: PipelineContext, file: string, rule: SplitRule): Promise<FeedPage[] | { readonly kind: typeof signedFile; readonly pages: number }> {
  const [planned] = await planGiven(context, file)
  if (planned === undefined) throw new SohoaError('empty_folder', { file: nameGiven(context, file) })
  const source = await readGiven(context, planned)
  const expanded = await expandSource(source, { pdf: context.rooms.pdf(), images: context.rooms.images() })
  if (expanded.kind !== 'scan') return { kind: signedFile, pages: expanded.pageCount }
  if (rule !== 'blank sheet') return Array.from({ length: expanded.pageCount }, (_, index) => ({ file, page: index + 1, blank: false }))
  const pages: FeedPage[] = []
  for await (const page of expanded.pages) {
    const raw = page.bytes === 'source' ? source.bytes : page.bytes
    const { cleaning } = await context.rooms.image().clean(raw, { format: page.format, dpi: page.dpi, dpiFrom: page.dpiFrom, exifOrientation: page.exifOrientation, turn: 0 })
    pages.push({ file, page: pages.length + 1, blank: cleaning.blank })
  }
  return pages
}

/**
 * How files would be cut into documents; nothing is kept. Files of one page that follow each other are one feed, a file of several pages
 * is a feed of its own. Files that are no pages are told with the reason. Throws cancelled, and what opening a station's rooms throws.
 */
export async function planBacklog(context: PipelineContext, given: readonly string[], rule: SplitRule, signal: AbortSignal | undefined): Promise<Plan> {
  const files = (await Promise.all(given.map(filesOf))).flat()
  const plan: Plan = { documents: [], left: [], pages: 0 }
  let feed: FeedPage[] = []
  const close = (): void => {
    addFeed(plan, feed, rule, (file) => nameGiven(context, file))
    feed = []
  }
  for (const [index, file] of files.entries()) {
    if (signal?.aborted === true) throw new SohoaError('cancelled')
    context.emit({ type: 'progress', source: '', step: 'plan', done: index, total: files.length })
    try {
      const pages = await pagesOf(context, file, rule)
      if (Array.isArray(pages) && pages.length === 1 && rule !== 'file') {
        feed.push(...pages)
        continue
      }
      close()
      if (Array.isArray(pages)) addFeed(plan, pages, rule, (one) => nameGiven(context, one))
      else addFeed(plan, Array.from({ length: pages.pages }, (_, page) => ({ file, page: page + 1, blank: false })), 'file', (one) => nameGiven(context, one))
    } catch (thrown) {
      const { code, params } = describeThrown(thrown)
      if (code === 'internal') throw thrown
      plan.left.push({ file, page: null, why: { code, params: { ...params } } })
    }
  }
  close()
  return plan
}

function addFeed(plan: Plan, feed: readonly FeedPage[], rule: SplitRule, nameOf: (file: string) => string): void {
  if (feed.length === 0) return
  const { separators, starts } = rule === 'file' ? { separators: [], starts: [0] } : cutFeed(feed.map(({ blank }) => blank), rule, false)
  for (const index of separators) {
    const page = feed[index]
    if (page !== undefined) plan.left.push({ file: page.file, page: page.page, why: null })
  }
  starts.forEach((start, number) => {
    const pages = feed.slice(start, starts[number + 1]).filter((_, offset) => !separators.includes(start + offset))
    const [first] = pages
    if (first === undefined) return
    const stem = path.parse(path.basename(nameOf(first.file))).name
    const several = starts.length > 1 && feed.every(({ file }) => file === first.file)
    plan.documents.push({
      name: several ? `${stem} (${number + 1})` : stem,
      pages: pages.map(({ file, page }) => ({ file, page })),
      blank: pages.flatMap(({ blank }, index) => (blank ? [index + 1] : [])),
    })
    plan.pages += pages.length
  })
}
