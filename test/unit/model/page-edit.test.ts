import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrangePages, untouchedStance, type PageEdit } from '../../../shared/model/index.ts'

const ledger = (captured: number, later = 0) => Array.from({ length: captured + later }, (_, index) => ({ ordinal: index + 1, later: index >= captured }))
const order = (captured: number, later: number, edits: readonly PageEdit[]) =>
  arrangePages(ledger(captured, later), edits).map(({ ordinal, place, leftOut }) => (place === null ? `(${ordinal} ${leftOut ?? ''})` : String(ordinal))).join(' ')
const insert = (ordinals: number[], place: number, insteadOf: number | null = null): PageEdit => ({ kind: 'insert', ordinals, place, insteadOf, stances: [] })

describe('pages', () => {
  test('stand as they were captured until they are moved', () => {
    expect(order(4, 0, [])).toBe('1 2 3 4')
    expect(order(4, 0, [{ kind: 'move', ordinal: 4, place: 1 }])).toBe('4 1 2 3')
    expect(order(4, 0, [{ kind: 'move', ordinal: 1, place: 4 }])).toBe('2 3 4 1')
    expect(order(4, 0, [{ kind: 'move', ordinal: 2, place: 2 }])).toBe('1 2 3 4')
  })

  test('that are left out stay where they stood, with their reason, and come back there', () => {
    const out: PageEdit = { kind: 'leave out', ordinals: [2], why: 'blank' }
    expect(order(3, 0, [out])).toBe('1 (2 blank) 3')
    expect(order(3, 0, [out, { kind: 'take back', ordinals: [2] }])).toBe('1 2 3')
    expect(order(3, 0, [out, { kind: 'move', ordinal: 3, place: 1 }])).toBe('3 1 (2 blank)')
  })

  test('that came later are none of the document until they are placed, and a page scanned anew makes way', () => {
    expect(order(2, 1, [])).toBe('1 2 (3 not placed)')
    expect(order(2, 2, [insert([3, 4], 2)])).toBe('1 3 4 2')
    expect(order(2, 1, [insert([3], 1, 1)])).toBe('3 (1 scanned anew) 2')
  })

  test('are never lost and never counted twice, whatever the edits', () => {
    const ordinals = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 })
    const edit: fc.Arbitrary<PageEdit> = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), ordinal: fc.integer({ min: 0, max: 12 }), place: fc.integer({ min: -2, max: 15 }) }),
      fc.record({ kind: fc.constant('leave out' as const), ordinals, why: fc.constantFrom('blank' as const, 'deleted' as const, 'split off' as const) }),
      fc.record({ kind: fc.constant('take back' as const), ordinals }),
      fc.record({ kind: fc.constant('insert' as const), ordinals, place: fc.integer({ min: -2, max: 15 }), insteadOf: fc.option(fc.integer({ min: 0, max: 12 })), stances: fc.constant([]) }),
      fc.record({ kind: fc.constant('turn' as const), ordinal: fc.integer({ min: 0, max: 12 }), stance: fc.constant({ ...untouchedStance, turn: 90 as const }) }),
    )
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 3 }), fc.array(edit, { maxLength: 12 }), (captured, later, edits) => {
      const pages = arrangePages(ledger(captured, later), edits)
      expect(pages.map(({ ordinal }) => ordinal).toSorted((a, b) => a - b)).toEqual(ledger(captured, later).map(({ ordinal }) => ordinal))
      const placed = pages.filter(({ place }) => place !== null)
      expect(placed.map(({ place }) => place)).toEqual(placed.map((_, index) => index + 1))
      expect(pages.every(({ place, leftOut }) => (place === null) === (leftOut !== null))).toBe(true)
    }))
  })
})
