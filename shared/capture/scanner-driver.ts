import { SohoaError, type Scanner, type ScanSettings } from '../model/index.ts'

/** One sheet's side, or one file of a machine, as a driver hands it over. */
export interface ScannedSheet {
  readonly bytes: Uint8Array
  /** For people: `trang 3`, or the file's name. */
  readonly name: string
  /** `pixels`: the scanner's own uncoded pixels, of which the page image is made; `file`: a picture that somebody coded already. */
  readonly form: 'pixels' | 'file'
}

/** Takes sheets. When it returns, the sheet's pages are hashed, written, flushed and in the page ledger: only then is the next one fed. */
export interface PageSink {
  take(sheet: ScannedSheet): Promise<void>
  /** How many pages are in so far; for messages. */
  pages(): number
}

/** How a person ends a scan that is under way. */
export interface ScanEnding {
  /** Ends at once. */
  readonly cancelled: AbortSignal
  /** Ends after the sheet under way, as if the paper were all in. */
  readonly finish: AbortSignal
}

/**
 * A way to get paper in. Both calls throw scanner_program_missing, scanner_not_found, scanner_gone; `scan` throws also
 * scanner_settings, scanner_busy, scanner_jammed, scanner_cover_open, scanner_empty, cancelled, and what the sink throws. What was taken
 * before stays taken.
 */
export interface ScannerDriver {
  readonly name: Scanner['driver']
  /** What is there now. Looking may take seconds. */
  devices(): Promise<readonly Scanner[]>
  /** Feeds sheet after sheet until the paper is all in. */
  scan(device: Scanner, settings: ScanSettings, sink: PageSink, ending: ScanEnding): Promise<void>
  /** Ends its processes. */
  close(): Promise<void>
}

/** Throws cancelled once a person has ended the scan. */
export function checkCancelled(cancelled: AbortSignal): void {
  if (cancelled.aborted) throw new SohoaError('cancelled')
}
