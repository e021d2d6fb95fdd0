import { describe, expect, test } from 'vitest'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { piecesOf, wordsIn } from '../../../renderer/record/doubts.ts'
import { nextStop, shownFields, stopsOf } from '../../../renderer/screens/counter/review-order.ts'
import { stepsOf } from '../../../renderer/parts/steps.ts'

type Field = NonNullable<RecordLine['fields']['codeNumber']>
const field = (accepted: boolean, value: string | null = 'x'): Field => ({ value, confidence: accepted ? 0.97 : 0.6, accepted, acceptedBy: accepted ? 'machine' : null, failedChecks: [], evidence: null })
const nothing = { findings: [], duplicates: [], stoppedBy: null }

describe('the order of a review', () => {
  test('Enter goes only to what needs a human, in the order of the paper, round its end', () => {
    const stops = stopsOf({ ...nothing, fields: { signerName: field(false), codeNumber: field(false), issuedDate: field(true) } })
    expect(stops).toEqual(['codeNumber', 'signerName'])
    expect(nextStop(stops, null)).toBe('codeNumber')
    expect(nextStop(stops, 'codeNumber')).toBe('signerName')
    expect(nextStop(stops, 'signerName')).toBe('codeNumber')
    expect(nextStop(stops, 'issuedDate')).toBe('signerName')
  })

  test('a field that was just accepted counts no more before the station has said so', () => {
    expect(nextStop(['subject'], 'subject')).toBeNull()
    expect(nextStop([], null)).toBeNull()
  })

  test('a question besides the values comes first', () => {
    const asked = { ...nothing, stoppedBy: { code: 'paper_size_unknown', params: { page: 1 } }, fields: { subject: field(false) } }
    expect(stopsOf(asked)).toEqual(['question', 'subject'])
    expect(nextStop(stopsOf(asked), 'subject')).toBe('question')
    expect(stopsOf({ ...nothing, stoppedBy: { code: 'awaiting_review', params: {} }, fields: {} })).toEqual([])
  })
})

const word = (text: string, doubted: boolean, x = 0) => ({ text, doubted, box: { x, y: 10, width: 20, height: 10 } })

describe('doubt within a value', () => {
  test('only the words that were read badly are underlined, whatever their tones and marks', () => {
    expect(piecesOf('Ủy ban nhân dân', [word('ỦY', false), word('BAN', true), word('NHÂN', false)], true).filter(({ doubtful }) => doubtful).map(({ text }) => text)).toEqual(['ban'])
  })

  test('a doubted value of which no word tells is doubtful as a whole; a sure one nowhere', () => {
    expect(piecesOf('201', [], true)).toEqual([{ text: '201', doubtful: true }])
    expect(piecesOf('201', [word('201', true)], false)).toEqual([{ text: '201', doubtful: false }])
  })

  test('pieces put together are the value', () => {
    expect(piecesOf('a  b c', [word('b', true)], true).map(({ text }) => text).join('')).toBe('a  b c')
  })

  test('words belong to a box by their middle', () => {
    expect(wordsIn([word('trong', false, 100), word('ngoài', false, 195)], { x: 90, y: 5, width: 110, height: 20 }).map(({ text }) => text)).toEqual(['trong'])
  })
})

const told = (work: RecordLine['state']['work'], part: Partial<RecordLine> = {}): Parameters<typeof stepsOf>[0] => ({
  state: { work, trust: 'unsigned', delivery: {} }, fields: {}, ...nothing, deliveries: [], deliveryChoice: null, frozen: null, origin: 'scan', ...part,
})
const delivery = (state: RecordLine['deliveries'][number]['state']): RecordLine['deliveries'][number] => ({ target: 'kho', state, attempts: 1, nextAttemptAt: null, lastError: null, refusal: null, chosenAt: '', chosenBy: '', receiptId: null, deliveredAt: null })
const states = (...record: Parameters<typeof told>): string => stepsOf(told(...record)).map(({ state }) => state).join(' ')

describe('the step line', () => {
  test('says what is done, what is at work and what waits for whom', () => {
    expect(states('capturing')).toBe('now later later later later later')
    expect(states('captured')).toBe('done now later later later later')
    expect(states('awaiting review')).toBe('done done person later later later')
    expect(states('reviewed')).toBe('done done done person later later')
    expect(states("awaiting the agency's signature")).toBe('done done done done person later')
    expect(states('signed', { deliveries: [delivery('queued')] })).toBe('done done done done done network')
    expect(states('signed', { deliveries: [delivery('held')] })).toBe('done done done done done person')
    expect(states('delivered', { deliveries: [delivery('delivered')] })).toBe('done done done done done done')
  })

  test('never calls done what is not: a late time stamp, a refused delivery, paper only, a voided record', () => {
    expect(states('signed', { state: { work: 'signed', trust: 'time stamp pending', delivery: {} } })).toBe('done done done done network later')
    expect(states('signed', { deliveries: [delivery('delivered'), delivery('refused')] })).toBe('done done done done done stopped')
    expect(states('signed', { deliveryChoice: { targets: [], basis: 'asked', at: '', by: '' } })).toBe('done done done done done none')
    expect(states('voided')).toBe('stopped none none none none later')
    expect(states('signed', { origin: 'signed electronic original', deliveries: [delivery('delivered')] })).toBe('done done done none none done')
  })

  test('a scan that was broken off waits for a person', () => {
    expect(states('capturing', { stoppedBy: { code: 'disk_full', params: {} } })).toBe('person later later later later later')
  })

  test('counts what is open', () => {
    const [, , review] = stepsOf(told('awaiting review', { fields: { codeNumber: field(false), subject: field(false), place: field(true) } }))
    expect(review).toEqual({ name: 'review', state: 'person', open: 2 })
  })
})

test('a value of which the officer says that the paper has none stays where it was asked for', () => {
  const absent: NonNullable<RecordLine['fields']['codeNumber']> = { value: null, confidence: 0, accepted: true, acceptedBy: 'operator', failedChecks: [], evidence: null }
  expect(shownFields({ fields: { codeNumber: absent, issuedDate: { ...absent, accepted: false, acceptedBy: null }, place: { ...absent, acceptedBy: 'machine' } } }).shown).toEqual(['codeNumber', 'issuedDate'])
})
