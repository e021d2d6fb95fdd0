import type { Picture } from '../second-reading/unread-ink.ts'

/** Rows of a picture, px: from `top` to the one before `bottom`. */
export interface Rows {
  readonly top: number
  readonly bottom: number
}

/** Some rows of a picture. */
export function rowsOf({ width, pixels }: Picture, { top, bottom }: Rows): Picture {
  return { width, height: bottom - top, pixels: pixels.subarray(top * width, bottom * width) }
}
