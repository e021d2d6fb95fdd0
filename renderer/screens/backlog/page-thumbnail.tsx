import { useEffect, useRef, useState, type ReactNode } from 'react'
import styles from './plan-view.module.css'

const widthPx = 108
/** Pictures made at the same time: more would hold up the keys. */
const atOnce = 2
const waiting: (() => void)[] = []
let running = 0

/** Waits for its turn to decode a picture. */
async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

interface PageThumbnailProps {
  /** The file, where this window has it. */
  readonly file: File | undefined
  readonly number: number
}

/** A small picture of a page that is not taken in yet; a sheet with its number where this browser cannot draw it. */
export function PageThumbnail({ file, number }: PageThumbnailProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  const drawable = file !== undefined && /^image\/(?:jpeg|png)$/u.test(file.type)
  useEffect(() => {
    if (!drawable) return
    let wanted = true
    const draw = async (): Promise<void> => {
      if (!wanted) return
      const picture = await createImageBitmap(file, { resizeWidth: widthPx * 2, resizeQuality: 'medium' })
      const surface = canvas.current
      if (surface !== null) {
        surface.width = picture.width
        surface.height = picture.height
        surface.getContext('2d')?.drawImage(picture, 0, 0)
        setDrawn(true)
      }
      picture.close()
    }
    // A damaged picture keeps its blank sheet: the station told about it in the plan.
    inTurn(draw).catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [file, drawable])
  return (
    <span className={styles.sheet}>
      {drawable ? <canvas ref={canvas} className={styles.canvas} hidden={!drawn} /> : null}
      {drawn ? null : <span className={styles.number} aria-hidden="true">{number}</span>}
    </span>
  )
}
