import { serve } from '../child/index.ts'
import { SohoaError, unreachable } from '../model/index.ts'
import { cleanPage } from './clean/clean.ts'
import { decodePicture, decodePlanes, encodeGreyPng, encodeJpeg, encodePlanesJpeg, readHeader } from './decode.ts'
import { resolutionOf, stanceOf, turnedSize } from './frame.ts'
import { lumaOf } from './planes.ts'
import type { ImageAnswer, ImageInput, ImageTask, ReencodedPage } from './protocol.ts'

const orientationDpi = 150

async function orientationCopy(raw: Uint8Array, page: ImageInput): Promise<Uint8Array> {
  const header = await readHeader(raw)
  const stance = stanceOf(page.exifOrientation, 0)
  const turned = turnedSize(header.width, header.height, stance.turn)
  const scale = orientationDpi / resolutionOf(turned.width, turned.height, page).dpi
  const grey = lumaOf(await decodePlanes(raw, header, stance, scaled(turned, scale)))
  return encodeGreyPng(grey.pixels, grey.width, grey.height, orientationDpi)
}

async function reencode(raw: Uint8Array, page: ImageInput, quality: number, maxDpi: number | null): Promise<ReencodedPage> {
  if (!Number.isInteger(quality) || quality < 1 || quality > 100) throw new SohoaError('invalid_params', { name: 'quality' })
  const header = await readHeader(raw)
  const resolution = resolutionOf(header.width, header.height, page)
  const stored = maxDpi === null || resolution.source === 'unknown' ? header : scaled(header, Math.min(1, maxDpi / resolution.dpi))
  return { jpeg: await encodeJpeg(raw, header, stored, quality), widthPx: stored.width, heightPx: stored.height }
}

async function thumbnail(raw: Uint8Array, task: Extract<ImageTask, { task: 'thumbnail' }>): Promise<Uint8Array> {
  const header = await readHeader(raw)
  const stance = stanceOf(task.page.exifOrientation, task.turn)
  const turned = turnedSize(header.width, header.height, stance.turn)
  const size = scaled(turned, Math.min(1, task.maxSidePx / Math.max(turned.width, turned.height)))
  return encodePlanesJpeg(await decodePlanes(raw, header, stance, size), 75)
}

function scaled(size: { width: number; height: number }, scale: number): { width: number; height: number } {
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}

serve(async (request: ImageTask): Promise<ImageAnswer> => {
  switch (request.task) {
    case 'orientation copy':
      return { task: request.task, png: await orientationCopy(request.raw, request.page) }
    case 'clean':
      return { task: request.task, page: await cleanPage(request.raw, request.page, request.standing) }
    case 'reencode':
      return { task: request.task, page: await reencode(request.raw, request.page, request.quality, request.maxDpi) }
    case 'thumbnail':
      return { task: request.task, jpeg: await thumbnail(request.raw, request) }
    case 'picture':
      return { task: request.task, picture: await decodePicture(request.raw, request.maxSidePx) }
    default:
      return unreachable(request)
  }
})
