import { SohoaError, targetNames, toRecordId, type TargetName } from '../../model/index.ts'
import { addSigningKey, audit, clockConfirmedAction, custodyOf, examineStation, listSigningKeys, previewMark } from '../../pipeline/index.ts'
import { changeConfiguration } from '../configuration.ts'
import type { StationContext } from '../context.ts'
import { toldBlobs } from './custody.ts'
import type { Handlers } from './handlers.ts'

/** Throws target_in_use where results wait for a receiver, or have come to it and may have to be called back. */
function refuseInUse({ store }: StationContext, target: TargetName): void {
  const { waiting, received } = store.countOfTarget(target)
  if (waiting + received > 0) throw new SohoaError('target_in_use', { target, waiting, received })
}

export const stationHandlers: Handlers = {
  'station.status': (_, context) => {
    const { store } = context
    return {
      training: context.training, configuration: context.configuration(), keys: listSigningKeys(context), records: store.countRecords(),
      reuses: store.countReuses(),
      outbox: store.countUndelivered(),
      recalls: store.countRecalls(),
      custody: {
        ...custodyOf(context),
        opening: { mendedHeaders: [...store.opening.mendedHeaders], unfinishedBlobs: store.opening.unfinishedBlobs, badBlobs: toldBlobs(store.opening.badBlobs) },
      },
    }
  },
  'station.configure': ({ set, training, clockConfirmed, evenInUse }, context) => {
    if (training !== undefined && training !== context.training) throw new SohoaError('training_forbidden')
    return context.store.transaction(() => {
      const removed = targetNames.filter((target) => set.targets?.[target] === null)
      for (const target of evenInUse ? [] : removed) refuseInUse(context, target)
      const after = changeConfiguration(context.store, set)
      if (clockConfirmed) audit(context, clockConfirmedAction, null)
      audit(context, 'configured', null, { settings: Object.keys(set).join(' '), ...(removed.length === 0 ? {} : { removed: removed.join(' ') }) })
      return after
    })
  },
  'station.doctor': async (_, context) => ({ checks: (await examineStation(context, context.folder)).map((examined) => ({ ...examined, params: { ...examined.params } })) }),
  'mark.preview': ({ agency, id }, context) => {
    const name = agency ?? context.configuration().agency
    if (name === null) throw new SohoaError('not_configured', { setting: 'agency' })
    return { lines: [...previewMark(context, name, id === undefined ? undefined : context.store.getRecord(toRecordId(id)).code)] }
  },
  'key.add': async ({ file }, context, extras) => addSigningKey(context, file, await extras.keyPassphrase()),
}
