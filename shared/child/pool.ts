import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { SohoaError, type ErrorParams } from '../model/index.ts'
import type { ChildReply, ChildRequest } from './protocol.ts'

export interface ChildLimits {
  /** Resident memory of one child, bytes; past it the child is killed (`child_memory`). */
  readonly memoryBytes: number
  /** Wall time of one request, ms; past it the child is killed (`child_timeout`). */
  readonly timeMs: number
}

export interface ChildPoolOptions {
  /** Absolute path of the worker script, which calls `serve`. */
  readonly script: string
  /** Most children at once. They start on first use. */
  readonly size: number
  readonly limits: ChildLimits
  /** A child is replaced after this many requests. */
  readonly recycleAfter?: number
  readonly env?: Readonly<Record<string, string>>
  /** What a child prints is for nobody: foreign code may print anything. */
  readonly quiet?: boolean
}

/** Processes that can be killed, each doing one request at a time. */
export interface ChildPool<Request, Response> {
  /**
   * Runs one request in a free child, waiting for one if all are busy.
   * Throws the SohoaError that the worker threw, or child_timeout, child_memory, child_crashed; cancelled once the pool is closed.
   */
  run(request: Request, limits?: Partial<ChildLimits>): Promise<Response>
  /** Starts one child ahead of its first request, so that the time it takes to load is not waited for. */
  warm(): void
  /** Kills every child. Requests under way end with cancelled: what was cut off on purpose has not failed. */
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

interface Job {
  readonly payload: unknown
  readonly limits: ChildLimits
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Member {
  readonly process: ChildProcess
  served: number
  job: Job | undefined
  verdict: SohoaError | undefined
  timer: NodeJS.Timeout | undefined
  watch: NodeJS.Timeout | undefined
}

const memoryPollMs = 250

/** Variables a child needs to run; everything else of the parent's environment stays out. */
const passedVariables = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'NODE_COMPILE_CACHE', 'ELECTRON_RUN_AS_NODE', 'OMP_THREAD_LIMIT', 'FONTCONFIG_PATH']

function childEnvironment(extra: Readonly<Record<string, string>> | undefined): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...extra }
  for (const name of passedVariables) {
    const value = process.env[name]
    if (value !== undefined && environment[name] === undefined) environment[name] = value
  }
  return environment
}

/** Resident bytes of a process, or undefined where the system does not tell (not Linux, or it has ended). */
async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const statm = await readFile(`/proc/${pid}/statm`, 'utf8')
    const pages = Number(statm.split(' ')[1])
    return Number.isFinite(pages) ? pages * 4096 : undefined
  } catch {
    return undefined
  }
}

/** Makes a pool. Nothing starts before the first request. */
export function createChildPool<Request, Response>(options: ChildPoolOptions): ChildPool<Request, Response> {
  const members = new Set<Member>()
  const queue: Job[] = []
  let nextId = 1
  let closed = false

  const settle = (member: Member): Job | undefined => {
    const job = member.job
    member.job = undefined
    clearTimeout(member.timer)
    clearInterval(member.watch)
    return job
  }

  const kill = (member: Member, error: SohoaError | undefined): void => {
    member.verdict ??= error
    member.process.kill('SIGKILL')
  }

  const start = (): Member => {
    const child = fork(options.script, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', options.quiet === true ? 'ignore' : 'inherit', 'ipc'],
      env: childEnvironment(options.env),
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    const member: Member = { process: child, served: 0, job: undefined, verdict: undefined, timer: undefined, watch: undefined }
    members.add(member)
    child.on('message', (reply: ChildReply) => {
      const job = settle(member)
      if (job === undefined) return
      if (reply.ok) job.resolve(reply.value)
      else job.reject(new SohoaError(reply.code, reply.params))
      member.served += 1
      if (options.recycleAfter !== undefined && member.served >= options.recycleAfter) {
        members.delete(member)
        kill(member, undefined)
      }
      pump()
    })
    child.on('error', () => kill(member, new SohoaError('child_crashed', { signal: 'start' })))
    child.on('exit', (code, signal) => {
      members.delete(member)
      const job = settle(member)
      const params: ErrorParams = { signal: signal ?? `exit ${code ?? 'unknown'}` }
      job?.reject(member.verdict ?? new SohoaError('child_crashed', params))
      pump()
    })
    child.unref()
    child.channel?.unref()
    return member
  }

  const assign = (member: Member, job: Job): void => {
    member.job = job
    member.timer = setTimeout(() => kill(member, new SohoaError('child_timeout', { seconds: Math.round(job.limits.timeMs / 1000) })), job.limits.timeMs)
    member.watch = setInterval(() => {
      const pid = member.process.pid
      if (pid === undefined) return
      void residentBytes(pid).then((bytes) => {
        if (bytes !== undefined && bytes > job.limits.memoryBytes && member.job === job) {
          kill(member, new SohoaError('child_memory', { megabytes: Math.round(job.limits.memoryBytes / 1_048_576) }))
        }
      })
    }, memoryPollMs)
    const request: ChildRequest = { id: nextId++, payload: job.payload }
    member.process.send(request, (error) => {
      if (error) kill(member, new SohoaError('child_crashed', { signal: 'send' }))
    })
  }

  const pump = (): void => {
    while (queue.length > 0) {
      let free = [...members].find((member) => member.job === undefined && member.verdict === undefined)
      if (free === undefined && members.size < options.size) free = start()
      if (free === undefined) return
      const job = queue.shift()
      if (job === undefined) return
      assign(free, job)
    }
  }

  return {
    run(request, limits) {
      if (closed) return Promise.reject(new SohoaError('cancelled'))
      return new Promise<Response>((resolve, reject) => {
        queue.push({ payload: request, limits: { ...options.limits, ...limits }, resolve: resolve as (value: unknown) => void, reject })
        pump()
      })
    },
    warm() {
      if (!closed && members.size === 0) start()
    },
    async close() {
      closed = true
      for (const job of queue.splice(0)) job.reject(new SohoaError('cancelled'))
      await Promise.all([...members].map((member) => new Promise<void>((resolve) => {
        if (member.process.exitCode !== null || member.process.signalCode !== null) { resolve(); return }
        member.process.ref()
        member.process.once('exit', () => { resolve() })
        kill(member, new SohoaError('cancelled'))
      })))
    },
    pids: () => [...members].map((member) => member.process.pid).filter((pid) => pid !== undefined),
  }
}
