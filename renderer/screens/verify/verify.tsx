import { useState, type ReactNode } from 'react'
import type { FoundMark, VerdictLine } from '../../../shared/contract/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { clock } from '../../words/dates.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { verifyWords } from '../../words/verify.ts'
import { useFileDrop } from '../../parts/fields/file-drop.ts'
import { CheckReport } from './check-report.tsx'
import { markTold, reasonsText, shownOf, shownVerdict, signatureFacts } from './facts.ts'
import { useChecks, type Check } from './use-checks.ts'
import styles from './verify.module.css'

/** Any PDF: who signed it, when, whether it was changed, in plain words. */
export function Verify(): ReactNode {
  const say = useSay()
  const { checks, check } = useChecks()
  const { dropping, pick } = useFileDrop('screen', (files) => void check(files))
  const [printing, setPrinting] = useState<Check | null>(null)
  const [last] = checks
  const choose: Action = { label: say(checks.length === 0 ? verifyWords.choose : verifyWords.another), chord: 'F4', run: pick }
  const print: Action = { label: say(verifyWords.print), chord: 'Ctrl+P', run: () => setPrinting(last ?? null), disabled: last?.verdict === null || last === undefined }
  useActions('screen', [choose, print])
  return (
    <div className={styles.verify}>
      <h1>{say(verifyWords.title)}</h1>
      <div className={`${styles.drop ?? ''} ${checks.length > 0 ? styles.dropSmall ?? '' : ''} ${dropping ? styles.dropping ?? '' : ''}`}>
        <div>
          <p className={styles.dropText}>{say(verifyWords.drop)}</p>
          <p className="quiet">{say(verifyWords.dropHint)}</p>
        </div>
        <Button look={checks.length === 0 ? 'main' : 'plain'} action={choose} />
      </div>
      <section aria-label={say(verifyWords.results)} aria-live="polite" className={styles.verify} style={{ padding: 0, minHeight: 0 }}>
        {checks.map((one, at) => <CheckedFile key={one.id} check={one} print={{ ...print, chord: at === 0 ? 'Ctrl+P' : null, run: () => setPrinting(one), disabled: one.verdict === null }} />)}
      </section>
      {printing?.verdict === null || printing === null ? null : <CheckReport check={printing} verdict={printing.verdict} onEnd={() => setPrinting(null)} />}
    </div>
  )
}

function CheckedFile({ check, print }: { readonly check: Check; readonly print: Action }): ReactNode {
  const say = useSay()
  const { name, at, verdict, error } = check
  return (
    <article className={styles.file} aria-label={name}>
      <h2 className={styles.name}>{name} {at === null ? null : <span className="quiet small code">{clock(at)}</span>}</h2>
      {at === null ? <p role="status">{say(verifyWords.checking, { name })}</p> : null}
      {error === null ? null : <Failure error={error} />}
      {verdict === null ? null : <><Verdict verdict={verdict} /><div className={styles.actions}><Button action={print} /></div></>}
    </article>
  )
}

const signs = { passed: '✓', unchecked: '?', indeterminate: '?', failed: '✕', unsigned: '–' } as const

function Verdict({ verdict }: { readonly verdict: VerdictLine }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const shown = shownVerdict(verdict)
  const reasons = reasonsText(verdict.reasons, language)
  return (
    <>
      <div className={`${styles.verdict ?? ''} ${styles[shown] ?? ''}`}>
        <span className={styles.sign} aria-hidden="true">{signs[shown]}</span>
        <div>
          <strong>{say(verifyWords[shown])}</strong>
          <p>{say(verifyWords[`${shown}Why`])}</p>
        </div>
      </div>
      {reasons.length === 0 ? null : <div><h3>{say(shown === 'passed' ? verifyWords.notes : verifyWords.reasons)}</h3><ul className={styles.reasons}>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul></div>}
      {verdict.mark === null ? null : <MarkFound mark={verdict.mark} />}
      <div className={styles.signatures}>
        {verdict.signatures.map((signature, index) => (
          <section key={signature.field} className={styles.signature} aria-label={signature.field}>
            <h3>{signature.kind === 'signature' ? say(verifyWords.signature, { number: index + 1 }) : say(verifyWords.stamp)}: {say(verifyWords[shownOf(signature)])}</h3>
            <dl className={styles.facts}>
              {signatureFacts(signature, language).map(({ name, value, good }) => (
                <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd className={good === true ? styles.good : good === false ? styles.bad : ''}>{good === true ? '✓ ' : good === false ? '✕ ' : ''}{value}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  )
}

/** Our own mark in the file, held against the record it tells of. */
function MarkFound({ mark }: { readonly mark: FoundMark }): ReactNode {
  const say = useSay()
  const { tone, lines } = markTold(mark, useLanguage())
  const { record } = mark
  return (
    <Message tone={tone} text={{ what: `${say(verifyWords.mark)}: ${lines[0] ?? ''}`, why: lines.slice(1).join(' '), todo: '' }}
      actions={record === null ? [] : [{ label: say(verifyWords.openRecord), chord: null, run: () => go('records', record.id) }]} />
  )
}
