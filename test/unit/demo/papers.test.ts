import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generatePaper, generatePapers, samplePapers, twinPapers } from '../../../demo/papers/generate.ts'
import type { GeneratedPaper } from '../../../demo/papers/generate.ts'
import { tamperedCopy } from '../../../demo/papers/twins/tampered-copy.ts'
import { dossierShape } from '../../../shared/contract/index.ts'

let folder = ''
let papers: GeneratedPaper[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'papers-'))
  papers = await generatePapers(folder)
}, 240_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

describe('sample papers', () => {
  test('there are six, with nine pages: two sides, three sheets of two sizes, one photo', () => {
    expect(papers.map((paper) => [paper.name.slice(0, 1), paper.truth.pageCount])).toEqual([['1', 2], ['2', 1], ['3', 1], ['4', 3], ['5', 1], ['6', 1]])
    expect(papers.flatMap((paper) => paper.truth.pages.map((page) => page.size))).toEqual(['A4', 'A4', 'A4', 'A4', 'A4', 'A4', 'A3', 'photo', 'A4'])
    expect(papers[2]?.truth.pages[0]?.dpi).toBe(200)
  })

  test('each folder holds exactly the pages of which the truth tells, in natural order', async () => {
    for (const paper of papers) {
      const files = (await readdir(paper.folder)).sort()
      expect(files).toEqual(paper.truth.pages.map((page) => page.file))
      expect(files).toHaveLength(paper.truth.pageCount)
    }
  })

  test('every picture has the size, the resolution and the weight of its kind', async () => {
    for (const paper of papers) {
      for (const page of paper.truth.pages) {
        const bytes = await readFile(path.join(paper.folder, page.file))
        const picture = await sharp(bytes).metadata()
        expect({ width: picture.width, height: picture.height }).toEqual({ width: page.widthPx, height: page.heightPx })
        expect(bytes.length).toBeLessThan(page.size === 'A3' ? 3_000_000 : 1_600_000)
        expect(picture.density).toBe(page.dpi)
        expect(picture.space).toBe(paper.truth.traps.includes('date in words') ? 'b-w' : 'srgb')
        if (page.size === 'photo') continue
        const sides = [picture.width, picture.height].map((px) => Math.round((px / page.dpi) * 25.4)).sort((a, b) => a - b)
        expect(sides).toEqual(page.size === 'A4' ? [210, 297] : [297, 420])
      }
    }
  })

  test('every word, stamp and value of the truth lies on its page', () => {
    for (const paper of papers) {
      for (const [index, page] of paper.truth.pages.entries()) {
        const places = paper.truth.places.filter((place) => place.page === index + 1)
        expect(page.words.length).toBeGreaterThan(10)
        for (const { box } of [...page.words, ...places]) {
          expect(box.width).toBeGreaterThan(0)
          expect(box.height).toBeGreaterThan(0)
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.y).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(page.widthPx)
          expect(box.y + box.height).toBeLessThanOrEqual(page.heightPx)
        }
      }
    }
  })

  test('a word box of the truth holds dark ink', async () => {
    for (const paper of papers) {
      for (const page of paper.truth.pages) {
        const { data, info } = await sharp(path.join(paper.folder, page.file)).greyscale().raw().toBuffer({ resolveWithObject: true })
        for (const word of page.words) {
          let darkest = 255
          for (let row = word.box.y; row < word.box.y + word.box.height; row++) {
            for (let column = word.box.x; column < word.box.x + word.box.width; column++) darkest = Math.min(darkest, data[row * info.width + column] ?? 255)
          }
          expect(darkest, `${paper.name} ${page.file} ${word.text}`).toBeLessThan(150)
        }
      }
    }
  })

  test('every field that the paper prints has its place on the paper', () => {
    for (const paper of papers) {
      const tags = new Set(paper.truth.places.map((place) => place.tag))
      for (const name of Object.keys(paper.truth.fields)) {
        if (name === 'documentType' && paper.truth.traps.includes('no type code')) continue
        expect(tags, `${paper.name} ${name}`).toContain(name)
      }
      paper.truth.owners.forEach((owner, index) => {
        expect(tags).toContain(`owner ${index + 1} name`)
        if (owner.id !== null) expect(tags).toContain(`owner ${index + 1} id`)
      })
    }
  })

  test('nobody is real: every personal number begins with the place code 099, which no place has', async () => {
    for (const paper of papers) {
      const text = `${await readFile(paper.dossierFile, 'utf8')}${await readFile(paper.truthFile, 'utf8')}`
      const numbers = text.match(/(?<!\d)\d{12}(?!\d)/gu) ?? []
      expect(numbers.length).toBeGreaterThan(0)
      for (const number of numbers) expect(number.slice(0, 3)).toBe('099')
    }
  })

  test('each dossier is one that the station takes', async () => {
    for (const paper of papers) {
      const dossier = dossierShape.parse(JSON.parse(await readFile(paper.dossierFile, 'utf8')))
      expect(dossier.owners.length).toBeGreaterThan(0)
      expect(dossier.validUntil).toBe(paper.truth.validUntil)
    }
  })

  test('paper and dossier differ exactly where a person must decide', () => {
    const owners = (index: number): [string[], string[]] => [
      (papers[index]?.truth.owners ?? []).map((owner) => `${owner.name.toLowerCase()} ${owner.id ?? ''}`),
      (samplePapers[index]?.dossier.owners ?? []).map((owner) => `${owner.name.toLowerCase()} ${owner.id ?? ''}`),
    ]
    for (const index of [0, 1, 3, 4]) expect(owners(index)[0]).toEqual(owners(index)[1])
    expect(papers[2]?.truth.owners[0]?.role).toBe('deceased')
    expect(owners(2)[0]).not.toEqual(owners(2)[1])
    expect(papers[5]?.truth.owners[0]?.id).toBeNull()
  })

  test('handwritten fields are pen strokes on the page', () => {
    for (const paper of papers) {
      for (const name of paper.truth.handwritten) {
        const place = paper.truth.places.find((one) => one.tag === name)
        const words = paper.truth.pages[(place?.page ?? 1) - 1]?.words ?? []
        const box = place?.box ?? { x: 0, y: 0, width: 0, height: 0 }
        const inside = words.filter((word) => word.hand && word.box.x >= box.x && word.box.x + word.box.width <= box.x + box.width)
        expect(inside.length, `${paper.name} ${name}`).toBeGreaterThan(0)
      }
    }
  })

  test.each([2, 4])('paper %i counted from 0 comes out the same again, byte for byte', async (index) => {
    const again = await mkdtemp(path.join(tmpdir(), 'papers-again-'))
    try {
      const paper = samplePapers[index]
      if (paper === undefined) throw new Error('no such sample paper')
      const copy = await generatePaper(paper, again)
      for (const page of copy.truth.pages) {
        const [left, right] = await Promise.all([readFile(path.join(copy.folder, page.file)), readFile(path.join(folder, copy.name, page.file))])
        expect(digestOf(left)).toBe(digestOf(right))
      }
      expect(copy.truth).toEqual(papers[index]?.truth)
    } finally {
      await rm(again, { recursive: true, force: true })
    }
  })
})

