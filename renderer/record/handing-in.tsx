import { useState, type ReactNode } from 'react'
import { SohoaError } from '../../shared/model/index.ts'
import { Button } from '../parts/button.tsx'
import { useFileDrop } from '../parts/fields/file-drop.ts'
import { stage } from '../station/staging.ts'
import { recordWords } from '../words/records.ts'
import { useSay } from '../words/say.tsx'
import styles from './handing-in.module.css'

interface FilesFieldProps {
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
  readonly label: string
}

/** A place to drop files, with the system's window for choosing them. */
export function FilesField({ files, onFiles, label }: FilesFieldProps): ReactNode {
  const say = useSay()
  const { dropping, pick } = useFileDrop('dialog', onFiles)
  return (
    <div className={`${styles.drop ?? ''} ${dropping ? styles.dropping ?? '' : ''}`}>
      <p role="status">{files.length === 0 ? say(recordWords.noFile) : say(recordWords.chosenFiles, { count: files.length, names: files.slice(0, 3).map(({ name }) => name).join(', ') })}</p>
      <Button action={{ label, chord: null, run: pick }} />
    </div>
  )
}

/** Hands chosen files in and then calls; what failed is kept to be shown. */
export function useHandingIn(): { readonly busy: boolean; readonly error: unknown; readonly hand: (files: readonly File[], call: (staged: string[]) => Promise<unknown>) => Promise<boolean> } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  return {
    busy, error,
    hand: async (files, call) => {
      setBusy(true)
      setError(null)
      try {
        const staged: string[] = []
        for (const file of files) staged.push(await stage(file))
        await call(staged)
        return true
      } catch (thrown) {
        setError(thrown instanceof SohoaError ? thrown : new SohoaError('internal', { type: 'handing in' }))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
