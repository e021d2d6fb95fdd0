import { useEffect, useRef, useState } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { useListing } from '../../station/paged.ts'
import { useStation } from '../../station/station.tsx'
import { questionOf, type Filters } from './filters.ts'

/** Milliseconds between two questions while somebody types. */
const pause = 60

/** The value at once, while it changes faster only every `pause`; the last one always. */
function useCalm<Value>(value: Value): Value {
  const [calm, setCalm] = useState(value)
  const asked = useRef(0)
  useEffect(() => {
    const ask = (): void => {
      asked.current = performance.now()
      setCalm(value)
    }
    const left = asked.current + pause - performance.now()
    if (left <= 0) {
      ask()
      return
    }
    const timer = setTimeout(ask, left)
    return () => clearTimeout(timer)
  }, [value])
  return calm
}

type Hit = ResultOf<'record.search'>['hits'][number]

interface Found {
  /** Null while the newest are listed instead. */
  readonly hits: readonly Hit[] | null
  readonly listing: ReturnType<typeof useListing<'record.list'>>
  /** The words that the hits are of. */
  readonly words: string
  readonly error: SohoaError | null
}

/** Asks the station with each key; the last question wins, and the last good answer stays until the next is here. */
export function useFinder(filters: Filters): Found {
  const asked = JSON.parse(useCalm(JSON.stringify(filters))) as Filters
  const question = questionOf(asked)
  const searching = question.ask === 'search'
  const without = questionOf({ ...asked, words: '' })
  const { data, error } = useStation('record.search', searching ? question.params : { words: ' ' }, { enabled: searching })
  const listing = useListing('record.list', without.ask === 'list' ? without.params : {}, !searching)
  return { hits: searching && data !== undefined ? data.hits : null, listing, words: searching ? question.params.words : '', error: searching ? error : listing.error }
}
