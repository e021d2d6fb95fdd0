import { utilityProcess } from 'electron'
import type { FromStation, ProcessChannel } from '../shared/door/index.ts'

/** Starts the station's process as Electron's own child. */
export function startUtility(script: string): ProcessChannel {
  const child = utilityProcess.fork(script, [], { serviceName: 'sohoa-station', stdio: 'inherit' })
  return {
    post: (message) => { child.postMessage(message) },
    onMessage: (hear) => { child.on('message', (message: FromStation) => { hear(message) }) },
    onExit: (hear) => { child.once('exit', () => { hear() }) },
    kill: () => { child.kill() },
  }
}
