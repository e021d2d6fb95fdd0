import type { ResultOf } from '../../../shared/contract/index.ts'

/** Heights of bare paper added to a page, px of the page. */
export interface Strips {
  readonly above: number
  readonly below: number
}

/** Bare paper that mark and signatures of a record add at head and foot of one of its pages, px of the page; none while that is not known. */
export function addedStrips(shown: ResultOf<'signature.preview'> | undefined, page: { readonly place: number | null; readonly heightPx: number }): Strips {
  const places = [shown?.mark, ...(shown?.signatures.map(({ place }) => place) ?? [])]
  const boxes = places.flatMap((place) => (place?.page === page.place ? [place.box] : []))
  return {
    above: Math.max(0, ...boxes.map(({ y }) => -y)) * page.heightPx,
    below: Math.max(0, ...boxes.map(({ y, height }) => y + height - 1)) * page.heightPx,
  }
}
