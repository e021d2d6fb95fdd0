import { createRequire } from 'node:module'

/** Version of the installed tesseract.js. */
export function scriptVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('tesseract.js/package.json')
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}
