import type { ParamsOf, ResultOf } from '../../../shared/contract/index.ts'
import { SohoaError } from '../../../shared/model/index.ts'
import { Desk, useDesk, useDeskState } from '../../station/desk.ts'
import type { Door } from '../../station/door.ts'
import { stage } from '../../station/staging.ts'
import { errorFrom } from '../../station/told-error.ts'
import type { ChosenFile } from './chosen-files.ts'
import { sortPapers } from './papers.ts'
import type { Plan } from './plan.ts'

export type SplitRule = NonNullable<ParamsOf<'backlog.plan'>['split']>
export type LeftOver = ResultOf<'backlog.plan'>['left'][number]

/** A pile on its way to becoming a lot. */
export interface Incoming {
  readonly phase: 'nothing' | 'handing in' | 'planning' | 'planned' | 'starting' | 'stopped'
  readonly done: number
  readonly total: number | null
  readonly split: SplitRule
  readonly plan: Plan
  /** Plans before each change of a person, the last one last. */
  readonly past: readonly Plan[]
  readonly left: readonly LeftOver[]
  /** The plan is on the screen. */
  readonly looking: boolean
  /** Chosen files that are no papers. */
  readonly others: number
  readonly error: SohoaError | null
}

const nothing: Incoming = { phase: 'nothing', done: 0, total: null, split: 'file', plan: [], past: [], left: [], looking: false, others: 0, error: null }

/** Files handed in at the same time. */
const atOnce = 3
/** What ends the handing in of all files, not of one. */
const endsAll: readonly string[] = ['station_gone', 'session_locked', 'disk_full', 'folder_not_writable', 'right_missing', 'internal']

/** Hands files in, asks how they would be cut, keeps what a person changes in it, begins the lot. It goes on whatever screen is looked at. */
class IncomingDesk extends Desk<Incoming> {
  #papers: readonly ChosenFile[] = []
  /** What stands for each paper at the station. */
  #tokens = new Map<ChosenFile, string>()
  /** Papers that the station refused. */
  #refused: LeftOver[] = []
  /** The file behind a token, for its picture. */
  readonly #files = new Map<string, File>()
  #path: string | null = null
  #stop = new AbortController()

  constructor(door: Door) {
    super(door, nothing)
  }

  #set(change: Partial<Incoming>): void {
    this.set({ ...this.now(), ...change })
  }

  override leave(): void {
    super.leave()
    this.discard()
  }

  /** The file that a planned page lies in, where this window has it. */
  fileOf(token: string): File | undefined {
    return this.#files.get(token)
  }

  /** What people call a planned file. */
  nameOf(token: string): string {
    return this.#files.get(token)?.name ?? token.split(/[/\\]/u).at(-1) ?? token
  }

  /** Takes chosen or dropped files and plans them. */
  async take(chosen: readonly ChosenFile[]): Promise<void> {
    this.discard()
    const { papers, others } = sortPapers(chosen)
    this.#papers = papers
    this.#set({ others })
    if (papers.length > 0) await this.goOn()
  }

  /** Plans a folder that lies on this machine. */
  async takePath(path: string): Promise<void> {
    this.discard()
    this.#path = path
    await this.goOn()
  }

  /** Goes on where it was stopped: what was handed in is not handed in twice. */
  async goOn(): Promise<void> {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    try {
      await this.#handIn(signal)
      await this.#plan(signal)
    } catch (thrown) {
      const error = errorFrom(thrown)
      this.#set({ phase: 'stopped', error: error.code === 'cancelled' ? null : error })
    }
  }

  async #handIn(signal: AbortSignal): Promise<void> {
    const waiting = this.#papers.filter((paper) => !this.#tokens.has(paper) && !this.#refused.some(({ file }) => file === paper.path))
    if (waiting.length === 0) return
    // What one file ended is ended for those that are handed in beside it: they tell nothing more.
    let ended = false
    const tell = (): void => ended || signal.aborted ? undefined : this.#set({ phase: 'handing in', done: this.#tokens.size + this.#refused.length, total: this.#papers.length, error: null })
    tell()
    const worker = async (): Promise<void> => {
      for (let paper = waiting.shift(); paper !== undefined && !ended; paper = waiting.shift()) {
        if (signal.aborted) throw new SohoaError('cancelled')
        try {
          const token = await stage(paper.file)
          this.#tokens.set(paper, token)
          this.#files.set(token, paper.file)
        } catch (thrown) {
          const error = errorFrom(thrown)
          if (endsAll.includes(error.code)) {
            ended = true
            throw error
          }
          this.#refused.push({ file: paper.path, page: null, why: { code: error.code, params: { ...error.params } } })
        }
        tell()
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }

  async #plan(signal: AbortSignal): Promise<void> {
    const files = this.#path === null ? this.#papers.flatMap((paper) => this.#tokens.get(paper) ?? []) : [this.#path]
    if (files.length === 0) {
      this.#set({ phase: 'planned', plan: [], past: [], left: this.#refused, looking: true })
      return
    }
    this.#set({ phase: 'planning', done: 0, total: null, error: null })
    const { documents, left } = await this.door.call('backlog.plan', { files, split: this.now().split }, {
      signal, onEvent: (event) => {
        if (event.type === 'progress' && event.step === 'plan') this.#set({ done: event.done, total: event.total })
      },
    })
    this.#set({ phase: 'planned', plan: documents, past: [], left: [...this.#refused, ...left], looking: true })
  }

  /** Cuts the same files by another rule. */
  async cutBy(split: SplitRule): Promise<void> {
    this.#set({ split })
    if (this.now().phase === 'planned') await this.goOn()
  }

  /** Keeps a person's change of the plan. */
  change(plan: Plan): void {
    const { plan: before, past } = this.now()
    if (plan !== before) this.#set({ plan, past: [...past, before] })
  }

  undo(): void {
    const { past } = this.now()
    const before = past.at(-1)
    if (before !== undefined) this.#set({ plan: before, past: past.slice(0, -1) })
  }

  look(looking: boolean): void {
    this.#set({ looking })
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Forgets the pile; the station drops what nobody asks for any more. */
  discard(): void {
    this.#stop.abort()
    this.#papers = []
    this.#tokens = new Map()
    this.#refused = []
    this.#files.clear()
    this.#path = null
    this.#set({ ...nothing, split: this.now().split })
  }

  /** Makes the plan a lot. True when it was kept. */
  async begin(): Promise<boolean> {
    const { plan } = this.now()
    this.#set({ phase: 'starting', error: null })
    try {
      await this.door.call('backlog.start', { documents: plan.map(({ name, pages }) => ({ name, pages: [...pages] })) })
      this.discard()
      return true
    } catch (thrown) {
      this.#set({ phase: 'planned', error: errorFrom(thrown) })
      return false
    }
  }
}

/** The pile of this window. */
export const useIncomingDesk = (): IncomingDesk => useDesk(IncomingDesk, (door) => new IncomingDesk(door))

export const useIncoming = (): Incoming => useDeskState(useIncomingDesk())
