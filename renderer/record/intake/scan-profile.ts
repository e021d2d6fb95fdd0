import { useSyncExternalStore } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { useStation } from '../../station/station.tsx'
import type { ScanChoice } from './intake.ts'

export type Scanner = ResultOf<'scan.devices'>['devices'][number]

/** How this workplace scans: kept in the window. */
interface Profile {
  readonly device: string | null
  readonly source: Scanner['sources'][number] | null
  readonly duplex: boolean
  readonly resolution: number
  readonly colour: Scanner['colours'][number]
}

const standard: Profile = { device: null, source: null, duplex: false, resolution: 300, colour: 'colour' }
const place = 'sohoa-scan-profile'
const watchers = new Set<() => void>()

function read(): Profile {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(place) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return standard
    const source = 'source' in kept && (kept.source === 'flatbed' || kept.source === 'feeder' || kept.source === 'folder') ? kept.source : null
    const colour = 'colour' in kept && (kept.colour === 'grey' || kept.colour === 'black and white') ? kept.colour : 'colour'
    return {
      device: 'device' in kept && typeof kept.device === 'string' ? kept.device : null,
      source, colour,
      duplex: 'duplex' in kept && kept.duplex === true,
      resolution: 'resolution' in kept && typeof kept.resolution === 'number' && kept.resolution >= 75 && kept.resolution <= 1200 ? Math.round(kept.resolution) : 300,
    }
  } catch {
    // Private windows keep nothing: the standard does.
    return standard
  }
}

let current = read()

function change(part: Partial<Profile>): void {
  current = { ...current, ...part }
  try {
    window.localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // Not kept: it holds for this window.
  }
  for (const watcher of watchers) watcher()
}

interface ScanProfile {
  /** Null while they are being looked for. */
  readonly devices: readonly Scanner[] | null
  readonly device: Scanner | undefined
  readonly profile: Profile
  readonly change: (part: Partial<Profile>) => void
  /** What `scan.start` is given. */
  readonly choice: ScanChoice
}

/** The scanners of this machine and how this workplace uses the chosen one. */
export function useScanProfile(): ScanProfile {
  const profile = useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  }, () => current)
  const { data, error } = useStation('scan.devices', {})
  const devices = data?.devices ?? (error === null ? null : [])
  const device = devices?.find(({ id }) => id === profile.device) ?? devices?.[0]
  const source = device?.sources.find((one) => one === profile.source) ?? device?.sources[0]
  const resolution = device === undefined || device.resolutions.length === 0 || device.resolutions.includes(profile.resolution) ? profile.resolution : device.resolutions.find((one) => one >= 300) ?? device.resolutions.at(-1) ?? 300
  return {
    devices, device, profile, change,
    choice: {
      ...(device === undefined ? {} : { device: device.id }), ...(source === undefined ? {} : { source }),
      duplex: profile.duplex && device?.duplex === true, resolution, colour: device?.colours.includes(profile.colour) === false ? 'colour' : profile.colour,
    },
  }
}
