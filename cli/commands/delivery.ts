import type { Door } from '../door.ts'
import { recordIdOf, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'
import { choice, type ChoiceOptions } from '../options/recipient.ts'

/** What leaves the station for its receivers. */
export function addDeliveryCommands(door: Door): void {
  const { outcome, say, print, call, command, tell } = door
  command('deliver', say('deliver')).option('--id <ID>', say('deliverId')).option('--to <TARGETS>', say('to'))
    .option('--per-agreement', say('perAgreement')).option('--reason <TEXT>', say('agreementReason')).action(async (options: CommonOptions & ChoiceOptions & { id?: string }) => {
    const { deliverTo, ...rest } = choice(options)
    const { records, failures } = await call('delivery.run', {
      ...rest, ...(options.id === undefined ? {} : { id: recordIdOf(options.id) }), ...(deliverTo === undefined ? {} : { to: deliverTo }),
    }, options, { onEvent: tell(options) })
    if (records.length + failures.length === 0 && options.json !== true) print(say('nothing'))
    outcome.exit = exitOfRun(records, failures)
  })
}
