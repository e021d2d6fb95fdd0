import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

let prepared = false

/** Texts of the QR symbols in a picture, read by ZXing (a reader independent of what writes them). */
export async function readQr(png: Uint8Array): Promise<string[]> {
  if (!prepared) {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
    await prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer }, fireImmediately: true })
    prepared = true
  }
  const found = await readBarcodes(Uint8Array.from(png), { formats: ['QRCode'], tryHarder: true })
  return found.map((code) => code.text)
}
