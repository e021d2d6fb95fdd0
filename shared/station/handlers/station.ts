import type { ResultOf } from '../../contract/index.ts'
import { SohoaError, targetNames, toDigest, toRecordId, type ErrorParams, type TargetName } from '../../model/index.ts'
import { addSigningKey, addTokenKey, audit, clockConfirmedAction, confirmAgainstReceivers, confirmOfficer, custodyOf, examineStation, listSigningKeys, listTokens, previewMark, removeSigningKey, type KeyDescription } from '../../pipeline/index.ts'
import { changeConfiguration } from '../configuration.ts'
import type { StationContext } from '../context.ts'
import { toldBlobs } from './custody.ts'
import type { Handlers } from './handlers.ts'

/** Throws target_in_use where results wait for a receiver, or have come to it and may have to be called back. */
function refuseInUse({ store }: StationContext, target: TargetName): void {
  const { waiting, received } = store.countOfTarget(target)
  if (waiting + received > 0) throw new SohoaError('target_in_use', { target, waiting, received })
}

const told = (error: { code: string; params: ErrorParams } | null): { code: string; params: Record<string, string | number> } | null => (error === null ? null : { code: error.code, params: { ...error.params } })

const toldKey = (key: KeyDescription): ResultOf<'key.add'> => ({ ...key, refusal: told(key.refusal) })

export const stationHandlers: Handlers = {
  'station.status': (_, context) => {
    const { store } = context
    return {
      training: context.training, configuration: context.configuration(), keys: listSigningKeys(context).map(toldKey), records: store.countRecords(),
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
      if (clockConfirmed) {
        confirmAgainstReceivers(context)
        audit(context, clockConfirmedAction, null)
      }
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
  'key.add': async (key, context, extras) => toldKey('file' in key
    ? await addSigningKey(context, key.file, await extras.keyPassphrase(), key.officer)
    : await addTokenKey(context, key.onToken === null ? null : toDigest(key.onToken), key.officer)),
  'key.remove': async ({ fingerprint }, context, extras) => {
    if (extras.confirmation !== undefined) await confirmOfficer(context, await extras.confirmation())
    return toldKey(await removeSigningKey(context, toDigest(fingerprint)))
  },
  'token.list': async ({ officer }, context) => ({
    modules: (await listTokens(context, officer)).map(({ module, failure, tokens }) => ({
      module, failure: told(failure),
      tokens: tokens.map((token) => ({
        ...token, certificates: token.certificates.map(({ certificate, refusal, added }) => ({
          fingerprint: certificate.fingerprint, subject: certificate.subject.text, organisation: certificate.subject.organisation, issuer: certificate.issuer.text,
          notBefore: certificate.notBefore, notAfter: certificate.notAfter, refusal: told(refusal), added,
        })),
      })),
    })),
  }),
}
