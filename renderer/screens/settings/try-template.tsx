import { useState, type ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { checkTerms, fieldTerms, particularTerms, sayName, sexTerms, type Language } from '../../../shared/words/index.ts'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure } from '../../parts/message.tsx'
import { stage } from '../../station/staging.ts'
import { useCall } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'
import { printDate } from '../../words/dates.ts'
import { readingWords } from '../../words/reading.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { settingsWords } from '../../words/settings.ts'
import { Section } from './section.tsx'
import styles from './try-template.module.css'

type Checked = ResultOf<'template.check'>

/** A value as shown, with its place. */
interface ReadValue {
  readonly label: string
  readonly value: string
  readonly percent: number
  readonly evidence: Checked['fields'][number]['evidence']
  readonly checks: readonly string[]
}

/** Days the Vietnamese way; a sex by its word. */
function shown(name: string, value: string, language: Language): string {
  if (name === 'sex') return sayName(sexTerms, value, language)
  return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? printDate(value) : value
}

function valuesOf({ people, fields }: Checked, language: Language): ReadValue[] {
  const percent = (confidence: number): number => Math.round(confidence * 100)
  const said = (checks: readonly string[]): string[] => checks.map((check) => sayName(checkTerms, check, language))
  return [
    ...people.flatMap(({ values, failedChecks }) => values.map(({ name, value, confidence, evidence }) => (
      { label: particularTerms[name][language], value: shown(name, value, language), percent: percent(confidence), evidence, checks: name === 'number' ? said(failedChecks) : [] }))),
    ...fields.map(({ name, value, confidence, evidence, failedChecks }) => ({ label: fieldTerms[name][language], value: shown(name, value, language), percent: percent(confidence), evidence, checks: said(failedChecks) })),
  ]
}

/** A template tried on a page of one's own: what is read, and a sketch of where. Nothing is kept. */
export function TryTemplate(): ReactNode {
  const say = useSay()
  const check = useCall('template.check')
  const [template, setTemplate] = useState<File | null>(null)
  const [page, setPage] = useState<File | null>(null)
  const [unstaged, setUnstaged] = useState<unknown>(null)
  const read = async (tried: File | null, scan: File | null): Promise<void> => {
    setUnstaged(null)
    if (scan === null) return
    try {
      check.mutate({ params: { template: tried === null ? null : await stage(tried), page: await stage(scan) } })
    } catch (thrown) {
      setUnstaged(errorFrom(thrown))
    }
  }
  const error = unstaged ?? check.error
  return (
    <Section title={say(readingWords.tryTitle)}>
      <p className="quiet">{say(readingWords.tryHint)}</p>
      <FileField label={say(readingWords.tryTemplate)} choose={say(settingsWords.chooseFile)} chosen={template?.name ?? ''} accept=".json" disabled={check.isPending} onFile={(file) => {
        setTemplate(file)
        void read(file, page)
      }} />
      <FileField label={say(readingWords.tryPage)} choose={say(settingsWords.chooseFile)} chosen={page?.name ?? ''} accept=".jpg,.jpeg,.png,.tif,.tiff,.pdf" disabled={check.isPending} onFile={(file) => {
        setPage(file)
        void read(template, file)
      }} />
      {check.isPending ? <p role="status">{say(readingWords.trying)}</p> : null}
      {error === null ? null : <Failure error={error} />}
      {check.isSuccess ? <Found checked={check.data} /> : null}
    </Section>
  )
}

function Found({ checked }: { readonly checked: Checked }): ReactNode {
  const say = useSay()
  const values = valuesOf(checked, useLanguage())
  const numbered = values.map((value, index) => ({ ...value, number: index + 1 }))
  return (
    <>
      <p role="status"><strong>{checked.template === null ? say(readingWords.unknown) : say(readingWords.known, { template: checked.template })}</strong></p>
      {values.length === 0 ? <p>{say(readingWords.nothingRead)}</p> : (
        <div className={styles.read}>
          <div className={styles.sketches}>
            {checked.pages.filter(({ page }) => values.some(({ evidence }) => evidence.page === page)).map(({ page, widthPx, heightPx }) => (
              <div key={page} className={styles.sketch} role="img" aria-label={say(readingWords.sketch, { page })} style={{ aspectRatio: `${widthPx} / ${heightPx}` }}>
                {numbered.filter(({ evidence }) => evidence.page === page).map(({ number, evidence: { box } }) => (
                  <span key={number} className={styles.box} style={{ left: `${box.x / widthPx * 100}%`, top: `${box.y / heightPx * 100}%`, width: `${box.width / widthPx * 100}%`, height: `${box.height / heightPx * 100}%` }}><span className={styles.number}>{number}</span></span>
                ))}
              </div>
            ))}
          </div>
          <ol className={styles.values}>
            {numbered.map(({ number, label, value, percent, checks }) => (
              <li key={number}><span className="quiet">{number}</span><span className="quiet small">{label}</span><strong>{value}</strong><span className="code quiet">{say(readingWords.sureness, { percent })}</span>{checks.length === 0 ? null : <span className={styles.fault}>! {checks.join('; ')}</span>}</li>
            ))}
          </ol>
        </div>
      )}
    </>
  )
}
