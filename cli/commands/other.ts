import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { isMethod, methods, type MethodName, type ParamsOf } from '../../shared/contract/index.ts'
import { SohoaError } from '../../shared/model/index.ts'
import type { Door } from '../door.ts'
import { collect, type CommonOptions } from '../options/options.ts'

/** The contract itself, and the demo. */
export function addOtherCommands(door: Door, program: Command): void {
  const { outcome, say, json, call, command } = door
  command('call <METHOD> [JSON]', say('call')).option('--key-passphrase-file <FILE>', say('keyPassphraseFile')).option('--pin-file <FILE>', say('pinFile'), collect)
    .addHelpText('after', `\n${say('callMethods')}\n${Object.entries(methods).filter(([, { needs }]) => needs !== 'session').map(([name]) => `  ${name}`).join('\n')}`)
    .action(async (method: string, params: string | undefined, { keyPassphraseFile, pinFile, ...options }: CommonOptions & { keyPassphraseFile?: string; pinFile?: string[] }) => {
      if (!isMethod(method)) throw new SohoaError('unknown_method', { method })
      json(await call(method, parseParams(params, method), options, { ...(keyPassphraseFile === undefined ? {} : { keyPassphraseFile }), ...(pinFile === undefined ? {} : { pinFiles: pinFile }) }))
    })

  program.command('demo').description(say('demo')).option('--no-open').allowUnknownOption().action((options: { open: boolean }) => {
    const script = ['demo/run.ts', 'demo/run.js'].map((name) => join(import.meta.dirname, '..', '..', name)).find((path) => existsSync(path))
    if (script === undefined) throw new SohoaError('not_found', { what: 'demo' })
    outcome.exit = spawnSync(process.execPath, [script, ...(options.open ? [] : ['--no-open'])], { stdio: 'inherit' }).status ?? 1
  })
}

function parseParams<Name extends MethodName>(text: string | undefined, method: Name): ParamsOf<Name> {
  try {
    return JSON.parse(text ?? '{}') as ParamsOf<Name>
  } catch (thrown) {
    throw new SohoaError('invalid_params', { method, path: 'JSON' }, { cause: thrown })
  }
}
