import type { ReactNode } from 'react'
import type { VerdictLine } from '../../../shared/contract/index.ts'
import { PrintSheet } from '../../parts/pages/print-sheet.tsx'
import { useStation } from '../../station/station.tsx'
import { clock } from '../../words/dates.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { verifyWords } from '../../words/verify.ts'
import { markTold, reasonsText, shownOf, shownVerdict, signatureFacts } from './facts.ts'
import type { Check } from './use-checks.ts'
import styles from './verify.module.css'

interface CheckReportProps {
  readonly check: Check
  readonly verdict: VerdictLine
  readonly onEnd: () => void
}

/** The check on paper, to be filed or handed out (Decree 137/2024 Art. 6(3)(d): data can be checked on demand). */
export function CheckReport({ check, verdict, onEnd }: CheckReportProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const shown = shownVerdict(verdict)
  const reasons = reasonsText(verdict.reasons, language)
  const facts: readonly (readonly [string, string])[] = [
    [say(verifyWords.sheetFile), check.name],
    [say(verifyWords.sheetVerdict), `${say(verifyWords[shown])}. ${say(verifyWords[`${shown}Why`])}`],
    ...(reasons.length === 0 ? [] : [[say(shown === 'passed' ? verifyWords.notes : verifyWords.reasons), reasons.join('; ')] as const]),
    ...(verdict.mark === null ? [] : [[say(verifyWords.mark), markTold(verdict.mark, language).lines.join(' ')] as const]),
    [say(verifyWords.sheetAt), check.at === null ? '–' : clock(check.at)],
    [say(verifyWords.sheetBy), session?.officer ?? ''],
  ]
  return (
    <PrintSheet onEnd={onEnd}>
      <div className={styles.sheet}>
        <p>{status?.configuration.agency ?? ''}</p>
        <h1>{say(verifyWords.sheetTitle)}</h1>
        <dl className={styles.sheetFacts}>{facts.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        {verdict.signatures.map((signature, index) => (
          <section key={signature.field} className={styles.sheetSignature}>
            <h2>{signature.kind === 'signature' ? say(verifyWords.signature, { number: index + 1 }) : say(verifyWords.stamp)}: {say(verifyWords[shownOf(signature)])}</h2>
            <dl className={styles.sheetFacts}>{signatureFacts(signature, language).map(({ name, value }) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
          </section>
        ))}
        <p>{say(verifyWords.sheetBasis)}</p>
        <div className={styles.sheetFoot}><div><p>{say(verifyWords.sheetBy)}</p><p>{say(verifyWords.sheetSign)}</p></div></div>
      </div>
    </PrintSheet>
  )
}
