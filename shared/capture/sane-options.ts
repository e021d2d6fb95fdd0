import type { ScanColour, ScanSource } from '../model/index.ts'

/** What a SANE device can be set to, by the names that it has for it. */
export interface SaneOptions {
  /** Values of `--source`, in the device's order. */
  readonly sources: readonly string[]
  readonly modes: readonly string[]
  /** Offered to people, dpi, rising. */
  readonly resolutions: readonly number[]
  /** True for a resolution that the device takes, offered or not. */
  takes(dpi: number): boolean
  /** Values of `--adf-mode`, or of `--duplex`. */
  readonly adfModes: readonly string[]
  readonly hasDuplexSwitch: boolean
}

/** Resolutions that are offered of a range, dpi. */
const usualResolutions = [150, 200, 300, 400, 600]

/** Reads what `scanimage -A` prints: one option a line, its values with `|` between, or a range. */
export function readSaneOptions(listing: string): SaneOptions {
  const values = (name: string): string[] => {
    const found = new RegExp(String.raw`^\s+--${name}[= ]\[?\(?(.+?)\)?\]?(?: \[[^\]]*\])*\s*$`, 'mu').exec(listing)?.[1]
    return found === undefined ? [] : found.split('|').map((value) => value.trim())
  }
  return {
    sources: values('source'),
    modes: values('mode'),
    ...resolutionsOf(values('resolution')),
    adfModes: values('adf-mode'),
    hasDuplexSwitch: values('duplex').includes('yes'),
  }
}

function resolutionsOf(values: readonly string[]): Pick<SaneOptions, 'resolutions' | 'takes'> {
  const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)dpi/u.exec(values[0] ?? '')
  if (range !== null) {
    const takes = (dpi: number): boolean => dpi >= Number(range[1]) && dpi <= Number(range[2])
    return { resolutions: usualResolutions.filter(takes), takes }
  }
  const listed = values.map((value) => Number.parseInt(value, 10)).filter((dpi) => Number.isInteger(dpi) && dpi > 0).toSorted((left, right) => left - right)
  return { resolutions: listed, takes: (dpi) => listed.length === 0 || listed.includes(dpi) }
}

const feederName = /adf|feeder|document/iu
const duplexName = /duplex|both/iu

/** The device's name for a source; undefined where it has none such. A device without `--source` has one, the glass. */
export function saneSource({ sources }: SaneOptions, source: ScanSource, duplex: boolean): string | undefined {
  if (source === 'folder') return undefined
  const fitting = sources.filter((name) => feederName.test(name) === (source === 'feeder'))
  return duplex ? fitting.find((name) => duplexName.test(name)) ?? fitting[0] : fitting.find((name) => !duplexName.test(name)) ?? fitting[0]
}

/** Where paper can come from. */
export function saneSources(options: SaneOptions): ScanSource[] {
  if (options.sources.length === 0) return ['flatbed']
  return (['flatbed', 'feeder'] as const).filter((source) => saneSource(options, source, false) !== undefined)
}

/** True where both sides come in one go. */
export function hasDuplex({ sources, adfModes, hasDuplexSwitch }: SaneOptions): boolean {
  return hasDuplexSwitch || [...sources, ...adfModes].some((name) => duplexName.test(name))
}

/** Mode names of SANE's usual backends, the best first. */
const modeNames: Readonly<Record<ScanColour, RegExp>> = { 'colour': /colou?r/iu, 'grey': /gr[ae]y|true gray/iu, 'black and white': /lineart|binary|black|monochrome/iu }

/** The device's name for a colour mode; undefined where it has none such. */
export function saneMode({ modes }: SaneOptions, colour: ScanColour): string | undefined {
  return modes.find((mode) => modeNames[colour].test(mode))
}

/** Colours that the device scans in; all where it does not say. */
export function saneColours(options: SaneOptions): ScanColour[] {
  return (['colour', 'grey', 'black and white'] as const).filter((colour) => options.modes.length === 0 || saneMode(options, colour) !== undefined)
}
