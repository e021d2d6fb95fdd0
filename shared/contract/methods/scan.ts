import { z } from 'zod'
import { scanColours, scannerDrivers, scanSources } from '../../model/index.ts'
import { dossierShape, recordLine } from '../shapes.ts'
import { reason, recordId } from './parts.ts'

export const scannerShape = z.object({
  /** Names the device in `scan.start`; it begins with its driver's name. */
  id: z.string(),
  /** Maker and model, or the folder's name. */
  name: z.string(),
  driver: z.enum(scannerDrivers),
  sources: z.array(z.enum(scanSources)),
  duplex: z.boolean(),
  /** Resolutions it offers, dpi, rising; empty: it is not asked for one. */
  resolutions: z.array(z.number().int()),
  colours: z.array(z.enum(scanColours)),
})

/** Paper from a scanner, a watched folder, or (in a training station) the sample papers. */
export const scanMethods = {
  /** The scanners of this machine. Looking for them takes seconds; `anew` looks again instead of telling what was found before. */
  'scan.devices': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ anew: z.boolean().default(false) }),
    result: z.object({ devices: z.array(scannerShape) }),
  },
  /**
   * Scans until the paper is all in; each page is in the ledger before the next is fed, and told by an event `page`. Answers with the
   * records: one, or several with `split`. What stops it (scanner_jammed, scanner_cover_open, scanner_empty, disk_full …) is thrown;
   * the pages that came are kept: a new record then stands in `capturing` with that reason, to be gone on with (`into`) or closed (`scan.close`).
   * Reads nothing: `page.read` does.
   */
  'scan.start': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({
      /** The first device where none is told. */
      device: z.string().min(1).max(500).optional(),
      source: z.enum(scanSources).optional(),
      duplex: z.boolean().default(false),
      resolution: z.number().int().min(75).max(1200).default(300),
      colour: z.enum(scanColours).default('colour'),
      /** Pages for this record: a broken-off scan goes on; else they are inserted at `place` (the end), or in place of the page `insteadOf`. */
      into: recordId.optional(),
      place: z.number().int().positive().optional(),
      insteadOf: z.number().int().positive().optional(),
      /** The record whose place this paper takes, as with `record.replace`: it is held back from the first page on. Needs a reason. */
      replaces: recordId.optional(),
      reason: reason.optional(),
      dossier: dossierShape.omit({ file: true }).prefault({}),
      /** One feed, several papers: set apart by blank sheets (which are left out), or each of so many pages. */
      split: z.union([z.literal('blank sheet'), z.strictObject({ pages: z.number().int().positive().max(1000) })]).optional(),
    }),
    result: z.object({ records: z.array(recordLine) }),
  },
  /** Ends the scan under way: after the page that is being fed, as if the paper were all in (`finish`), or at once. */
  'scan.cancel': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ finish: z.boolean().default(false) }),
    result: z.object({ scanning: z.boolean() }),
  },
  /** A person says of a broken-off scan that its paper is all in. */
  'scan.close': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId }),
    result: recordLine,
  },
} as const
