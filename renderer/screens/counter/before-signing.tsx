import type { ReactNode } from 'react'
import { CertificateStatus } from '../../record/signing/certificate-status.tsx'
import { SignatureList, type SignaturesShown } from '../../record/signing/signature-places.tsx'
import { useStation } from '../../station/station.tsx'
import styles from './people-panel.module.css'

/** What F8 will do: whose certificate signs and how it stands, which signatures come and where they show. */
export function BeforeSigning({ shown }: { readonly shown: SignaturesShown | undefined }): ReactNode {
  const { data: session } = useStation('session.state', {})
  return (
    <div className={styles.panel}>
      {shown === undefined ? null : <SignatureList shown={shown} />}
      {session?.rights.includes('sign') === true ? <CertificateStatus /> : null}
    </div>
  )
}
