import { spawn } from 'node:child_process'
import { buildScreens } from '../../scripts/screens.mjs'
import { requireTool } from '../support/system-tools.ts'

/** Builds the screens where they are older than their sources, and opens a display where there is none. Returns what closes it. */
export default async function setUp(): Promise<() => void> {
  if (buildScreens() !== 0) throw new Error('the screens could not be built')
  if (process.env.DISPLAY !== undefined || process.platform !== 'linux') return () => undefined
  const display = spawn(requireTool('Xvfb'), ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const number = await new Promise<string>((resolve, reject) => {
    display.stdout.once('data', (data: Buffer) => { resolve(data.toString().trim()) })
    display.once('exit', () => { reject(new Error('Xvfb did not start')) })
  })
  process.env.DISPLAY = `:${number}`
  return () => { display.kill() }
}
