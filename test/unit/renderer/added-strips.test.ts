import { describe, expect, it } from 'vitest'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { addedStrips } from '../../../renderer/parts/pages/added-strips.ts'

const page = { place: 1, heightPx: 3508 }
const signature = { by: 'agency', made: false, seal: false, noRoom: false } as const
const at = (number: number, y: number): ResultOf<'signature.preview'>['mark'] => ({ page: number, box: { x: 0.1, y, width: 0.5, height: 0.1 } })
const shown = (mark: ResultOf<'signature.preview'>['mark'], place: ResultOf<'signature.preview'>['mark'] = null): ResultOf<'signature.preview'> => ({ regime: { vi: 'một', en: 'one' }, mark, signatures: [{ ...signature, lines: [], place }] })

describe('the paper that a page is given for mark and signatures', () => {
  it('is none where both stand on the page, and while nothing is known', () => {
    expect(addedStrips(shown(at(1, 0.85), at(1, 0.02)), page)).toEqual({ above: 0, below: 0 })
    expect(addedStrips(undefined, page)).toEqual({ above: 0, below: 0 })
  })

  it('reaches below the page as far as the mark does, and above it as far as a signature does', () => {
    const { above, below } = addedStrips(shown(at(1, 1.02), at(1, -0.08)), page)
    expect(below).toBeCloseTo(0.12 * 3508)
    expect(above).toBeCloseTo(0.08 * 3508)
  })

  it('is on the page of the mark alone', () => {
    expect(addedStrips(shown(at(2, 1.02)), page)).toEqual({ above: 0, below: 0 })
  })
})
