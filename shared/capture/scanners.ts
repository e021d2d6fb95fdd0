import { SohoaError, type Scanner, type ScanSettings } from '../model/index.ts'
import type { PageSink, ScannerDriver } from './scanner-driver.ts'

/** The scanners of this machine, one scan at a time. */
export interface Scanners {
  /** What is there; looked for anew when asked, else told as it was found before. A driver that cannot look has none. */
  devices(anew: boolean): Promise<readonly Scanner[]>
  /**
   * Scans into a sink; `device` undefined: the first there is. `begin` is told the device before the first sheet is fed. Throws
   * scan_under_way, scanner_not_found (params: device), and what ScannerDriver.scan throws.
   */
  scan(device: string | undefined, settings: ScanSettings, sink: PageSink, begin: (scanner: Scanner) => void): Promise<void>
  /** Ends the scan under way: after the sheet under way, or at once. False where there is none. */
  cancel(finish: boolean): boolean
  /** Ends the scan under way and every process. */
  close(): Promise<void>
}

interface Ending { readonly cancelled: AbortController; readonly finish: AbortController }

/** Puts drivers together, in the order in which their devices are offered. */
export function openScanners(drivers: readonly ScannerDriver[]): Scanners {
  let found: readonly Scanner[] | undefined
  let under: Ending | undefined

  const devices = async (anew: boolean): Promise<readonly Scanner[]> => {
    if (found === undefined || anew) found = (await Promise.all(drivers.map((driver) => driver.devices().catch(noneWhereNotInstalled)))).flat()
    return found
  }
  const find = async (id: string | undefined): Promise<Scanner | undefined> => {
    const fits = (list: readonly Scanner[]): Scanner | undefined => (id === undefined ? list[0] : list.find((scanner) => scanner.id === id))
    return fits(await devices(false)) ?? fits(await devices(true))
  }

  return {
    devices,
    async scan(id, settings, sink, begin) {
      if (under !== undefined) throw new SohoaError('scan_under_way')
      const mine: Ending = { cancelled: new AbortController(), finish: new AbortController() }
      under = mine
      try {
        const scanner = await find(id)
        const driver = drivers.find(({ name }) => name === scanner?.driver)
        if (scanner === undefined || driver === undefined) throw new SohoaError('scanner_not_found', { device: id ?? '' })
        begin(scanner)
        await driver.scan(scanner, settings, sink, { cancelled: mine.cancelled.signal, finish: mine.finish.signal })
      } finally {
        under = undefined
      }
    },
    cancel(finish) {
      if (under === undefined) return false
      under[finish ? 'finish' : 'cancelled'].abort()
      return true
    },
    async close() {
      under?.cancelled.abort()
      await Promise.all(drivers.map((driver) => driver.close()))
    },
  }
}

/** A machine without SANE has no SANE scanners; that is no fault of the others. */
function noneWhereNotInstalled(thrown: unknown): readonly Scanner[] {
  if (thrown instanceof SohoaError && (thrown.code === 'scanner_program_missing' || thrown.code === 'scanner_gone')) return []
  throw thrown
}
