import type { ReactNode } from 'react'
import { Message } from '../../parts/message.tsx'
import { useStation } from '../../station/station.tsx'
import { clock } from '../../words/dates.ts'
import { useSay } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'

/** What the signer must know of the agency's certificate before he signs (Circular 15/2025/TT-BKHCN); nothing while it is asked. */
export function CertificateStatus(): ReactNode {
  const say = useSay()
  const { data: status } = useStation('signing.status', {})
  switch (status?.state) {
    case undefined:
    case 'no key': return null
    case 'good': return <p className="quiet small" role="status">✓ {say(signWords.statusGood, { signer: status.signer ?? '', source: status.source ?? '', time: clock(status.asOf ?? '') })}</p>
    case 'not checked': return <Message tone="doubt" text={{ what: say(signWords.statusUnchecked, { signer: status.signer ?? '' }), why: say(signWords.statusUncheckedWhy), todo: say(signWords.statusUncheckedTodo) }} />
    case 'revoked': return <Message tone="failure" text={{ what: say(signWords.statusRevoked, { signer: status.signer ?? '' }), why: '', todo: say(signWords.statusRevokedTodo) }} />
  }
}
