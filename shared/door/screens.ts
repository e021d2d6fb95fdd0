import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { SohoaError } from '../model/index.ts'

/** The screens' own files, by the path under which a window asks for them: nothing else can be asked for. */
export type Screens = ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.json': 'application/json', '.wasm': 'application/wasm',
}

/**
 * What may be loaded into a window, and from where: from the door alone. `blob:` pictures are those that a window makes itself of a file
 * that was dropped on it.
 */
export const contentSecurityPolicy = [
  "default-src 'self'", "img-src 'self' blob:", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ')

/** Headers of every answer of a door. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(entries.map(async (entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? filesIn(file) : entry.isFile() ? [file] : []
  }))
  return found.flat()
}

/** Reads the built screens of a folder once. Throws screens_missing when they were not built. */
export async function readScreens(folder: string): Promise<Screens> {
  const files = await filesIn(folder).catch((thrown: unknown) => {
    throw new SohoaError('screens_missing', {}, { cause: thrown })
  })
  const screens = new Map<string, { type: string; bytes: Uint8Array<ArrayBuffer> }>()
  for (const file of files) {
    const type = types[path.extname(file)]
    if (type !== undefined) screens.set(`/${path.relative(folder, file).replaceAll(path.sep, '/')}`, { type, bytes: new Uint8Array(await readFile(file)) })
  }
  const index = screens.get('/index.html')
  if (index === undefined) throw new SohoaError('screens_missing')
  return screens.set('/', index)
}
