import { useEffect, useRef, useState, type DragEvent } from 'react'

const accepted = '.jpg,.jpeg,.png,.tif,.tiff,.pdf'

interface FileDrop {
  readonly dropping: boolean
  /** Opens the system's window for choosing files. */
  readonly pick: () => void
  readonly dropTarget: {
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
  }
}

/** Files that are dropped on a place or chosen in the system's window. */
export function useFileDrop(onFiles: (files: readonly File[]) => void): FileDrop {
  const [dropping, setDropping] = useState(false)
  const input = useRef<HTMLInputElement | null>(null)
  useEffect(() => () => {
    input.current?.remove()
    input.current = null
  }, [])
  return {
    dropping,
    pick: () => {
      if (input.current === null) {
        input.current = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept: accepted, hidden: true })
        document.body.append(input.current)
      }
      const chooser = input.current
      chooser.value = ''
      chooser.onchange = () => onFiles([...(chooser.files ?? [])])
      chooser.click()
    },
    dropTarget: {
      onDragOver: (event) => {
        event.preventDefault()
        setDropping(true)
      },
      onDragLeave: (event) => {
        if (event.currentTarget === event.target) setDropping(false)
      },
      onDrop: (event) => {
        event.preventDefault()
        setDropping(false)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}
