import type { ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { useCall, useStation } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'
import { day } from '../../words/dates.ts'
import { settingsWords } from '../../words/settings.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { SettingText } from './setting-fields.tsx'
import { useSettings } from './use-settings.tsx'

type Module = ResultOf<'token.list'>['modules'][number]
type Token = Module['tokens'][number]

/** Full paths, on Linux or on Windows. */
const fullPath = /^(?:\/|[A-Za-z]:[\\/])/u

interface TokensSectionProps {
  /** Whose own a key chosen here becomes; null: the agency's. */
  readonly officer: string | null
  readonly holder: ReactNode
}

/** The tokens in their slots: what each certificate is, until when, and whether its key may sign here. */
export function TokensSection({ officer, holder }: TokensSectionProps): ReactNode {
  const say = useSay()
  const { configuration: { tokenModules } } = useSettings()
  const { data, error, isFetching, refetch } = useStation('token.list', { officer })
  const look: Action = { label: say(isFetching ? settingsWords.tokensLooking : settingsWords.tokensLook), chord: null, disabled: isFetching, run: () => void refetch() }
  const modules = data?.modules ?? []
  const none = data !== undefined && tokenModules.length > 0 && modules.every(({ tokens, failure }) => tokens.length === 0 && failure === null)
  return (
    <Section title={say(settingsWords.tokens)} beside={<Button look="quiet" action={look} />}>
      <p className="quiet">{say(settingsWords.tokensHint)}</p>
      <SettingText name="tokenModules" label={say(settingsWords.tokenModules)} hint={say(settingsWords.tokenModulesHint)} fault={say(settingsWords.tokenModulesFault)} saved={tokenModules.join('; ')}
        read={(text) => {
          const paths = text.split(';').map((path) => path.trim()).filter((path) => path !== '')
          return paths.every((path) => fullPath.test(path)) ? { tokenModules: paths } : null
        }} />
      {error === null ? null : <Failure error={error} />}
      {modules.some(({ tokens }) => tokens.length > 0) ? holder : null}
      {none ? <p role="status">{say(settingsWords.tokensNone)}</p> : null}
      {modules.map(({ module, failure, tokens }) => (
        <div key={module}>
          {failure === null ? null : <Failure error={errorOf(failure)} />}
          {tokens.map((token) => <TokenFacts key={`${token.slot} ${token.serial}`} token={token} officer={officer} />)}
        </div>
      ))}
    </Section>
  )
}

function TokenFacts({ token: { label, model, serial, pinTries, unlocked, certificates }, officer }: { readonly token: Token; readonly officer: string | null }): ReactNode {
  const say = useSay()
  return (
    <>
      <p><strong>{label}</strong> <span className="quiet">{say(settingsWords.tokenFacts, { model, serial })}</span>{' '}
        {unlocked ? <span className={styles.attention}>{say(settingsWords.tokenUnlocked)}</span> : null}
        {pinTries === 'usual' ? null : <span className={pinTries === 'few' ? styles.attention : styles.bad}>! {say(settingsWords[`tries.${pinTries}`])}</span>}
      </p>
      <ul className={styles.lines}>{certificates.map((certificate) => <li key={certificate.fingerprint}><CertificateFacts certificate={certificate} officer={officer} /></li>)}</ul>
    </>
  )
}

function CertificateFacts({ certificate: { fingerprint, subject, notAfter, refusal, added }, officer }: { readonly certificate: Token['certificates'][number]; readonly officer: string | null }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { mayChange } = useSettings()
  const add = useCall('key.add')
  const use: Action = { label: say(settingsWords.tokenKeyUse), chord: null, disabled: add.isPending, run: () => add.mutate({ params: { onToken: fingerprint, officer } }) }
  return (
    <>
      <div className={styles.who}>
        <strong>{subject}</strong>
        <span className="quiet">{say(settingsWords.tokenKeyTo, { day: day(notAfter) })}</span>
        {refusal === null ? <span className={styles.good}>✓ {say(added ? settingsWords.tokenKeyAdded : settingsWords.tokenKeyMay)}</span> : <span className={styles.bad}>! {explainThrown(errorOf(refusal), language).what}</span>}
        {add.error === null ? null : <Failure error={add.error} />}
      </div>
      {mayChange && refusal === null && !added ? <Button action={use} busy={add.isPending} /> : null}
    </>
  )
}
