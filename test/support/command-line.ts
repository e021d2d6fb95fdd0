import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The launcher of the command line. */
export const program = path.join(import.meta.dirname, '../../bin/sohoa.mjs')

/** System calls by which the program changes a file: between any two of them it may be killed. */
export const writingCalls = ['pwrite64', 'fsync', 'rename', 'unlink', 'ftruncate', 'mkdir'] as const
export type WritingCall = (typeof writingCalls)[number]

/** When a command is killed with SIGKILL. */
export type KillMoment =
  /** So long after its start; `group`: its children with it, as when the machine's power goes. */
  | { readonly by: 'time'; readonly ms: number; readonly whom: 'process' | 'group' }
  /** As it enters its n-th such call (of the main thread, where the store writes). Needs strace. */
  | { readonly by: 'call'; readonly call: WritingCall; readonly number: number }

/** What a command line printed and how it ended. */
export interface CommandResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Processes of the command that still ran 15 s after its end. */
  readonly left: readonly number[]
}

export interface CommandOptions {
  readonly kill?: KillMoment
  readonly env?: Readonly<Record<string, string>>
  /** A program with its arguments that runs the command, e.g. `faketime -1d`. */
  readonly under?: readonly string[]
  /** Is told the process id once the command runs. */
  readonly onStart?: (pid: number) => void
}

const leaveMs = 15_000

/** Runs `bin/sohoa.mjs` in a process group of its own, to its end or to the moment it is killed. */
export async function runCommand(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { kill, env, onStart } = options
  const [file = '', ...rest] = [...(options.under ?? []), ...(kill?.by === 'call' ? tracer(kill) : []), process.execPath, program, ...args]
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, ...env } })
  const { pid } = child
  const output = { out: [] as Buffer[], err: [] as Buffer[] }
  child.stdout.on('data', (chunk: Buffer) => { output.out.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { output.err.push(chunk) })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => { resolve({ code, signal }) })
  })
  if (pid !== undefined) onStart?.(pid)
  const closed = new Promise((resolve) => { child.on('close', resolve) })
  const timer = kill?.by === 'time' ? setTimeout(() => { killNow(pid, kill.whom) }, kill.ms) : undefined
  const { code, signal } = await ended
  clearTimeout(timer)
  const left = pid === undefined ? [] : await remaining(pid)
  for (const survivor of left) killNow(survivor, 'process')
  await closed
  return { code, signal, stdout: Buffer.concat(output.out).toString('utf8'), stderr: Buffer.concat(output.err).toString('utf8'), left }
}

function tracer({ call, number }: Extract<KillMoment, { by: 'call' }>): string[] {
  return ['strace', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${number}`]
}

function killNow(pid: number | undefined, whom: 'process' | 'group'): void {
  if (pid === undefined) return
  try {
    process.kill(whom === 'group' ? -pid : pid, 'SIGKILL')
  } catch (thrown) {
    // It has just ended by itself.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown
  }
}

/** Living processes of a group after a time in which they may go. */
async function remaining(group: number): Promise<number[]> {
  const until = Date.now() + leaveMs
  for (;;) {
    const living = livingOf(group)
    if (living.length === 0 || Date.now() > until) return living
    await sleep(20)
  }
}

/** Where /proc tells of processes; elsewhere none are seen. */
function livingOf(group: number): number[] {
  if (!existsSync('/proc')) return []
  return readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).map(Number).filter((pid) => {
    const [state, , inGroup] = textOf(`/proc/${pid}/stat`).replace(/^.*\) /su, '').split(' ')
    return state !== 'Z' && inGroup === String(group)
  })
}

/** A file's text; empty where the process has gone. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
