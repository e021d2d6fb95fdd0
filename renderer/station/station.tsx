import { keepPreviousData, QueryClient, QueryClientProvider, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react'
import type { DoorEvent, MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { SohoaError } from '../../shared/model/index.ts'
import type { CallOptions, Door } from './door.ts'
import { calmly } from './calmly.ts'
import { watchPresence, whenSomebodyIsHere } from './presence.ts'

const DoorContext = createContext<Door | null>(null)

/** The door of this page. */
export function useDoor(): Door {
  const door = use(DoorContext)
  if (door === null) throw new SohoaError('internal', { type: 'no door' })
  return door
}

/** Keys of queries: the method, then its parameters. */
const keyOf = (method: MethodName, params: unknown): readonly unknown[] => [method, params]

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The station is on this machine: whether there is a network does not matter to it.
      queries: {
        networkMode: 'always', staleTime: 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false,
        retry: (times, error) => error instanceof SohoaError && error.code === 'station_gone' && times < 3,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Everything below it can call the station. What a record's event tells is fresh at once; after a break everything is asked anew. */
export function StationProvider({ door, children }: { readonly door: Door; readonly children: ReactNode }): ReactNode {
  const client = useClient(door)
  return <DoorContext value={door}><QueryClientProvider client={client}>{children}</QueryClientProvider></DoorContext>
}

const clients = new WeakMap<Door, QueryClient>()

function useClient(door: Door): QueryClient {
  const client = clients.get(door) ?? newClient()
  clients.set(door, client)
  useEffect(() => {
    const refreshWide = calmly(() => void client.invalidateQueries({ predicate: ({ queryKey: [method] }) => wide.some((name) => name === method) }), wideRestMs)
    const stopEvents = door.onEvent((event) => {
      if (event.type === 'record') {
        const { id } = event.record
        whenSomebodyIsHere(`record ${id}`, () => refreshRecord(client, id))
        whenSomebodyIsHere('records', refreshWide)
      }
      if (event.type === 'page') {
        const { record } = event
        whenSomebodyIsHere(`pages ${record}`, () => void client.invalidateQueries({ queryKey: ['page.list', { id: record }] }))
      }
      if (event.type === 'session') client.setQueryData(keyOf('session.state', {}), event.session)
      if (event.type === 'station' && event.state === 'back') void client.invalidateQueries()
    })
    const stopStates = door.onState(() => {
      if (door.isThere()) void client.invalidateQueries()
    })
    const stopWatching = watchPresence(window)
    return () => {
      stopWatching()
      stopEvents()
      stopStates()
    }
  }, [door, client])
  return client
}

/** Methods whose answers tell of many records, or of the station as a whole. */
const wide: readonly MethodName[] = ['record.list', 'record.search', 'station.status', 'outbox.list', 'handover.ready']

/** Work on many records tells of each: lists are asked anew at most so often, ms. */
const wideRestMs = 500

function refreshRecord(client: QueryClient, id: string): void {
  void client.invalidateQueries({ predicate: ({ queryKey: [, params] }) => subjectOf(params) === id })
}

/** The record that parameters are about. */
function subjectOf(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'id' in params ? params.id : null
}

/** The answer to a call that only reads; the last good one stays while a new one is fetched. */
export function useStation<Name extends MethodName>(method: Name, params: ParamsOf<Name>, options: { readonly enabled?: boolean; readonly refetchInterval?: number } = {}): UseQueryResult<ResultOf<Name>, SohoaError> {
  const door = useDoor()
  return useQuery<ResultOf<Name>, SohoaError>({
    queryKey: keyOf(method, params),
    queryFn: ({ signal }) => door.call(method, params, { signal }),
    // What is about one record is never shown for another.
    ...(subjectOf(params) === null ? { placeholderData: keepPreviousData } : {}),
    ...options,
  })
}

export interface Call<Name extends MethodName> extends CallOptions {
  readonly params: ParamsOf<Name>
}

/** A call that changes something. When it ends, well or not, what the screens show is asked anew. */
export function useCall<Name extends MethodName>(method: Name): UseMutationResult<ResultOf<Name>, SohoaError, Call<Name>> {
  const door = useDoor()
  const client = useQueryClient()
  return useMutation<ResultOf<Name>, SohoaError, Call<Name>>({
    mutationFn: ({ params, ...options }) => door.call(method, params, options),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'scan.devices' }),
  })
}

/** Hears the station's events while the component stands. `listener` must be the same between renders, or each render subscribes anew. */
export function useStationEvents(listener: (event: DoorEvent) => void): void {
  const door = useDoor()
  useEffect(() => door.onEvent(listener), [door, listener])
}

/** True while the station is there: its line stands and its process lives. */
export function useStationIsThere(): boolean {
  const door = useDoor()
  return useSyncExternalStore(door.onState, door.isThere)
}
