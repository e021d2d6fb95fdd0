import { useEffect, useRef, useState } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { useListing } from '../../station/paged.ts'
import { useStation } from '../../station/station.tsx'
import { questionOf, type Filters } from './filters.ts'

/** Milliseconds between the last key and the question. */
const pause = 60

/** The value as it stood when it last rested for `pause`. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
    const timer = setTimeout(() => setRested(latest.current), pause)
    return () => clearTimeout(timer)
  }, [value])
  return rested
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

/** Asks the station a moment after the last key; the last question wins, and the last good answer stays until the next is here. */
export function useFinder(filters: Filters): Found {
  const rested = JSON.parse(useRested(JSON.stringify(filters))) as Filters
  const question = questionOf(rested)
  const searching = question.ask === 'search'
  const without = questionOf({ ...rested, words: '' })
  const { data, error } = useStation('record.search', searching ? question.params : { words: ' ' }, { enabled: searching })
  const listing = useListing('record.list', without.ask === 'list' ? without.params : {}, !searching)
  return { hits: searching && data !== undefined ? data.hits : null, listing, words: searching ? question.params.words : '', error: searching ? error : listing.error }
}
