import { openAssembler, type AssemblePage } from '../../shared/assemble/index.ts'
import { composeMark, loadMarkTemplate, placeMark, type PlacedMark } from '../../shared/mark/index.ts'
import { toVietnamTime, type InkMap, type Instant } from '../../shared/model/index.ts'
import { bytesInMemory } from '../../shared/pdf-file/index.ts'
import { loadSigningRegime, placeSignature, sealPicture, shownLines, validationDataIncrement, type Appearance, type SignablePage, type TakenSpace } from '../../shared/sign/index.ts'
import { conversion, geometryOf, inkMap, metadata } from './paper.ts'
import { a4, pictureOf, wordsOf, type PlannedPage } from './planned-paper.ts'
import { decision } from './printed-page.ts'
import { redSeal } from './seal-picture.ts'
import type { SignedWorld } from './signed-world.ts'

/** Enough to read the print by eye; the files stay small. */
const dpi = 72

const planned: readonly PlannedPage[] = [
  { ...a4, lines: decision },
  { ...a4, lines: [{ text: '2', x: 104, y: 15 }, { text: 'Điều 3. Trưởng phòng Kinh tế chịu trách nhiệm thi hành Quyết định này.', x: 30, y: 30 }] },
]

/** A record as it is assembled: scanned pages with their text layer and the mark. */
interface AssembledRecord {
  readonly pdf: Buffer
  readonly mark: PlacedMark
  readonly pages: readonly SignablePage[]
}

async function scanned(page: PlannedPage): Promise<AssemblePage & { readonly ink: InkMap }> {
  const geometry = geometryOf({ width: Math.round((page.width / 25.4) * dpi), height: Math.round((page.height / 25.4) * dpi), dpi })
  const text = wordsOf(page, dpi)
  const cell = 8
  const isInked = (column: number, row: number): boolean => text.state === 'read' && text.words.some(({ box }) =>
    box.x < (column + 1) * cell && box.x + box.width > column * cell && box.y < (row + 1) * cell && box.y + box.height > row * cell)
  return { bytes: await pictureOf(page, dpi), format: 'jpeg', geometry, text, ink: inkMap(geometry, cell, isInked) }
}

/** Assembles two printed pages with the mark on the first. */
export async function assembleRecord(): Promise<AssembledRecord> {
  const pages = await Promise.all(planned.map(scanned))
  const [first] = pages
  if (first === undefined) throw new Error('no pages')
  const template = loadMarkTemplate()
  const mark = placeMark(composeMark({ ...conversion, template, training: true }), template, { number: 1, geometry: first.geometry, ink: first.ink })
  const assembler = openAssembler()
  try {
    const pdf = Buffer.from(await assembler.assemble({ pages: pages.map(({ bytes, format, geometry, text }) => ({ bytes, format, geometry, text })), mark, metadata }))
    return { pdf, mark, pages: pages.map(({ geometry, ink }, index) => ({ number: index + 1, geometry, ink })) }
  } finally {
    await assembler.close()
  }
}

/** One record signed as the station signs it, at each level. */
export interface SignedRecords {
  /** By the agency, nothing shown. */
  readonly basic: Buffer
  /** By the officer and then by the agency with its seal, both shown, both stamped. */
  readonly both: Buffer
  /** `both` with validation data and an archive time stamp. */
  readonly archived: Buffer
}

/** Signs an assembled record by the regimes that stations have; the validation data are of the moment `at`. */
export async function signRecords(world: SignedWorld, at: Instant): Promise<SignedRecords> {
  const { pdf, mark, pages } = await assembleRecord()
  const [conversionOnly, officerAndAgency] = [loadSigningRegime('chuyen-doi'), loadSigningRegime('can-bo-va-co-quan')]
  const seal = sealPicture(redSeal({ alpha: true, sidePx: 60 }), 36)
  const taken: TakenSpace[] = []
  let both = pdf
  for (const { by, field, shows } of officerAndAgency.signatures) {
    const lines = shows === null ? [] : shownLines(shows, { signer: by === 'officer' ? 'Đặng Thị Ngọc Huyền' : conversion.agency, agency: conversion.agency, time: toVietnamTime(conversion.convertedAt) })
    const appearance: Appearance | null = shows === null ? null : placeSignature(shows, lines, seal, pages, mark.placement, taken)
    if (appearance === null) throw new Error('no room for the signature')
    taken.push({ page: appearance.page, box: { ...appearance.at, width: appearance.drawing.width, height: appearance.drawing.height } })
    both = await world.sign(both, field, { identity: by === 'officer' ? world.pki.officer : world.pki.agencyP256, stamped: true, appearance })
  }
  const certificates = [world.pki.issuing, world.pki.root].map(({ certificate }) => certificate.der)
  const lasting = Buffer.concat([both, validationDataIncrement(bytesInMemory(both), { certificates, ...world.lists(at) }) ?? Buffer.alloc(0)])
  return {
    basic: await world.sign(pdf, conversionOnly.signatures[0]?.field ?? '', { identity: world.pki.agencyP256 }),
    both, archived: await world.stamp(lasting),
  }
}
