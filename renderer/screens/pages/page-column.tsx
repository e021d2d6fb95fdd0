import { useState, type ReactNode } from 'react'
import type { PageLine, PageList } from '../../../shared/contract/index.ts'
import { warningTerms } from '../../../shared/words/index.ts'
import { List } from '../../parts/list.tsx'
import { pageAddress } from '../../station/media.ts'
import { pageWords } from '../../words/pages.ts'
import { pageStateWords, partWords } from '../../words/parts.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { foldPages, rowKey } from './folding.ts'
import styles from './page-column.module.css'

interface PageColumnProps {
  readonly record: string
  readonly pages: PageList
  readonly current: number
  readonly onGo: (ordinal: number) => void
}

/** All pages, small, below each other; blank and left-out ones folded. */
export function PageColumn({ record, pages, current, onGo }: PageColumnProps): ReactNode {
  const say = useSay()
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const rows = foldPages(pages.pages, opened, current)
  return (
    <div className={styles.column}>
      <List label={say(pageWords.pages)} items={rows} keyOf={rowKey} rowHeight={124} activeKey={`page ${current}`} empty={null}
        onActive={(row) => {
          if (row.kind === 'page') onGo(row.page.ordinal)
        }}
        onOpen={(row) => {
          if (row.kind === 'page') onGo(row.page.ordinal)
          else setOpened(new Set([...opened, row.pages[0]?.ordinal ?? 0]))
        }}
        row={(row) => (row.kind === 'page' ? <Small record={record} edition={pages.edition} page={row.page} /> : <p className={styles.fold}>{say(pageWords.blankFolded, { count: row.pages.length })} · {say(pageWords.showFolded)}</p>)} />
    </div>
  )
}

function Small({ record, edition, page }: { readonly record: string; readonly edition: number; readonly page: PageLine }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const told = page.state === 'read' || page.state === 'captured' ? null : say(pageStateWords[page.state])
  return (
    <div className={styles.small}>
      <img className={`${styles.picture ?? ''} ${page.leftOut === null && !page.blank ? '' : styles.faint ?? ''}`} src={pageAddress(record, page.ordinal, 'upright', 160, edition)} alt="" decoding="async" draggable={false} />
      <div>
        <p className="code">{page.place === null ? '–' : say(partWords.page, { page: page.place })}</p>
        {told === null ? null : <p className="quiet">{told}</p>}
        {page.warnings.map((warning) => <p key={warning} className={styles.warning}>! {warningTerms[warning][language]}</p>)}
      </div>
    </div>
  )
}
