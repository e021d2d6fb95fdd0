import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { floatModel } from '../../../scripts/model/float-model.ts'
import { openRandom } from '../../../scripts/model/random.ts'
import { legalSyllables } from '../../../scripts/model/syllables.ts'
import { trainingLine } from '../../../scripts/model/training-text.ts'

const shipped = readFileSync(path.join(import.meta.dirname, '../../../resources/tessdata/vie.traineddata'))
/** The network within a traineddata file: a count, then the offset of each part. */
const lstmPart = 17
const offset = (part: number): number => Number(shipped.readBigInt64LE(4 + 8 * part))
const network = shipped.subarray(offset(lstmPart), offset(lstmPart + 1))

describe('a model made trainable', () => {
  test('holds a double for each of its int8 weights and ends as the original does', () => {
    const floating = floatModel(network)
    expect(floating.length).toBeGreaterThan(7 * network.length)
    expect(floating.subarray(-12)).toEqual(network.subarray(-12))
  })

  test('is refused when it ends early and when it is trainable already', () => {
    expect(() => floatModel(network.subarray(0, 100))).toThrow(RangeError)
    expect(() => floatModel(floatModel(network))).toThrow(RangeError)
  })
})

describe('training text', () => {
  test('knows the syllables that spelling allows and no others', () => {
    const syllables = new Set(legalSyllables())
    expect(['quyết', 'nghiêng', 'phố', 'giếng', 'hòa', 'hoà', 'được', 'ý'].filter((syllable) => !syllables.has(syllable))).toEqual([])
    expect(['kat', 'nge', 'càt', 'quyẽt', 'ciên'].filter((syllable) => syllables.has(syllable))).toEqual([])
  })

  test('is the same for the same seed', () => {
    const sources = { running: ['một', 'hai', 'ba', 'bốn', 'năm'], words: ['giấy', 'phép'], syllables: ['quyết', 'định'] }
    const lines = (seed: number): string[] => {
      const random = openRandom(seed)
      return Array.from({ length: 40 }, () => trainingLine(random, sources, 8, 0.4))
    }
    expect(lines(7)).toEqual(lines(7))
    expect(lines(8)).not.toEqual(lines(7))
  })
})
