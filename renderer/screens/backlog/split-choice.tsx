import { useState, type ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/fields/choice.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { backlogWords } from '../../words/backlog.ts'
import { useSay } from '../../words/say.tsx'
import { useIncoming, useIncomingDesk } from './incoming.ts'
import styles from './plan-view.module.css'

const rules = ['file', 'blank sheet', 'pages'] as const

/** By what a pile is cut into documents. */
export function SplitChoice(): ReactNode {
  const say = useSay()
  const desk = useIncomingDesk()
  const { split } = useIncoming()
  const rule = typeof split === 'string' ? split : 'pages'
  const [pages, setPages] = useState(typeof split === 'string' ? '1' : String(split.pages))
  const count = /^[1-9]\d{0,2}$/u.test(pages.trim()) ? Number(pages.trim()) : null
  const cut = (): void => {
    if (count !== null) void desk.cutBy({ pages: count })
  }
  return (
    <>
      <Select label={say(backlogWords.split)} value={rule} options={rules.map((one) => [one, say(backlogWords[`split.${one}`])] as const)} onChange={(one) => {
        if (one === 'pages') cut()
        else void desk.cutBy(one)
      }} />
      {rule !== 'pages' ? null : (
        <>
          <TextField className={styles.pages} label={say(backlogWords.pagesEach)} inputMode="numeric" value={pages} onChange={setPages} />
          <Button action={{ label: say(backlogWords.cutAgain), chord: null, disabled: count === null, run: cut }} />
        </>
      )}
    </>
  )
}
