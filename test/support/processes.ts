import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** A process below another one, as /proc tells of it. */
export interface SeenProcess {
  readonly pid: number
  /** The most memory it ever held, bytes. */
  readonly peakBytes: number
  /** Arguments and environment as they stand in /proc. */
  readonly words: string
}

/** The text of a file in /proc; empty where the process has gone. */
export function procText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** All living processes below `pid`, itself not among them; none where there is no /proc. */
export function processesBelow(pid: number): SeenProcess[] {
  if (!existsSync(`/proc/${pid}/task`)) return []
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) => procText(`/proc/${pid}/task/${task}/children`).split(' ').filter((text) => text.trim() !== '').map(Number))
  return children.flatMap((child) => [
    {
      pid: child,
      peakBytes: Number(/VmHWM:\s+(\d+)/u.exec(procText(`/proc/${child}/status`))?.[1] ?? 0) * 1024,
      words: procText(`/proc/${child}/cmdline`) + procText(`/proc/${child}/environ`),
    },
    ...processesBelow(child),
  ])
}
