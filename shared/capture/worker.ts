import sharp from 'sharp'
import { serveHolding } from '../child/index.ts'
import { SohoaError } from '../model/index.ts'
import { decodePage, pageIndexes } from './decode.ts'
import type { ImageRequest, ImageResponse } from './protocol.ts'

sharp.cache(false)
sharp.concurrency(1)

async function answer(bytes: Uint8Array, request: ImageRequest): Promise<ImageResponse> {
  if (request.ask === 'page') return { answer: 'page', page: await decodePage(bytes, request.format, request.page, request.limits, request.coding) }
  const pages = await pageIndexes(bytes, request.format)
  if (pages.length > request.limits.pages) throw new SohoaError('image_too_many_pages', { pages: pages.length, limit: request.limits.pages })
  return { answer: 'count', pages }
}

serveHolding<Uint8Array, ImageRequest, ImageResponse>({ open: (bytes) => bytes, handle: answer, close: () => undefined })
