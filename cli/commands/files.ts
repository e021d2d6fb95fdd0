import type { Door } from '../door.ts'
import { collect, placeOf, type CommonOptions } from '../options/options.ts'
import { exitOfVerdicts } from '../outcome.ts'

/** What can be asked about any file, without a station. */
export function addFileCommands(door: Door): void {
  const { outcome, say, call, command, tell } = door
  command('verify <FILE...>', say('verify')).option('--trust <FILE>', say('trust'), collect).action(async (files: string[], options: CommonOptions & { trust?: string[] }) => {
    const verdicts = await call('file.verify', { files: files.map((file) => placeOf(file, 'FILE')), trust: (options.trust ?? []).map((file) => placeOf(file, '--trust')) }, options, { onEvent: tell(options) })
    outcome.exit = exitOfVerdicts(verdicts.files)
  })
}
