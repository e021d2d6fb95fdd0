import { useEffect, useState } from 'react'
import type { PageLine, PageList } from '../../shared/contract/index.ts'
import type { Action } from '../keys/key-desk.ts'
import { mediaWidth, pageAddress } from '../station/media.ts'
import { pictureOf } from '../station/pictures.ts'
import { useStation } from '../station/station.tsx'
import { counterWords } from '../words/counter.ts'
import { useSay } from '../words/say.tsx'

interface PageTurning {
  readonly pages: PageList | undefined
  readonly page: PageLine | undefined
  readonly goTo: (ordinal: number) => void
  /** Goes to the page at a place of the document. */
  readonly goToPlace: (place: number) => void
  readonly actions: readonly Action[]
}

/** The pages of a record, the one that is looked at, and the keys that turn them; neighbours are fetched before they are asked for. */
export function usePageTurning(id: string): PageTurning {
  const say = useSay()
  const { data: pages } = useStation('page.list', { id })
  const [ordinal, setOrdinal] = useState<number | null>(null)
  const list = pages?.pages ?? []
  const first = list.find(({ place }) => place === 1) ?? list[0]
  const page = list.find((one) => one.ordinal === ordinal) ?? first
  const at = page === undefined ? -1 : list.indexOf(page)
  const edition = pages?.edition
  useEffect(() => {
    if (edition === undefined) return
    for (const near of [list[at + 1], list[at - 1], list[at + 2]]) {
      if (near === undefined) continue
      pictureOf(pageAddress(id, near.ordinal, near.state === 'captured' ? 'raw' : 'upright', mediaWidth(600 * window.devicePixelRatio), edition)).catch(() => undefined)
    }
  }, [id, edition, at, list.length])
  const turn = (by: number) => (): void => {
    const next = list[at + by]
    if (next !== undefined) setOrdinal(next.ordinal)
  }
  return {
    pages, page,
    goTo: setOrdinal,
    goToPlace: (place) => {
      const found = list.find((one) => one.place === place)
      if (found !== undefined) setOrdinal(found.ordinal)
    },
    actions: [
      { label: say(counterWords.previousPage), chord: 'PageUp', run: turn(-1), disabled: at <= 0 },
      { label: say(counterWords.nextPage), chord: 'PageDown', run: turn(1), disabled: at >= list.length - 1 },
    ],
  }
}
