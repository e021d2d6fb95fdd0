import { useSyncExternalStore } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import { describeThrown, SohoaError } from '../../../shared/model/index.ts'
import type { Door } from '../../station/door.ts'
import { setupSteps, type SetupStep } from '../../words/first-run.ts'

/** A set-up under way. It outlives its screen: a lock in the middle takes neither the place nor the key that is told once. */
export interface Setup {
  /** Null: none is under way. */
  readonly step: SetupStep | 'restore' | null
  readonly training: boolean
  /** The station is being made or restored: its phases in between are of no interest. */
  readonly making: boolean
  /** Until a person has put it away. */
  readonly recoveryKey: string | null
  readonly error: SohoaError | null
}

/** Steps that need no station. */
export const stepsBefore: readonly (SetupStep | 'restore')[] = ['start', 'restore', 'agency', 'officer']

const place = 'sohoa-first-run'
const watchers = new Set<() => void>()

/** Where a window that was loaded anew stood, if its station was made already. */
function readStep(): SetupStep | null {
  try {
    const kept = window.sessionStorage.getItem(place)
    return setupSteps.find((step) => step === kept) ?? null
  } catch {
    // Private windows keep nothing: what is open stands in Settings.
    return null
  }
}

let setup: Setup = { step: readStep(), training: false, making: false, recoveryKey: null, error: null }

function set(change: Partial<Setup>): void {
  setup = { ...setup, ...change }
  try {
    if (setup.step === null || stepsBefore.includes(setup.step)) window.sessionStorage.removeItem(place)
    else window.sessionStorage.setItem(place, setup.step)
  } catch {
    // Not kept: it holds for this window.
  }
  for (const watcher of watchers) watcher()
}

export function useSetup(): Setup {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  }, () => setup)
}

/** Goes to a step. The recovery key is forgotten once its step is passed. */
export function goToStep(step: SetupStep | 'restore'): void {
  const passed = step !== 'restore' && setupSteps.indexOf(step) > setupSteps.indexOf('recovery')
  set({ step, error: null, ...(passed ? { recoveryKey: null } : {}) })
}

/** The set-up is over, or its rest is left for another day. */
export function endSetup(): void {
  set({ step: null, recoveryKey: null, error: null, making: false })
}

export const chooseTraining = (training: boolean): void => set({ training })

/** Made or restored: from now on the phases of the session count again. */
export const setMaking = (making: boolean): void => set({ making })

export const tellRecoveryKey = (recoveryKey: string): void => set({ recoveryKey })

/** Makes the station and goes on to its recovery key. */
export async function makeStation(door: Door, officer: string, passphrase: string, configuration: NonNullable<ParamsOf<'station.create'>['configuration']>): Promise<void> {
  set({ making: true, error: null })
  try {
    const { recoveryKey } = await door.call('station.create', { officer, training: setup.training, configuration }, { secrets: { passphrase } })
    set({ making: false, recoveryKey, step: 'recovery' })
  } catch (thrown) {
    set({ making: false, error: thrown instanceof SohoaError ? thrown : new SohoaError('internal', describeThrown(thrown).params) })
  }
}
