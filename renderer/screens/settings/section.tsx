import type { ReactNode } from 'react'
import styles from './parts.module.css'

/** One matter of the settings. */
export function Section({ title, beside, children }: { readonly title: string; readonly beside?: ReactNode; readonly children: ReactNode }): ReactNode {
  return <section className={styles.section} aria-label={title}><div className={styles.head}><h2>{title}</h2>{beside}</div>{children}</section>
}
