import { describe, expect, test } from 'vitest'
import { actWords, personWords } from '../../../renderer/words/outbox.ts'
import { nextActs, nextStepOf, nextStepsOf, waysOf } from '../../../renderer/screens/outbox/next-step.ts'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { deliveryStates, errorRegistry, isTrustIncomplete, openReasons, recallStates, trustStates, workStates } from '../../../shared/model/index.ts'
import { explainError } from '../../../shared/words/index.ts'

type Told = Parameters<typeof nextStepsOf>[0]
type Delivery = RecordLine['deliveries'][number]
type Recall = RecordLine['recalls'][number]

const at = '2026-11-22T03:00:00Z'
const delivery = (change: Partial<Delivery>): Delivery => ({ target: 'kho', state: 'queued', attempts: 0, nextAttemptAt: null, lastError: null, refusal: null, chosenAt: at, chosenBy: 'Hà', receiptId: null, deliveredAt: null, ...change })
const recall = (change: Partial<Recall>): Recall => ({ target: 'kho', state: 'queued', reason: 'withdrawn', replacedBy: null, attempts: 0, nextAttemptAt: null, lastError: null, refusal: null, askedAt: at, askedBy: 'Hà', receiptId: null, acknowledgedAt: null, outcome: null, ...change })
const record = (change: Partial<Told>): Told => ({ state: { work: 'signed', trust: 'B-T', delivery: {} }, deliveries: [], recalls: [], frozen: null, deliveryChoice: { targets: ['kho'], basis: 'asked', at, by: 'Hà' }, recipient: { state: 'agreed', why: null, onPaper: [] }, ...change })
const frozen = { by: 'Hà', at, reason: 'sai năm sinh' }

describe('the next step of a record in the outbox', () => {
  test('every state that the outbox can hold names somebody and something to do, or is over', () => {
    const codes = [null, 'not_chosen', 'superseded', ...Object.keys(errorRegistry)]
    const wrong: string[] = []
    for (const work of workStates) {
      for (const trust of trustStates) {
        for (const state of deliveryStates) {
          for (const lastError of codes) {
            const steps = nextStepsOf(record({ state: { work, trust, delivery: {} }, deliveries: [delivery({ state, lastError })] }))
            const withdrawn = work === 'voided' || work === 'replaced'
            const stuck = !withdrawn && (state === 'queued' || state === 'held' || (state === 'refused' && lastError !== 'superseded') || isTrustIncomplete(trust) || trust === 'certificate revoked')
            const named = steps.every(({ person, act }) => person in personWords && act in actWords)
            if (steps.length > 0 !== stuck || !named) wrong.push(`${work} ${trust} ${state} ${lastError ?? ''}`)
          }
        }
      }
    }
    expect(wrong).toEqual([])
    expect(Object.keys(actWords).toSorted()).toEqual([...nextActs].toSorted())
  })

  test('no reason is told with a gap where a word should stand', () => {
    const texts = openReasons.map((why) => {
      const step = nextStepOf(record({ deliveries: [delivery({ state: 'held', lastError: 'recipient_uncertain' })], recipient: { state: 'open', why, onPaper: [] } }))
      return explainError(step?.why ?? 'internal', { why: step?.uncertain ?? '' }, 'vi').what
    })
    for (const text of texts) expect(text).toMatch(/^Chưa chắc người nhận \([^…]+\)\.$/u)
    expect(new Set(texts).size).toBe(openReasons.length)
  })

  test('what waits for the network needs nobody and can be sent now', () => {
    expect(nextStepOf(record({ deliveries: [delivery({ lastError: 'hub_unreachable' })] }))).toMatchObject({ person: 'network', act: 'send', target: 'kho', why: 'hub_unreachable' })
    expect(nextStepOf(record({ state: { work: 'signed', trust: 'time stamp pending', delivery: {} }, deliveries: [delivery({ state: 'delivered' })] }))).toMatchObject({ trouble: 'no time stamp', person: 'network', act: 'send' })
  })

  test('what no waiting mends is for a person: targets, agreement, settings', () => {
    const stepFor = (change: Partial<Delivery>) => nextStepOf(record({ deliveries: [delivery(change)] }))
    expect(stepFor({ state: 'refused', lastError: 'hub_refused' })).toMatchObject({ trouble: 'refused', person: 'officer', act: 'choose targets' })
    expect(stepFor({ state: 'held', lastError: 'recipient_uncertain' })).toMatchObject({ person: 'officer', act: 'open record' })
    expect(stepFor({ state: 'held', lastError: 'authorisation_missing' })).toMatchObject({ person: 'officer', act: 'attach' })
    expect(stepFor({ state: 'held', lastError: 'not_chosen' })).toMatchObject({ trouble: 'not chosen', act: 'choose targets', why: null })
    for (const lastError of ['target_not_configured', 'hub_untrusted', 'hub_receipt_invalid']) expect(stepFor({ lastError })).toMatchObject({ person: 'administrator', act: 'settings' })
  })

  test('a frozen record is told once, whatever waits behind the freeze', () => {
    const steps = nextStepsOf(record({ frozen, deliveries: [delivery({ state: 'held', lastError: 'record_frozen' }), delivery({ target: 'vneid' })] }))
    expect(steps).toEqual([{ trouble: 'frozen', person: 'officer', act: 'open record', target: null, why: 'record_frozen' }])
  })

  test('a person comes before an administrator, and both before the network', () => {
    const steps = nextStepsOf(record({ deliveries: [delivery({ lastError: 'hub_busy' }), delivery({ target: 'vneid', lastError: 'hub_untrusted' }), delivery({ target: 'chia-se', state: 'refused' })] }))
    expect(steps.map(({ person }) => person)).toEqual(['officer', 'administrator', 'network'])
  })

  test('of a withdrawn record only its recalls are left', () => {
    for (const state of recallStates) {
      const steps = nextStepsOf(record({ state: { work: 'voided', trust: 'B-T', delivery: {} }, frozen, deliveries: [delivery({ state: 'refused' })], recalls: [recall({ state })] }))
      expect(steps.map(({ trouble }) => trouble)).toEqual(state === 'acknowledged' ? [] : [state === 'refused' ? 'recall refused' : 'recall open'])
    }
  })
})

describe('the way to each receiver', () => {
  test('shows what is proven: a receipt ends it, a time stamp that is missing is not one that is not to be', () => {
    const [kho, vneid] = waysOf(record({ state: { work: 'signed', trust: 'time stamp pending', delivery: {} }, deliveryChoice: { targets: ['vneid', 'kho'], basis: 'asked', at, by: 'Hà' }, deliveries: [delivery({ state: 'delivered' })] }))
    expect(kho).toMatchObject({ target: 'kho', signed: true, stamped: false, sent: true, received: true })
    expect(vneid).toMatchObject({ target: 'vneid', sent: false, received: false, delivery: null })
    expect(waysOf(record({ state: { work: 'signed', trust: 'B-B', delivery: {} } }))[0]?.stamped).toBeNull()
  })

  test('of a file sent anew the newest way counts, not the receipt for the old one', () => {
    const [kho] = waysOf(record({ deliveries: [delivery({ state: 'delivered', receiptId: 'kho/1' }), delivery({ state: 'queued' })] }))
    expect(kho?.received).toBe(false)
  })

  test('nothing leads anywhere for a result on paper only', () => {
    expect(waysOf(record({ deliveryChoice: { targets: [], basis: 'asked', at, by: 'Hà' } }))).toEqual([])
  })
})
