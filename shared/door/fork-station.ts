import { fork } from 'node:child_process'
import path from 'node:path'
import type { FromStation, ProcessChannel } from './process-messages.ts'

/** Variables that the station's process needs; everything else of the environment stays out. The last two tell PKCS#11 modules where their own settings are. */
const passedVariables = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LANG', 'NODE_COMPILE_CACHE', 'OMP_THREAD_LIMIT', 'FONTCONFIG_PATH', 'SANE_CONFIG_DIR', 'SOHOA_DEBUG', 'SOFTHSM2_CONF', 'OPENSC_CONF']

/** The program of the station's process, as source or as compiled. Not for a bundle, which has no place of its own. */
export const stationScript = (): string => path.join(import.meta.dirname, `../station/worker${path.extname(import.meta.filename)}`)

/** Starts the station's process under Node. `node`: the program that runs it, this one unless told. */
export function forkStation(script: string, node = process.execPath): ProcessChannel {
  const child = fork(script, [], {
    execPath: node, execArgv: ['--disable-warning=ExperimentalWarning'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: Object.fromEntries(passedVariables.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  })
  return {
    // A message that finds no process any more is answered by its end.
    post: (message) => { if (child.connected) child.send(message, () => undefined) },
    onMessage: (hear) => { child.on('message', (message: FromStation) => { hear(message) }) },
    onExit: (hear) => {
      let told = false
      const once = (): void => {
        if (!told) hear()
        told = true
      }
      child.on('exit', once)
      child.on('error', once)
    },
    kill: () => { child.kill('SIGKILL') },
  }
}
