import sharp, { type Sharp } from 'sharp'
import { openPdfReader } from '../../shared/pdf-file/index.ts'
import { html, type Html } from './html.ts'

/** A picture inside the report. */
export interface Picture {
  readonly uri: string
  readonly width: number
  readonly height: number
}

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Makes the report's pictures: everything becomes a small JPEG in a data: URI. */
export interface PictureMaker {
  /** A picture file, turned as its EXIF tag says, at most `width` px wide. */
  photo(file: string, width: number): Promise<Picture>
  /** A part of a picture file, with a margin round it; not for files that are turned by their EXIF tag. */
  photoPart(file: string, area: Rectangle): Promise<Picture>
  /** A page of a PDF as shown, index from 0, at most `width` px wide. */
  page(pdf: Uint8Array, index: number, width: number): Promise<Picture>
  /** A part of a page: `area` in px at `dpi`, origin top left, with a margin round it. */
  part(pdf: Uint8Array, index: number, dpi: number, area: Rectangle): Promise<Picture>
  /** Height of a page, pt. */
  height(pdf: Uint8Array, index: number): Promise<number>
  close(): Promise<void>
}

/** Resolution at which parts are cut out: letters of 13 pt stay readable. */
const partDpi = 150

/** Opens a maker; PDF pages are drawn by PDFium in a child process. */
export function openPictureMaker(): PictureMaker {
  const reader = openPdfReader({ processes: 1 })
  const drawn = new WeakMap<Uint8Array, Map<number, Promise<Uint8Array>>>()
  const draw = (pdf: Uint8Array, index: number): Promise<Uint8Array> => {
    const pages = drawn.get(pdf) ?? new Map<number, Promise<Uint8Array>>()
    drawn.set(pdf, pages)
    const page = pages.get(index) ?? reader.render(pdf, index, partDpi).then(({ png }) => png)
    pages.set(index, page)
    return page
  }
  const small = async (picture: Sharp): Promise<Picture> => {
    const { data, info } = await picture.flatten({ background: '#fff' }).jpeg({ quality: 62, mozjpeg: true }).toBuffer({ resolveWithObject: true })
    return { uri: `data:image/jpeg;base64,${data.toString('base64')}`, width: info.width, height: info.height }
  }
  const cut = async (whole: Sharp, area: Rectangle, scale: number): Promise<Picture> => {
    const { width, height } = await whole.metadata()
    const margin = 9
    const left = Math.max(0, Math.min(width - 2, Math.floor(area.x * scale) - margin))
    const top = Math.max(0, Math.min(height - 2, Math.floor(area.y * scale) - margin))
    const right = Math.min(width, Math.ceil((area.x + area.width) * scale) + margin)
    const bottom = Math.min(height, Math.ceil((area.y + area.height) * scale) + margin)
    return small(whole.extract({ left, top, width: Math.max(2, right - left), height: Math.max(2, bottom - top) }))
  }
  return {
    photo: (file, width) => small(sharp(file).rotate().resize({ width, withoutEnlargement: true })),
    page: async (pdf, index, width) => small(sharp(await draw(pdf, index)).resize({ width, withoutEnlargement: true })),
    part: async (pdf, index, dpi, area) => cut(sharp(await draw(pdf, index)), area, partDpi / dpi),
    photoPart: (file, area) => cut(sharp(file), area, 1),
    async height(pdf, index) {
      const { height } = await sharp(await draw(pdf, index)).metadata()
      return (height / partDpi) * 72
    },
    close: () => reader.close(),
  }
}

/** A picture in the page. */
export function imageOf({ uri, width, height }: Picture, alt: string): Html {
  return html`<img src="${uri}" width="${width}" height="${height}" alt="${alt}">`
}
