import { expect, it } from 'vitest'
import fc from 'fast-check'
import { fieldNames } from '../../../shared/model/index.ts'
import { calibrated } from '../../../shared/extract/confidence.ts'

const scores = fc.double({ min: 0, max: 1, noNaN: true })

it('never brings a value that the rules doubt to where it is taken without asking', () => {
  fc.assert(fc.property(fc.constantFrom(...fieldNames), fc.double({ min: 0, max: 0.8999, noNaN: true }), (name, score) => { expect(calibrated(name, score)).toBeLessThan(0.9) }))
})

it('keeps the order of scores, stays within 0..0.99, and is never below the score but for rounding', () => {
  fc.assert(fc.property(fc.constantFrom(...fieldNames), scores, scores, (name, one, other) => {
    const [low, high] = one < other ? [one, other] : [other, one]
    expect(calibrated(name, low)).toBeLessThanOrEqual(calibrated(name, high))
    expect(calibrated(name, high)).toBeLessThanOrEqual(0.99)
    expect(calibrated(name, low)).toBeGreaterThanOrEqual(Math.min(low, 0.89) - 0.001)
  }))
})

it('believes a signer’s name as the rules do: a misread tone makes another name', () => {
  expect(calibrated('signerName', 0.7)).toBe(0.7)
  expect(calibrated('subject', 0.7)).toBeGreaterThan(0.8)
})
