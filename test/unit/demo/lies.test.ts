import { describe, expect, it } from 'vitest'
import { lies } from '../../../demo/lies.ts'
import type { DeliveredStory, Story } from '../../../demo/story.ts'
import { deliveredStory, recordDetail, refusal, storyPaper, truthfulStory } from '../../support/demo-story.ts'

const field = (value: string | null, acceptedBy: 'machine' | 'operator') => ({ codeNumber: { value, confidence: 0.99, accepted: true, acceptedBy, failedChecks: [], evidence: null } })
const [receipt] = deliveredStory().receipts
const ofResult = (changes: Partial<DeliveredStory>): string[] => lies(truthfulStory({ results: [deliveredStory(changes)] }))
const of = (change: (story: Story) => Partial<Story>): string[] => lies(truthfulStory(change(truthfulStory())))

describe('the demo’s own word', () => {
  it('is believed when every claim has its proof', () => {
    expect(lies(truthfulStory())).toEqual([])
  })

  it.each<[string, Partial<DeliveredStory>]>([
    ['a value that the machine took and the paper does not say', { read: recordDetail({ fields: field('113', 'machine') }) }],
    ['a value at the end that the paper does not say, whoever took it', { final: recordDetail({ fields: field('113', 'operator') }) }],
    ['a value that the paper has not', { final: recordDetail({ fields: { ...field('112', 'machine'), ...{ subject: field('x', 'operator').codeNumber } } }) }],
    ['a field that got lost', { final: recordDetail({ fields: {} }) }],
    ['a page too few', { final: recordDetail({ pages: 0 }) }],
    ['a signature that does not pass', { verdict: { file: 'a.pdf', verdict: 'indeterminate', signatures: [], reasons: [], mark: null } }],
    ['an export that is another file', { pdfDigest: 'f'.repeat(64) }],
    ['a delivery without a receipt', { receipts: [] }],
    ['a receipt that nobody signed', { receipts: receipt === undefined ? [] : [{ ...receipt, genuine: false }] }],
    ['a receipt for another file than the receiver holds', { receipts: receipt === undefined ? [] : [{ ...receipt, fileDigest: 'f'.repeat(64) }] }],
    ['a record that was delivered while the line was cut', { offline: recordDetail() }],
    ['a record that never was delivered', { final: recordDetail({ state: { work: 'signed', trust: 'B-LT', delivery: { kho: 'queued' } } }) }],
  ])('is not believed about %s', (_, changes) => {
    expect(ofResult(changes)).not.toEqual([])
  })

  it.each<[string, (story: Story) => Partial<Story>]>([
    ['a wrong paper that nobody stopped', () => ({ refusals: [{ ...refusal, said: null }] })],
    ['one stopped for another cause', () => ({ refusals: [{ ...refusal, said: { code: 'not_a_scan', params: {} } }] })],
    ['one that was delivered all the same', () => ({ refusals: [{ ...refusal, record: recordDetail() }] })],
    ['a tampered copy that passes', () => ({ refusals: [{ ...refusal, verdict: { file: 'a.pdf', verdict: 'passed', signatures: [], reasons: [], mark: null } }] })],
    ['a line that was not cut', ({ cut }) => ({ cut: { ...cut, whileCut: cut.afterwards } })],
    ['a command that ended before the kill', ({ interruption }) => ({ interruption: { ...interruption, signal: null } })],
    ['a page lost by the kill', ({ interruption }) => ({ interruption: { ...interruption, found: recordDetail({ pages: 0 }) } })],
    ['a second record of the same paper', ({ interruption }) => ({ interruption: { ...interruption, records: 2 } })],
    ['an authorisation that went out', ({ attachment }) => ({ attachment, results: [deliveredStory({ receipts: receipt === undefined ? [] : [receipt, { ...receipt, fileDigest: attachment.kept.digest }] })] })],
    ['a freeze that let something out', ({ correction }) => ({ correction: { ...correction, sentWhileFrozen: 1 } })],
    ['a recall that nobody acknowledged', ({ correction }) => ({ correction: { ...correction, replaced: { ...correction.replaced, recalls: [] } } })],
    ['a first issue that is still in use', ({ correction }) => ({ correction: { ...correction, replaced: recordDetail() } })],
    ['a backup that is not whole', ({ custody }) => ({ custody: { ...custody, backup: { ...custody.backup, whole: false } } })],
    ['a folder that was not deleted', ({ custody }) => ({ custody: { ...custody, deleted: false } })],
    ['a record lost by restoring', ({ custody }) => ({ custody: { ...custody, after: { ...custody.after, records: [] } } })],
    ['a name that can be read on disk', ({ secrecy }) => ({ secrecy: { ...secrecy, found: ['tram/station.db'] } })],
    ['a search at rest that searched nothing', ({ secrecy }) => ({ secrecy: { ...secrecy, files: 0 } })],
    ['a log that begins anew', ({ custody }) => ({ custody: { ...custody, hashAtOldEnd: null } })],
  ])('is not believed about %s', (_, change) => {
    expect(of(change)).not.toEqual([])
  })

  it('names the paper that the untruth is about', () => {
    expect(ofResult({ receipts: [] }).every((lie) => lie.startsWith(storyPaper.title))).toBe(true)
  })
})
