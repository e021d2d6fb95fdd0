import { useState, type ReactNode } from 'react'
import { go } from '../../app/route.ts'
import { Message } from '../../parts/message.tsx'
import { pageWords } from '../../words/pages.ts'
import { useSay } from '../../words/say.tsx'
import type { ScreenProps } from '../names.ts'
import { OpenPages } from './open-pages.tsx'
import styles from './page-desk.module.css'

/** The pages of one record, to be put right. */
export function PageDesk({ record }: ScreenProps): ReactNode {
  const say = useSay()
  const [back] = useState(() => ({ label: say(pageWords.back), chord: null, run: () => go('counter') }))
  if (record === null) return <div className={styles.alone}><Message tone="note" text={{ what: say(pageWords.noRecord), why: '', todo: '' }} actions={[back]} /></div>
  return <OpenPages key={record} id={record} />
}
