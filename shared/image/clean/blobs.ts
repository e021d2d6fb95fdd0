/** A patch of dark px: left, right, top and bottom counted in; area in px. */
export interface Blob {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly area: number
}

/** Patches of 1 that hang together, corners counted, one after the other: specks can be millions. Empties `dark` as it goes. */
export function* blobsOf(dark: Uint8Array, width: number, height: number): Generator<Blob> {
  const open: number[] = []
  for (let start = 0; start < dark.length; start++) {
    if (dark[start] !== 1) continue
    const blob = { left: width, right: 0, top: height, bottom: 0, area: 0 }
    dark[start] = 0
    open.push(start)
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const x = place % width
      const y = Math.floor(place / width)
      blob.left = Math.min(blob.left, x)
      blob.right = Math.max(blob.right, x)
      blob.top = Math.min(blob.top, y)
      blob.bottom = Math.max(blob.bottom, y)
      blob.area++
      for (let nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
        for (let nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
          const next = nextY * width + nextX
          if (dark[next] !== 1) continue
          dark[next] = 0
          open.push(next)
        }
      }
    }
    yield blob
  }
}
