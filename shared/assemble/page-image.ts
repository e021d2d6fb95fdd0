import type { PDFContext, PDFRef } from 'pdf-lib'
import { SohoaError } from '../model/index.ts'
import { inspectJpeg } from './jpeg.ts'
import { storedPixels, type PngPixels } from './png.ts'
import type { AssemblePage } from './types.ts'

const mostPixels = 400_000_000

interface EmbeddedImage { readonly ref: PDFRef; readonly width: number; readonly height: number }

const colourSpaces = { 1: 'DeviceGray', 3: 'DeviceRGB' } as const

function embedJpeg(context: PDFContext, bytes: Uint8Array): EmbeddedImage {
  const jpeg = inspectJpeg(bytes)
  if (!jpeg.carriable) throw new SohoaError('image_unsupported', { detail: jpeg.why })
  const { width, height } = jpeg
  const ref = context.register(context.stream(bytes, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: colourSpaces[jpeg.components],
    BitsPerComponent: 8,
    Filter: 'DCTDecode',
    ...(jpeg.plainRgb ? { DecodeParms: { ColorTransform: 0 } } : {}),
  }))
  return { ref, width, height }
}

/** Decodes what PDF cannot take over as stored and stores it anew: alpha lies on white, 16 bits become 8, else without loss. */
async function plainPng(bytes: Uint8Array): Promise<Uint8Array> {
  // Few pages need it: loading it for each document would cost more than the document.
  const { default: sharp } = await import('sharp')
  try {
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .flatten({ background: '#ffffff' })
      .png({ compressionLevel: 9, adaptiveFiltering: true, palette: false })
      .toBuffer()
  } catch (cause) {
    throw new SohoaError('image_damaged', {}, { cause })
  }
}

function embedPixels(context: PDFContext, pixels: PngPixels): EmbeddedImage {
  const { width, height, bitDepth, colours, palette, data } = pixels
  const indexed = palette === undefined ? undefined : context.obj(['Indexed', 'DeviceRGB', palette.length / 3 - 1, context.register(context.stream(palette))])
  const ref = context.register(context.stream(data, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: indexed ?? colourSpaces[colours],
    BitsPerComponent: bitDepth,
    Filter: 'FlateDecode',
    DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: bitDepth, Columns: width },
  }))
  return { ref, width, height }
}

async function embedPng(context: PDFContext, bytes: Uint8Array): Promise<EmbeddedImage> {
  const pixels = storedPixels(bytes) ?? storedPixels(await plainPng(bytes))
  if (pixels === undefined) throw new SohoaError('internal', { type: 'PNG' })
  return embedPixels(context, pixels)
}

/**
 * Registers the page's raw image: a JPEG as it is, byte for byte; a PNG's pixels without loss.
 * Throws image_unsupported for a JPEG that PDF cannot carry, image_damaged, invalid_params when the image has another size than its geometry says.
 */
export async function embedPageImage(context: PDFContext, page: AssemblePage, index: number): Promise<PDFRef> {
  const image = page.format === 'jpeg' ? embedJpeg(context, page.bytes) : await embedPng(context, page.bytes)
  const rounding = page.reencoded === true ? 1 : 0
  if (Math.abs(image.width - page.geometry.rawWidth) > rounding || Math.abs(image.height - page.geometry.rawHeight) > rounding) {
    throw new SohoaError('invalid_params', { path: `pages.${index}.geometry`, method: 'assemble' })
  }
  return image.ref
}
