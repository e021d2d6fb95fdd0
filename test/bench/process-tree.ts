import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** The kernel tells process times in ticks of 10 ms (USER_HZ, fixed at 100 for user space on Linux). */
const ticksPerSecond = 100

/** The fields of `/proc/PID/stat` after the program's name, which may hold spaces. Undefined when the process has ended. */
function statOf(pid: number | 'self'): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** User and system time, s, of all ended and awaited descendants of this process, killed ones included. */
function descendantSeconds(): number {
  const stat = statOf('self')
  return (Number(stat?.[13]) + Number(stat?.[14])) / ticksPerSecond
}

/** A process and everything below it, with what started each. */
function treeBelow(root: number): number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).flatMap((name) => {
    const parent = statOf(Number(name))?.[1]
    return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent) }]
  })
  const below = (pid: number): number[] => [pid, ...parents.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid))]
  return below(root)
}

/** User and system time, s, that this process and everything below it have taken, ended processes included. Linux only. */
export function treeSeconds(): number {
  const ticks = treeBelow(process.pid).map((pid) => (statOf(pid)?.slice(11, 15) ?? []).map(Number).reduce((sum, value) => sum + value, 0))
  return ticks.reduce((sum, value) => sum + value, 0) / ticksPerSecond
}

/** What a process is, for people: the room whose worker it is, or its program. */
function roleOf(pid: number): string | undefined {
  try {
    const [program = '', ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const script = words.find((word) => /\.(ts|mjs|js)$/u.test(word))
    const room = /shared\/([^/]+)\/worker\.[tj]s$/u.exec(script ?? '')?.[1]
    return room ?? (script?.endsWith('sohoa.mjs') === true ? 'sohoa' : program.split('/').at(-1))
  } catch {
    return undefined
  }
}

/** Memory of one process: its own pages and its share of the common ones, bytes. */
function proportionalBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}

/** One process at one moment. */
export interface ProcessMemory {
  readonly pid: number
  readonly role: string
  readonly bytes: number
}

export interface MeasuredCommand {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** When the process was started, ms since 1970. */
  readonly startedAt: number
  /** From start to end, process start included. */
  readonly wallSeconds: number
  /** User and system time of the process and all its descendants. NaN where the system does not tell (not Linux). */
  readonly cpuSeconds: number
}

/**
 * Runs a program to its end and tells what it and its descendants took. Only one at a time: times of what ends beside it
 * would be counted too. `onMemory` is given the proportional set size of every process of the tree each 200 ms.
 */
export async function measure(program: string, args: readonly string[], onMemory?: (processes: readonly ProcessMemory[]) => void): Promise<MeasuredCommand> {
  const cpuBefore = descendantSeconds()
  const startedAt = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => { out.push(chunk) })
    child.stderr.on('data', (chunk: Buffer) => { err.push(chunk) })
    const sampler = onMemory === undefined ? undefined : setInterval(() => {
      if (child.pid === undefined || child.exitCode !== null) return
      onMemory(treeBelow(child.pid).flatMap((pid) => {
        const [role, bytes] = [roleOf(pid), proportionalBytes(pid)]
        return role === undefined || bytes === undefined ? [] : [{ pid, role, bytes }]
      }))
    }, 200)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(sampler)
      resolve({
        code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8'), startedAt,
        wallSeconds: (Date.now() - startedAt) / 1000, cpuSeconds: descendantSeconds() - cpuBefore,
      })
    })
  })
}
