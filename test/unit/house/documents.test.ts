import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildProgram } from '../../../cli/program.ts'

const root = path.join(import.meta.dirname, '../../..')
const documents = [
  'README.md', 'README.vi.md', 'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => path.posix.join('docs', name.replaceAll('\\', '/'))),
]
const textOf = (document: string): string => readFileSync(path.join(root, document), 'utf8')

/** Every option that some command of the program takes. */
function knownOptions(): Set<string> {
  const program = buildProgram('en', { exit: 0 })
  const commands = [program, ...program.commands, ...program.commands.flatMap((command) => command.commands)]
  return new Set([...commands.flatMap((command) => command.options.map(({ long }) => long ?? '')), '--help'])
}

describe.each(documents)('%s', (document) => {
  test('links only to what is there', () => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/gu)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(path.join(root, path.dirname(document), link)))).toEqual([])
  })

  test('names only tests that exist', () => {
    const named = [...textOf(document).matchAll(/`(test\/[\w/.-]+\.ts)`/gu)].map(([, file = '']) => file)
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
  })
})

test.each(['README.md', 'README.vi.md', 'docs/huong-dan-dong-lenh.md', 'docs/administrator-guide.md'])('%s names only options that the command line has', (document) => {
  const known = knownOptions()
  const named = textOf(document).split('\n').filter((line) => /sohoa|`--/u.test(line)).flatMap((line) => line.match(/--[a-z][a-z-]+/gu) ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect([...new Set(named)].filter((option) => !known.has(option))).toEqual([])
})
