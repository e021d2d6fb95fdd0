import { centreX, centreY, rowsOf, sliceOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { findPhrase } from '../text/text-matching.ts'
import { coveredHead, coveredRepeat, roleLinesOf } from './role-lines.ts'
import type { RoleLine } from './role-lines.ts'

/** The signature block: role lines standing closely under each other, and where on which page. */
export interface SignatureBlock {
  readonly layout: PageLayout
  /** May be empty beside a list of recipients: the seal covers them. */
  readonly lines: readonly RoleLine[]
  /** `Nơi nhận` on the same page. */
  readonly recipients: Segment | undefined
}

/** Lines of one block stand at most this many word heights under each other. */
const lineStep = 3.2

const recipientsHeading = 'Nơi nhận'

function recipientsOf(layout: PageLayout): Segment | undefined {
  return layout.segments.find((segment) => {
    if (segment.box.x > 0.4 * layout.width) return false
    const match = findPhrase(segment.words.slice(0, 3).map((word) => word.text), recipientsHeading)
    return match?.start === 0 && /^[^\p{L}]*[NX]/u.test(segment.text)
  })
}

function blockOn(layout: PageLayout): SignatureBlock | undefined {
  const recipients = recipientsOf(layout)
  const from = recipients === undefined ? 0.25 * layout.height : centreY(recipients.box) - 3 * layout.unit
  const right = layout.segments.filter((segment) => centreX(segment.box) > (recipients === undefined ? 0.56 : 0.47) * layout.width && centreY(segment.box) >= from)
  const blocks: RoleLine[][] = []
  for (const row of rowsOf(layout, right)) {
    const last = blocks.at(-1)
    const above = last?.at(-1)
    const close = above !== undefined && centreY(row.box) - centreY(above.segment.box) < lineStep * layout.unit
    const found = [row, withoutLeadingNoise(row)].map(roleLinesOf).find((lines) => lines.length > 0) ?? []
    const repeat = found.length === 0 && close ? coveredRepeat(withoutLeadingNoise(row), above) : undefined
    const head = found.length === 0 && above === undefined && recipients !== undefined ? coveredHead(withoutLeadingNoise(row)) : undefined
    const covered = repeat ?? head
    const lines = covered === undefined ? found : [covered]
    if (lines.length === 0) continue
    if (last !== undefined && close) last.push(...lines)
    else blocks.push([...lines])
  }
  const lines = recipients === undefined ? blocks.at(-1) : blocks[0] ?? []
  return lines === undefined ? undefined : { layout, lines, recipients }
}

function withoutLeadingNoise(segment: Segment): Segment {
  const first = segment.words.findIndex((word) => /^\p{Lu}/u.test(word.text))
  return first <= 0 ? segment : (sliceOf(segment, first) ?? segment)
}

/**
 * The signature of the document: beside the first list of recipients (appendices come after it),
 * else the last block of role lines in the right half. A list of recipients without role lines beside it means
 * that the seal covers them: what looks like a signature elsewhere is another's.
 */
export function findBlock(layouts: readonly PageLayout[]): SignatureBlock | undefined {
  const withList = layouts.find((layout) => recipientsOf(layout) !== undefined)
  if (withList !== undefined) return blockOn(withList)
  return layouts.map(blockOn).findLast((block) => block !== undefined)
}
