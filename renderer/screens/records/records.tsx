import type { ReactNode } from 'react'
import type { ScreenProps } from '../names.ts'
import { Finder } from './finder.tsx'
import { RecordScreen } from './record-screen.tsx'

/** Every record of the station: found as one types, and looked at with its proofs. */
export function Records({ record }: ScreenProps): ReactNode {
  return record === null ? <Finder /> : <RecordScreen key={record} id={record} />
}
