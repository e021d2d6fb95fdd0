/** Where paper comes from: the glass, the feeder, or files that a machine writes into a folder. */
export const scanSources = ['flatbed', 'feeder', 'folder'] as const
export type ScanSource = (typeof scanSources)[number]

export const scanColours = ['colour', 'grey', 'black and white'] as const
export type ScanColour = (typeof scanColours)[number]

export const scannerDrivers = ['sane', 'folder', 'samples'] as const
export type ScannerDriverName = (typeof scannerDrivers)[number]

/** A scanner as a person chooses it. */
export interface Scanner {
  /** Names the device; begins with its driver's name. */
  readonly id: string
  /** Maker and model, or the folder's name. */
  readonly name: string
  readonly driver: ScannerDriverName
  readonly sources: readonly ScanSource[]
  readonly duplex: boolean
  /** Resolutions it offers, dpi, rising; empty: it is not asked for one. */
  readonly resolutions: readonly number[]
  readonly colours: readonly ScanColour[]
}

/** How paper is to be scanned. */
export interface ScanSettings {
  /** Null: the device's first. */
  readonly source: ScanSource | null
  readonly duplex: boolean
  /** dpi. */
  readonly resolution: number
  readonly colour: ScanColour
}
