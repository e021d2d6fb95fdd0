import { useState, type ReactNode } from 'react'
import { rememberedTerms } from '../../../shared/words/index.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure } from '../../parts/message.tsx'
import { stage } from '../../station/staging.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom, errorOf } from '../../station/told-error.ts'
import { day } from '../../words/dates.ts'
import { readingWords } from '../../words/reading.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import { settingsWords } from '../../words/settings.ts'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { TryTemplate } from './try-template.tsx'
import { useSettings } from './use-settings.tsx'

/** How papers are read: templates, a test page, and what was learnt from corrections. */
export function ReadingPart(): ReactNode {
  return <><Templates /><TryTemplate /><Memory /></>
}

function Templates(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { mayChange } = useSettings()
  const { data } = useStation('template.list', {})
  const add = useCall('template.add')
  const remove = useCall('template.remove')
  const [unstaged, setUnstaged] = useState<unknown>(null)
  const take = async (file: File): Promise<void> => {
    setUnstaged(null)
    const path = await stage(file).catch((thrown: unknown) => {
      setUnstaged(errorFrom(thrown))
      return null
    })
    if (path !== null) add.mutate({ params: { file: path } })
  }
  const own = data?.templates.filter((template) => template.own) ?? []
  const bundled = data?.templates.filter((template) => !template.own) ?? []
  const error = unstaged ?? add.error ?? remove.error
  return (
    <Section title={say(readingWords.templates)}>
      <p className="quiet">{say(readingWords.templatesHint)}</p>
      {own.length === 0 ? <p className="quiet">{say(readingWords.ownNone)}</p> : (
        <ul className={styles.lines} aria-label={say(readingWords.ownTemplates)}>
          {own.map(({ id, name, addedAt, addedBy, fault }) => (
            <li key={id}>
              <span className={styles.who}><span><strong>{name[language]}</strong> <span className="code quiet">{id}</span></span>{addedAt === null ? null : <span className="quiet small">{say(readingWords.templateBy, { addedBy: addedBy ?? '', day: day(addedAt) })}</span>}{fault === null ? null : <span className={styles.bad}>! {explainThrown(errorOf(fault), language).what}</span>}</span>
              {mayChange ? <Button look="quiet" action={{ label: say(readingWords.removeTemplate, { name: name[language] }), chord: null, run: () => remove.mutate({ params: { id } }) }} /> : null}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{say(readingWords.bundled, { count: bundled.length })}</summary>
        <ul>{bundled.map(({ id, name }) => <li key={id} className="small">{name[language]}</li>)}</ul>
      </details>
      {error === null ? null : <Failure error={error} />}
      {mayChange ? <FileField label={say(readingWords.addTemplate)} choose={say(settingsWords.chooseFile)} chosen="" accept=".json" disabled={add.isPending} onFile={(file) => void take(file)} /> : null}
    </Section>
  )
}

/** The command line shows all. */
const mostShown = 100

function Memory(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { mayChange } = useSettings()
  const { data } = useStation('memory.list', {})
  const erase = useCall('memory.erase')
  const [asked, setAsked] = useState(false)
  const entries = data?.entries ?? []
  const all = { label: say(readingWords.forgetAll), chord: 'Enter', disabled: erase.isPending, run: () => erase.mutate({ params: { names: 'all' } }, { onSuccess: () => setAsked(false) }) }
  return (
    <Section title={say(readingWords.memory)} beside={mayChange && entries.length > 0 ? <Button look="quiet" action={{ label: say(readingWords.forgetAll), chord: null, run: () => setAsked(true) }} /> : null}>
      <p className="quiet">{say(readingWords.memoryHint)}</p>
      {entries.length === 0 ? <p className="quiet">{say(readingWords.memoryNone)}</p> : (
        <ul className={styles.lines} aria-label={say(readingWords.memory)}>
          {entries.slice(0, mostShown).map(({ name, kind, value, agency, position, taught, lastAt }) => (
            <li key={name}>
              <span className={styles.who}>
                <span><span className="quiet small">{rememberedTerms[kind][language]}: </span><strong>{value}</strong></span>
                <span className="quiet small">{[position, agency, say(taught ? readingWords.memoryTaught : readingWords.memoryRead), day(lastAt)].filter((part) => part !== null).join(' · ')}</span>
              </span>
              {mayChange ? <Button look="quiet" action={{ label: say(readingWords.forget, { name: value }), chord: null, run: () => erase.mutate({ params: { names: [name] } }) }} /> : null}
            </li>
          ))}
        </ul>
      )}
      {entries.length > mostShown ? <p className="quiet small">{say(readingWords.memoryMore, { count: entries.length - mostShown })}</p> : null}
      {erase.error === null ? null : <Failure error={erase.error} />}
      {asked ? <Dialog title={say(readingWords.forgetAllTitle)} onClose={() => setAsked(false)} actions={[all]} busy={erase.isPending}><p>{say(readingWords.forgetAllText)}</p></Dialog> : null}
    </Section>
  )
}