describe('papers made to be stopped', () => {
  let twins: Readonly<Partial<Record<string, GeneratedPaper>>> = {}
  let place = ''

  beforeAll(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'twins-'))
    const made = [twinPapers.articleTorn, twinPapers.idUnderBlot, twinPapers.secretLetter, twinPapers.dossierOfAnother]
    twins = Object.fromEntries(await Promise.all(made.map(async (paper) => [paper.name, await generatePaper(paper, place)] as const)))
  }, 240_000)
  afterAll(async () => { await rm(place, { recursive: true, force: true }) })

  const textOf = (name: string): string => twins[name]?.truth.pages.map(({ text }) => text).join('\n') ?? ''

  test('the torn decision has its first and third article on paper and nothing of the second, and the tear shows what lies behind', async () => {
    const name = twinPapers.articleTorn.name
    expect(textOf(name)).toContain('Điều 1.')
    expect(textOf(name)).toContain('Điều 3.')
    expect(textOf(name)).not.toContain('Điều 2.')
    const { data, info } = await sharp(path.join(twins[name]?.folder ?? '', '02.jpg')).extract({ left: 800, top: 100, width: 20, height: 20 }).raw().toBuffer({ resolveWithObject: true })
    const mean = data.reduce((sum, level) => sum + level, 0) / (info.width * info.height * 3)
    expect(mean).toBeLessThan(215)
  })

  test('the blot covers digits of the number, whose truth is kept', async () => {
    const paper = twins[twinPapers.idUnderBlot.name]
    const owner = paper?.truth.places.find(({ tag }) => tag === 'owner 1 id')
    const box = owner?.box ?? { x: 0, y: 0, width: 1, height: 1 }
    const { data } = await sharp(path.join(paper?.folder ?? '', '01.jpg')).extract({ left: Math.round(box.x + (box.width * 9.4) / 12), top: box.y, width: Math.round(box.width / 8), height: box.height }).greyscale().raw().toBuffer({ resolveWithObject: true })
    expect(data.reduce((sum, level) => sum + level, 0) / data.length).toBeLessThan(130)
    expect(paper?.truth.owners[0]?.id).toMatch(/^099\d{9}$/u)
  })

  test('the secret page bears its stamp in the head, and the dossier of another names nobody of its paper', () => {
    const secret = twins[twinPapers.secretLetter.name]?.truth.pages[0]
    expect(secret?.stamps.find(({ text }) => text === 'MẬT')?.box.y ?? 0).toBeLessThan((secret?.heightPx ?? 0) / 3)
    const paper = twins[twinPapers.dossierOfAnother.name]
    const told = (paper?.dossier.owners ?? []).map(({ name }) => name)
    expect(told.length).toBeGreaterThan(0)
    for (const name of told) expect(textOf(twinPapers.dossierOfAnother.name)).not.toContain(name)
  })

  test('no two papers share a number of the same agency, a person or a dossier, but the certificate that is issued anew', () => {
    const papers = [...samplePapers, ...Object.values(twinPapers)].filter((paper) => paper !== twinPapers.issuedAnew && paper !== twinPapers.authorisation)
    const numbers = papers.map(({ fields }) => [fields.issuingAgency, fields.codeNumber, fields.codeNotation].join(' '))
    const persons = papers.flatMap(({ owners }) => owners.map(({ name }) => name))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(persons).size).toBe(persons.length)
    expect(twinPapers.issuedAnew.owners).toEqual(twinPapers.idUnderBlot.owners)
  })

  test('a tampered copy differs from the signed file in one digit and nothing else', () => {
    const file = Buffer.from('%PDF-1.7 … <dc:title><rdf:li>Giấy phép xây dựng 112/GPXD</rdf:li></dc:title> …')
    const copy = Buffer.from(tamperedCopy(file, '112'))
    expect(copy.length).toBe(file.length)
    expect(copy.filter((byte, index) => byte !== file[index])).toHaveLength(1)
    expect(() => tamperedCopy(file, '431')).toThrow(RangeError)
  })
})
