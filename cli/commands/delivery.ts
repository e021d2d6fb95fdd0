import type { Door } from '../door.ts'
import { recordIdOf, targets, type CommonOptions } from '../options.ts'
import { exitOfRun } from '../outcome.ts'

/** What leaves the station for its receivers. */
export function addDeliveryCommands(door: Door): void {
  const { outcome, say, print, call, command, tell } = door
  command('deliver', say('deliver')).option('--id <ID>', say('deliverId')).option('--to <TARGETS>', say('to')).action(async (options: CommonOptions & { id?: string; to?: string }) => {
    const { records } = await call('delivery.run', {
      ...(options.id === undefined ? {} : { id: recordIdOf(options.id) }), ...(options.to === undefined ? {} : { to: targets(options.to) }),
    }, options, { onEvent: tell(options) })
    if (records.length === 0 && options.json !== true) print(say('nothing'))
    outcome.exit = exitOfRun(records, [])
  })
}
