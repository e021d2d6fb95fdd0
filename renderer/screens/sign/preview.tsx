import type { ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { explainError, fieldTerms, type Language } from '../../../shared/words/index.ts'
import { useActions } from '../../keys/keys.tsx'
import { Failure } from '../../parts/message.tsx'
import { addedStrips } from '../../parts/pages/added-strips.ts'
import { PageView } from '../../parts/pages/page-view.tsx'
import { printDate } from '../../words/dates.ts'
import { frameWords } from '../../words/frame.ts'
import { useLanguage, useSay, type Say } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'
import { errorOf } from '../../station/told-error.ts'
import { SignatureFrames, SignatureList, useSignaturePlaces } from '../../record/signing/signature-places.tsx'
import { usePageTurning } from '../../record/use-page-turning.ts'
import { decidedOf, type Decided } from './decided.ts'
import styles from './sign.module.css'

function decidedText(decided: Decided, say: Say, language: Language): string {
  switch (decided.kind) {
    case 'value': {
      const value = decided.value === null ? '–' : decided.field === 'issuedDate' ? printDate(decided.value) : decided.value
      const told = { field: fieldTerms[decided.field][language], value }
      return decided.read === null ? say(signWords.typedOnly, told) : say(signWords.typed, { ...told, read: decided.read })
    }
    case 'finding': {
      const { kind, page, params } = decided.finding
      return say(signWords.overruled, { what: explainError('paper_incomplete', { ...params, finding: kind, page: page ?? 0 }, language).what, by: decided.overruled.by, reason: decided.overruled.reason })
    }
    case 'recipient': return say(signWords.confirmed)
  }
}

/** The pages of the record under the cursor, and what a person decided about it. */
export function Preview({ record }: { readonly record: RecordLine }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { pages, page, actions } = usePageTurning(record.id)
  useActions('part', actions.map((action) => ({ ...action, chord: action.chord === 'PageUp' ? 'Alt+PageUp' : 'Alt+PageDown' })))
  const decided = decidedOf(record)
  const places = useSignaturePlaces(record.id)
  const label = say(signWords.previewPage, { page: page?.place ?? '–', total: record.pages })
  return (
    <aside className={styles.side} aria-label={say(signWords.preview)}>
      <div className={styles.page}>
        {pages === undefined || page === undefined ? <p role="status" className="quiet">{say(frameWords.loading)}</p> : (
          <PageView label={label} look={page.state === 'captured' ? 'raw' : 'upright'} zoom="page" page={{ record: record.id, ordinal: page.ordinal, widthPx: page.widthPx, heightPx: page.heightPx, edition: pages.edition }}
            strips={addedStrips(places, page)} overlay={places === undefined ? undefined : <SignatureFrames shown={places} page={page} />} />
        )}
      </div>
      <div className={styles.decided} tabIndex={0} role="group" aria-label={say(signWords.doubts)}>
        <h2>{say(signWords.doubts)} <span className="quiet code">{label}</span></h2>
        {record.stoppedBy === null ? null : <Failure tone="doubt" error={errorOf(record.stoppedBy)} />}
        {places === undefined ? null : <SignatureList shown={places} />}
        {decided.length === 0 ? <p className={styles.sure}>✓ {say(signWords.noDoubts)}</p> : <ul>{decided.map((one, at) => <li key={at}>○ {decidedText(one, say, language)}</li>)}</ul>}
      </div>
    </aside>
  )
}
