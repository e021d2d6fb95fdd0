import sharp, { type Sharp } from 'sharp'
import type { Random } from './random.ts'

/** A grey picture; 0 black, 255 white, row-major. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

async function pixelsOf(image: Sharp): Promise<Grey> {
  const { data, info } = await image.greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

const asImage = ({ width, height, pixels }: Grey): Sharp => sharp(pixels, { raw: { width, height, channels: 1 } })

function mapped(picture: Grey, tone: (value: number, index: number) => number): Grey {
  const pixels = Uint8Array.from(picture.pixels, (value, index) => Math.min(255, Math.max(0, Math.round(tone(value, index)))))
  return { ...picture, pixels }
}

/** Sheets printed on both sides: the other side's print, mirrored, weak and blurred. */
async function bleedThrough(random: Random, page: Grey): Promise<Grey> {
  const behind = await pixelsOf(asImage(page).flop().affine([1, 0, 0, 1], { background: '#fff', odx: random.between(-40, 40), ody: random.between(-25, 25) })
    .resize(page.width, page.height, { fit: 'cover' }).blur(random.between(1, 2.2)))
  const share = random.between(0.06, 0.3)
  return mapped(page, (value, index) => value - (255 - (behind.pixels[index] ?? 255)) * share)
}

/** What a seal or a signature leaves after its colour was dropped: thin dark or light strokes across the print. */
function stampRemains(random: Random, page: Grey): Grey {
  const pixels = Uint8Array.from(page.pixels)
  for (let ring = random.whole(1, 3); ring > 0; ring--) {
    const [centreX, centreY] = [random.between(0, page.width), random.between(0, page.height)]
    const radius = random.between(90, 220)
    const thickness = random.between(1, 5)
    const dark = random.chance(0.6)
    const broken = random.between(0.25, 0.9)
    for (let angle = 0; angle < 2 * Math.PI; angle += 0.7 / radius) {
      if (!random.chance(broken)) continue
      for (let depth = 0; depth < thickness; depth++) {
        const x = Math.round(centreX + (radius + depth) * Math.cos(angle))
        const y = Math.round(centreY + (radius + depth) * Math.sin(angle))
        if (x < 0 || y < 0 || x >= page.width || y >= page.height) continue
        const index = y * page.width + x
        pixels[index] = dark ? Math.min(pixels[index] ?? 255, random.whole(0, 190)) : Math.max(pixels[index] ?? 255, random.whole(120, 255))
      }
    }
  }
  return { ...page, pixels }
}

/** Specks and holes of dust and worn toner. */
function speckle(random: Random, page: Grey): Grey {
  const pixels = Uint8Array.from(page.pixels)
  for (let speck = Math.round(page.width * page.height * random.between(0.0001, 0.0012)); speck > 0; speck--) {
    const [x, y, size] = [random.whole(0, page.width - 3), random.whole(0, page.height - 3), random.pick([1, 1, 1, 2, 2, 3])]
    const tone = random.chance(0.7) ? random.whole(0, 150) : 255
    for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) pixels[(y + row) * page.width + x + column] = tone
  }
  return { ...page, pixels }
}

/** Worn print: the ink's tone wanders slowly over the page. */
function fade(random: Random, page: Grey): Grey {
  const [strength, phase, long, across] = [random.between(0.1, 0.5), random.between(0, 6), random.between(60, 300), random.between(60, 300)]
  return mapped(page, (value, index) => {
    const [x, y] = [index % page.width, Math.floor(index / page.width)]
    return 255 - (255 - value) * (1 - strength * (0.5 + 0.5 * Math.sin(x / long + phase) * Math.cos(y / across + phase)))
  })
}

const dpiDrawn = 300

/** A page as damaged, and how many of its pixels stand for one pixel of the drawing. */
export interface Damaged {
  readonly page: Grey
  readonly scale: number
}

/**
 * Prints, scans and cleans a drawn page (300 dpi) as offices do: ink spread, blur, scanner noise, bilevel scans, JPEG,
 * what shows through, what a seal leaves, worn print; then the tones stretched as the clean-up stretches them. Deterministic.
 */
export async function printAndScan(random: Random, drawing: Buffer, bilevelShare: number): Promise<Damaged> {
  const dpi = random.pick([200, 200, 200, 200, 200, 206, 190, 170, 215, 150])
  const scale = dpi / dpiDrawn
  const spread = random.between(0.4, 2)
  const threshold = random.between(0.3, 0.74)
  const steep = random.between(1.5, 5)
  let page = await pixelsOf(sharp(drawing).blur(spread))
  // Ink spread: the blurred edge is made hard again, nearer to or farther from the stroke.
  page = mapped(page, (value) => 255 * (0.5 + (value / 255 - (1 - threshold)) * steep))
  const kernel = random.pick(['cubic', 'lanczos3', 'mitchell', 'nearest', 'linear'] as const)
  const twoTone = random.chance(bilevelShare)
  if (twoTone && random.chance(0.5)) {
    page = mapped(page, (value) => (value + 30 * random.normal() < 128 ? 0 : 255))
    page = await pixelsOf(asImage(page).resize(Math.round(page.width * scale), null, { kernel }))
  } else {
    page = await pixelsOf(asImage(page).resize(Math.round(page.width * scale), null, { kernel: kernel === 'nearest' ? 'cubic' : kernel }))
    if (random.chance(0.6)) page = await pixelsOf(asImage(page).blur(random.between(0.3, 0.9)))
    if (random.chance(0.3)) page = fade(random, page)
    if (random.chance(0.25)) page = await bleedThrough(random, page)
    const noise = random.chance(0.6) ? random.between(1, 28) : 0
    if (noise > 0) page = mapped(page, (value) => value + noise * random.normal())
    if (twoTone) {
      const level = random.between(95, 190)
      page = mapped(page, (value) => (value < level ? 0 : 255))
    }
  }
  if (random.chance(0.35)) page = stampRemains(random, page)
  if (random.chance(0.3)) page = speckle(random, page)
  if (random.chance(0.25)) page = await pixelsOf(asImage(page).blur(random.between(0.3, 0.7)))
  if (random.chance(0.7)) page = await pixelsOf(sharp(await asImage(page).jpeg({ quality: random.whole(45, 85) }).toBuffer()))
  if (random.chance(0.15)) page = await pixelsOf(asImage(page).sharpen({ sigma: random.between(0.6, 1.5) }))
  const [black, white] = [random.between(0, 50), random.between(205, 250)]
  page = mapped(page, (value) => ((value - black) * 255) / (white - black))
  return { page, scale: page.width / (await sharp(drawing).metadata()).width }
}

/** The PNG of a part of a page. */
export function cutOut(page: Grey, left: number, top: number, width: number, height: number): Promise<Buffer> {
  return asImage(page).extract({ left, top, width, height }).png({ compressionLevel: 3 }).toBuffer()
}
