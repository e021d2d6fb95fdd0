import sharp from 'sharp'
import type { Box, PageGeometry } from '../model/index.ts'
import { decodeStored, type RawHeader } from './decode.ts'
import { turnedSize } from './frame.ts'

/** A straightened page as pixels, perhaps smaller than it was scanned. */
export interface Drawing {
  readonly pixels: Buffer
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** Px of this drawing per px of the straightened page. */
  readonly scale: number
}

const jpegQuality = 82

interface Raster { readonly data: Buffer; readonly info: { readonly width: number; readonly height: number; readonly channels: number } }

const channelsOf = ({ info }: Raster): 1 | 3 => (info.channels === 1 ? 1 : 3)
const reopened = (raster: Raster): ReturnType<typeof sharp> =>
  sharp(raster.data, { raw: { width: raster.info.width, height: raster.info.height, channels: channelsOf(raster) } })

/** Draws the page as PageGeometry says, at `scale` (0..1] of its own resolution. Throws image_damaged. */
export async function drawStraight(raw: Uint8Array, header: RawHeader, geometry: PageGeometry, scale: number): Promise<Drawing> {
  const { crop = { left: 0, top: 0, canvasWidth: geometry.width, canvasHeight: geometry.height } } = geometry
  const width = Math.max(1, Math.round(crop.canvasWidth * scale))
  const height = Math.max(1, Math.round(crop.canvasHeight * scale))
  const upright = turnedSize(geometry.rawWidth, geometry.rawHeight, geometry.turn)
  const stored = turnedSize(Math.max(1, Math.round(upright.width * scale)), Math.max(1, Math.round(upright.height * scale)), geometry.turn)
  let raster = await decodeStored(raw, header, stored)
  if (geometry.mirrored) raster = await reopened(raster).flop().raw().toBuffer({ resolveWithObject: true })
  if (geometry.turn !== 0) raster = await reopened(raster).rotate(geometry.turn).raw().toBuffer({ resolveWithObject: true })
  if (geometry.skew !== 0) {
    // The rotated canvas may differ from the geometry's by a pixel of rounding.
    raster = await reopened(await reopened(raster).rotate(geometry.skew, { background: '#ffffff' }).raw().toBuffer({ resolveWithObject: true }))
      .resize(width, height, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true })
  }
  if (geometry.crop !== undefined) {
    const left = clamp(Math.round(crop.left * scale), 0, raster.info.width - 1)
    const top = clamp(Math.round(crop.top * scale), 0, raster.info.height - 1)
    const part = { left, top, width: clamp(Math.round(geometry.width * scale), 1, raster.info.width - left), height: clamp(Math.round(geometry.height * scale), 1, raster.info.height - top) }
    raster = await reopened(raster).extract(part).raw().toBuffer({ resolveWithObject: true })
  }
  return { pixels: raster.data, width: raster.info.width, height: raster.info.height, channels: channelsOf(raster), scale }
}

/** A JPEG of an area (px of the straightened page; what lies outside the page is left out), at most `widthPx` wide. */
export async function drawPart(drawing: Drawing, area: Box, widthPx: number): Promise<Uint8Array> {
  const { pixels, width, height, channels, scale } = drawing
  const left = clamp(Math.floor(area.x * scale), 0, width - 1)
  const top = clamp(Math.floor(area.y * scale), 0, height - 1)
  const part = {
    left, top, width: clamp(Math.ceil(area.width * scale), 1, width - left), height: clamp(Math.ceil(area.height * scale), 1, height - top),
  }
  const image = sharp(pixels, { raw: { width, height, channels } }).extract(part)
  if (widthPx < part.width) image.resize(widthPx)
  return image.jpeg({ quality: jpegQuality }).toBuffer()
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)
