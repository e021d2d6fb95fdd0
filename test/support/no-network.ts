import { spawn, spawnSync } from 'node:child_process'
import { toolOrSkip } from './system-tools.ts'

export interface NamespaceRun {
  readonly code: number | null
  /** Standard output and error as they came. */
  readonly text: string
}

/** How to make a namespace here: as root, as an ordinary user, or not at all. */
function namespaceCommand(): readonly string[] | undefined {
  const ways = [['unshare', '--net'], ['unshare', '--user', '--map-root-user', '--net']] as const
  return ways.find(([command, ...args]) => spawnSync(command, [...args, 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' }).status === 0)
}

/** Runs a program where the loopback interface is the only network there is; says so on stderr where that cannot be had. */
export async function runCutOff(program: string, args: readonly string[]): Promise<NamespaceRun> {
  const namespace = process.platform === 'linux' && toolOrSkip('unshare') && toolOrSkip('ip') ? namespaceCommand() : undefined
  if (namespace === undefined) process.stderr.write('No network namespace can be made here (neither as root nor as a user): the program runs WITH the machine\'s network.\n')
  const [command = program, ...rest] = namespace === undefined ? [program, ...args] : [...namespace, 'sh', '-c', 'ip link set lo up && exec "$0" "$@"', program, ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const told: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => { told.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { told.push(chunk) })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, text: Buffer.concat(told).toString('utf8') }
}
