import { useEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './print-sheet.module.css'

interface PrintSheetProps {
  readonly children: ReactNode
  /** The window for printing was closed; `whole` is false when a picture was missing and nothing was printed. */
  readonly onEnd: (whole: boolean) => void
}

/** Something that is not on the screen, printed as soon as its pictures are there: all of them, or nothing. */
export function PrintSheet({ children, onEnd }: PrintSheetProps): ReactNode {
  const sheet = useRef<HTMLDivElement>(null)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  useEffect(() => {
    let wanted = true
    const pictures = [...(sheet.current?.querySelectorAll('img') ?? [])]
    Promise.all(pictures.map((picture) => picture.decode())).then(() => {
      if (!wanted) return
      window.print()
      end.current(true)
    }, () => {
      if (wanted) end.current(false)
    })
    return () => {
      wanted = false
    }
  }, [])
  return createPortal(<div ref={sheet} className={styles.sheet}>{children}</div>, document.body)
}
