import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { serve } from '../child/index.ts'

/** The decoder's program from this machine: left to itself it would fetch one from the network. */
const decoder = prepareZXingModule({
  overrides: { wasmBinary: Uint8Array.from(readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer }, fireImmediately: true,
})

serve<Uint8Array, string[]>(async (png) => {
  await decoder
  const found = await readBarcodes(Uint8Array.from(png), { formats: ['QRCode'], tryHarder: true })
  return found.map(({ text }) => text)
})
