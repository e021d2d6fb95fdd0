import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SohoaError, type Scanner } from '../model/index.ts'
import { planDocument } from './plan.ts'
import { checkCancelled, type ScannerDriver } from './scanner-driver.ts'
import { readSource } from './source.ts'

/** About what a desk scanner takes for a page at 300 dpi. */
const pageMs = 700

/**
 * Sample papers that stand in for a scanner, and say so: a folder with one folder for each paper. Each scan feeds the next paper, after
 * the last the first again. Only a training station has it.
 */
export function openSampleDriver(folder: () => string | null): ScannerDriver {
  let next = 0
  return {
    name: 'samples',
    async devices() {
      const place = folder()
      if (place === null || (await papersIn(place)).length === 0) return []
      const device: Scanner = { id: 'samples:', name: 'Giấy mẫu (không phải máy quét thật)', driver: 'samples', sources: ['feeder'], duplex: false, resolutions: [], colours: [] }
      return [device]
    },
    async scan(device, _settings, sink, { cancelled, finish }) {
      const place = folder()
      const papers = place === null ? [] : await papersIn(place)
      const paper = papers[next % Math.max(1, papers.length)]
      if (paper === undefined) throw new SohoaError('scanner_not_found', { device: device.name })
      next += 1
      const { files } = await planDocument(paper)
      for (const file of files) {
        await wait(pageMs)
        checkCancelled(cancelled)
        const { bytes } = await readSource(file)
        await sink.take({ bytes, name: file.name, form: 'file' })
        if (finish.aborted) return
      }
    },
    close: () => Promise.resolve(),
  }
}

async function papersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name)).toSorted()
}
