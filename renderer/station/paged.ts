import { useInfiniteQuery } from '@tanstack/react-query'
import type { MethodName, ParamsOf, RecordLine } from '../../shared/contract/index.ts'
import type { SohoaError } from '../../shared/model/index.ts'
import { useDoor } from './station.tsx'

/** Methods that list records, some at a time. */
type ListingMethod = Extract<MethodName, 'record.list' | 'outbox.list'>

interface Listing {
  /** Undefined until the first answer came. */
  readonly records: readonly RecordLine[] | undefined
  /** How many there are, where the station tells. */
  readonly total: number | null
  readonly error: SohoaError | null
  /** The end of what is here is in sight. */
  readonly more: () => void
}

const atOnce = 200

/** A list of any length, fetched as far as it is looked at; what is shown stays while it is fetched anew. */
export function useListing<Name extends ListingMethod>(method: Name, params: Omit<ParamsOf<Name>, 'limit' | 'after'>, enabled = true): Listing {
  const door = useDoor()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [method, params, 'page by page'],
    queryFn: async ({ pageParam, signal }): Promise<{ records: readonly RecordLine[]; next: string | null; total?: number }> => {
      const part = { limit: atOnce, ...(pageParam === null ? {} : { after: pageParam }) }
      return method === 'outbox.list' ? door.call('outbox.list', part, { signal }) : door.call('record.list', { ...params, ...part }, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    enabled,
  })
  return {
    records: data?.pages.flatMap(({ records }) => records),
    total: data?.pages.at(-1)?.total ?? null,
    error: error as SohoaError | null,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
  }
}
