import { openPageViewer, storedGeometry } from '../image/index.ts'
import { SohoaError, type Box, type Digest, type LedgerPage, type PageGeometry, type RecordId } from '../model/index.ts'
import { openPdfReader } from '../pdf-file/index.ts'
import { ordinalsInOrder, straightGeometry } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'

/** A picture of a page for a screen. */
export interface Picture {
  readonly type: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array
}

/** Which picture of a page: as scanned, straightened (or a part of it, px), or as it stands in the finished PDF. */
export type PictureKind = { readonly kind: 'raw' | 'upright' | 'final' } | { readonly kind: 'crop'; readonly area: Box }

/** Pictures of pages, made in processes of their own so that they wait for no page that is being read. */
export interface Pictures {
  /**
   * A picture at most `widthPx` wide; `page` is the place in the page ledger, for `final` that in the PDF. Throws not_found, wrong_state
   * (no finished PDF yet), and what decoding throws.
   */
  picture(context: StationContext, id: RecordId, page: number, wanted: PictureKind, widthPx: number): Promise<Picture>
  /** Ends the processes and forgets every picture. */
  close(): Promise<void>
}

const cacheBytes = 96 * 1_048_576
/** Raw pages whose bytes are kept, so that the viewer's process is not sent them again for each crop. */
const keptPages = 4
const pointsPerInch = 72
const a4WidthInch = 210 / 25.4

/** Opens the pictures of one session. */
export function openPictures(): Pictures {
  const viewer = openPageViewer()
  const reader = openPdfReader({ processes: 1 })
  const cache = new Map<string, Picture>()
  const raws = new Map<Digest, Uint8Array>()
  let pdf: { readonly digest: Digest; readonly bytes: Uint8Array } | undefined
  let cached = 0

  const remember = (key: string, picture: Picture): Picture => {
    cache.set(key, picture)
    cached += picture.bytes.length
    for (const [oldest, { bytes }] of cache) {
      if (cached <= cacheBytes) break
      cache.delete(oldest)
      cached -= bytes.length
    }
    return picture
  }

  const once = async (key: string, make: () => Promise<Picture>): Promise<Picture> => {
    const known = cache.get(key)
    if (known === undefined) return remember(key, await make())
    cache.delete(key)
    cache.set(key, known)
    return known
  }

  const rawOf = ({ store }: StationContext, digest: Digest): Uint8Array => {
    const raw = raws.get(digest) ?? store.getBlob(digest)
    raws.delete(digest)
    raws.set(digest, raw)
    for (const oldest of raws.keys()) {
      if (raws.size <= keptPages) break
      raws.delete(oldest)
    }
    return raw
  }

  const scanned = async (context: StationContext, { digest }: LedgerPage, geometry: PageGeometry, area: Box | null, widthPx: number): Promise<Picture> =>
    once(JSON.stringify([digest, geometry, area, widthPx]), async () => ({ type: 'image/jpeg', bytes: await viewer.view(rawOf(context, digest), { geometry, area, widthPx }) }))

  const finished = async (context: StationContext, id: RecordId, page: number, widthPx: number): Promise<Picture> => {
    const { pdfDigest, pageCount } = context.store.getRecord(id)
    if (page > pageCount) throw new SohoaError('not_found', { what: `page ${page}` })
    if (pdfDigest === null) throw new SohoaError('wrong_state', { state: 'no PDF yet' })
    return once(JSON.stringify([pdfDigest, page, widthPx]), async () => {
      if (pdf?.digest !== pdfDigest) pdf = { digest: pdfDigest, bytes: context.store.getBlob(pdfDigest) }
      const geometry = straightGeometry(context, id, ordinalsInOrder(context.store, id, pageCount)[page - 1] ?? page)
      const widthInch = geometry === undefined ? a4WidthInch : geometry.width / geometry.dpi
      const { png } = await reader.render(pdf.bytes, page - 1, Math.max(1, Math.min(widthPx / widthInch, 8 * pointsPerInch)))
      return { type: 'image/png', bytes: png }
    })
  }

  return {
    async picture(context, id, page, wanted, widthPx) {
      if (wanted.kind === 'final') return finished(context, id, page, widthPx)
      const found = context.store.listPages(id).find(({ ordinal }) => ordinal === page)
      if (found === undefined) throw new SohoaError('not_found', { what: `page ${page}` })
      const stored = storedGeometry(found)
      const geometry = wanted.kind === 'raw' ? stored : straightGeometry(context, id, page) ?? stored
      return scanned(context, found, geometry, wanted.kind === 'crop' ? wanted.area : null, widthPx)
    },
    async close() {
      cache.clear()
      raws.clear()
      pdf = undefined
      await Promise.all([viewer.close(), reader.close()])
    },
  }
}
