import type { ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { useStation } from '../../station/station.tsx'
import { useLanguage, useSay } from '../../words/say.tsx'
import { signatureWords } from '../../words/signatures.ts'
import styles from './signature-places.module.css'

/** What mark and signatures of a record will look like. */
export type SignaturesShown = ResultOf<'signature.preview'>
type Place = NonNullable<SignaturesShown['mark']>

interface ShownPage {
  readonly place: number | null
  readonly widthPx: number
  readonly heightPx: number
}

/** Where mark and signatures of a record will stand; undefined while that is not known, or not `wanted`. */
export function useSignaturePlaces(id: string, wanted = true): SignaturesShown | undefined {
  const { data } = useStation('signature.preview', { id }, { enabled: wanted })
  return wanted ? data : undefined
}

/** Frames on the page where mark and signatures will stand, with the words in them; for the page view's overlay. */
export function SignatureFrames({ shown, page }: { readonly shown: SignaturesShown; readonly page: ShownPage }): ReactNode {
  const say = useSay()
  const frames = [
    ...(shown.mark === null ? [] : [{ name: 'mark', place: shown.mark, lines: [say(signatureWords.mark)], seal: false }]),
    ...shown.signatures.flatMap(({ by, lines, place, seal, made }, index) => (place === null ? [] : [{ name: `${by} ${index}`, place, seal, lines: made ? [say(signatureWords.madeShort)] : lines }])),
  ]
  return <>{frames.filter(({ place }) => place.page === page.place).map(({ name, place, lines, seal }) => <Frame key={name} place={place} lines={lines} seal={seal} page={page} />)}</>
}

/** A line that is too long for its place is drawn narrower; one that fits stands as it is. */
function squeezed(line: string, sizePx: number, roomPx: number): { readonly textLength?: number; readonly lengthAdjust?: 'spacingAndGlyphs' } {
  const room = Math.max(1, roomPx)
  return line.length * sizePx * widestLetter > room ? { textLength: room, lengthAdjust: 'spacingAndGlyphs' } : {}
}

/** Width of a letter, as a share of the size of the type, that hardly any line of words surpasses in the mean. */
const widestLetter = 0.6

function Frame({ place: { box }, lines, seal, page }: { readonly place: Place; readonly lines: readonly string[]; readonly seal: boolean; readonly page: ShownPage }): ReactNode {
  const [x, y, width, height] = [box.x * page.widthPx, box.y * page.heightPx, box.width * page.widthPx, box.height * page.heightPx]
  const side = seal ? Math.min(height, width) : 0
  const leading = Math.min(height / Math.max(lines.length, 1), page.heightPx / 60)
  const top = y + (height - leading * lines.length) / 2
  return (
    <g>
      <rect className={styles.frame} x={x} y={y} width={width} height={height} vectorEffect="non-scaling-stroke" />
      {seal ? <circle className={styles.seal} cx={x + side / 2} cy={y + height / 2} r={side * 0.46} vectorEffect="non-scaling-stroke" /> : null}
      {lines.map((line, index) => <text key={line} className={styles.words} x={x + side + leading * 0.3} y={top + leading * (index + 0.75)} fontSize={leading * 0.7} {...squeezed(line, leading * 0.7, width - side - leading * 0.6)}>{line}</text>)}
    </g>
  )
}

/** Who signs in which order, what is made and what will be seen. */
export function SignatureList({ shown }: { readonly shown: SignaturesShown }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  return (
    <section aria-label={say(signatureWords.title)}>
      <h2>{say(signatureWords.title)} <span className="quiet">{shown.regime[language]}</span></h2>
      <ol className={styles.list}>
        {shown.signatures.map(({ by, made, place, seal, noRoom }, index) => (
          <li key={index}>
            {made ? '✓' : '○'} {say(signatureWords[by])}: {say(made ? signatureWords.made : signatureWords.awaited)}
            {' · '}{place === null ? say(noRoom ? signatureWords.noRoom : signatureWords.unseen) : say(seal ? signatureWords.seenWithSeal : signatureWords.seen, { page: place.page })}
          </li>
        ))}
      </ol>
    </section>
  )
}
