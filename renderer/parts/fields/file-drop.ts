import { useEffect, useRef } from 'react'
import { useGivenFiles, type FilesPlace } from './given-files.ts'

const accepted = '.jpg,.jpeg,.png,.tif,.tiff,.pdf'

/** Opens the system's window for choosing files. */
export function useFileChoice(onFiles: (files: readonly File[]) => void): () => void {
  const input = useRef<HTMLInputElement | null>(null)
  useEffect(() => () => {
    input.current?.remove()
    input.current = null
  }, [])
  return () => {
    if (input.current === null) {
      input.current = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept: accepted, hidden: true })
      document.body.append(input.current)
    }
    const chooser = input.current
    chooser.value = ''
    chooser.onchange = () => onFiles([...(chooser.files ?? [])])
    chooser.click()
  }
}

interface FileDrop {
  readonly dropping: boolean
  readonly pick: () => void
}

/** Files that are dropped anywhere, pasted, or chosen in the system's window. */
export function useFileDrop(place: FilesPlace, onFiles: (files: readonly File[]) => void): FileDrop {
  const pick = useFileChoice(onFiles)
  const dropping = useGivenFiles(place, (data) => onFiles([...data.files]))
  return { dropping, pick }
}
