import { useEffect, useRef, useState } from 'react'

/** Where files are awaited: on the screen, or in the dialog that lies over it and hides it from them. */
export type FilesPlace = 'screen' | 'dialog'

interface Taker {
  readonly place: FilesPlace
  readonly take: (data: DataTransfer) => void
  readonly over: (dropping: boolean) => void
}

const takers: Taker[] = []

const takerNow = (): Taker | undefined => takers.findLast(({ place }) => place === (document.querySelector('dialog[open]') === null ? 'screen' : 'dialog'))
const hasFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes('Files') === true

/** A file that is dropped beside every place for it would be opened in place of the screens. */
function onDragOver(event: DragEvent): void {
  if (!hasFiles(event.dataTransfer)) return
  event.preventDefault()
  const taker = takerNow()
  if (taker === undefined) event.dataTransfer.dropEffect = 'none'
  else taker.over(true)
}

function onDragLeave(event: DragEvent): void {
  // It left the window, not one element for another.
  if (event.relatedTarget === null) takerNow()?.over(false)
}

function onDrop(event: DragEvent): void {
  if (!hasFiles(event.dataTransfer)) return
  event.preventDefault()
  const taker = takerNow()
  taker?.over(false)
  taker?.take(event.dataTransfer)
}

/** Office programs put a picture beside the text that they copy: a text field takes the text. */
function onPaste(event: ClipboardEvent): void {
  const { clipboardData: data, target } = event
  if (!hasFiles(data) || data.files.length === 0) return
  const intoText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  const taker = takerNow()
  if (taker === undefined || (intoText && data.types.includes('text/plain'))) return
  event.preventDefault()
  taker.take(data)
}

/** Watches the whole window for files until the returned function is called. */
export function watchForFiles(): () => void {
  const listeners = { dragover: onDragOver, dragleave: onDragLeave, drop: onDrop, paste: onPaste } as const
  window.addEventListener('dragover', listeners.dragover)
  window.addEventListener('dragleave', listeners.dragleave)
  window.addEventListener('drop', listeners.drop)
  window.addEventListener('paste', listeners.paste)
  return () => {
    window.removeEventListener('dragover', listeners.dragover)
    window.removeEventListener('dragleave', listeners.dragleave)
    window.removeEventListener('drop', listeners.drop)
    window.removeEventListener('paste', listeners.paste)
  }
}

/** Takes files that are dropped anywhere on the window or pasted; of several places the one that came last. True while files hang over the window. */
export function useGivenFiles(place: FilesPlace, take: (data: DataTransfer) => void): boolean {
  const [dropping, setDropping] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const taker: Taker = { place, take: (data) => latest.current(data), over: setDropping }
    takers.push(taker)
    return () => {
      takers.splice(takers.indexOf(taker), 1)
    }
  }, [place])
  return dropping
}
