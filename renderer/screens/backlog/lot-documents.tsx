import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BacklogDocument, BacklogLot, ResultOf } from '../../../shared/contract/index.ts'
import { explainError, lotDocumentTerms } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { List } from '../../parts/list.tsx'
import { Failure } from '../../parts/message.tsx'
import { useDoor } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'
import { backlogWords } from '../../words/backlog.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from './backlog.module.css'

const signs: Readonly<Record<BacklogDocument['state'], string>> = { 'waiting': '·', 'taking in': '…', 'reading': '…', 'done': '✓', 'awaiting review': '?', 'failed': '!' }

/** Every document of a lot, in the order of its plan; Enter opens what became of it. */
export function LotDocuments({ lot, onClose }: { readonly lot: BacklogLot; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const door = useDoor()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['backlog.documents', lot.id],
    queryFn: ({ pageParam, signal }): Promise<ResultOf<'backlog.documents'>> => door.call('backlog.documents', { lot: lot.id, after: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
  })
  const documents = data?.pages.flatMap((part) => part.documents) ?? []
  const open = ({ record, state }: BacklogDocument): void => {
    if (record !== null) go(state === 'awaiting review' ? 'counter' : 'records', record, 'backlog')
  }
  return (
    <Dialog title={say(backlogWords.documentsOf, { count: lot.documents.total })} onClose={onClose} wide>
      {error === null ? null : <Failure error={error} />}
      <div className={styles.lotDocuments}>
        {data === undefined ? null : (
          <List label={say(backlogWords.documentsOf, { count: lot.documents.total })} items={documents} keyOf={({ number }) => String(number)} onOpen={open} autoFocus empty={null}
            onNearEnd={() => {
              if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
            }}
            row={({ number, name, pages, state, error: why }) => (
              <div className={styles.lotDocument}>
                <span className="code quiet">{number}</span>
                <strong>{name}</strong>
                <span className="quiet small">{say(backlogWords.pagesOf, { count: pages })}</span>
                <span className={state === 'failed' ? styles.failed : state === 'awaiting review' ? styles.paused : ''}><span aria-hidden="true">{signs[state]}</span> {lotDocumentTerms[state][language]}</span>
                {why === null ? null : <span className={`small ${styles.whyFailed ?? ''}`}>{explainError(errorOf(why).code, why.params, language).what}</span>}
              </div>
            )} />
        )}
      </div>
    </Dialog>
  )
}
