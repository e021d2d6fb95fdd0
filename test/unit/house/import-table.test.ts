import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = path.join(import.meta.dirname, '../../..')

/** A tiny tree in the house's shape. What is planted stands in `planted`, everything else is allowed. */
const files: Readonly<Record<string, string>> = {
  'shared/model/index.ts': 'export type Thing = string\n',
  'shared/model/reader.ts': "import { readFileSync } from 'node:fs'\nexport const text = readFileSync('x')\n",
  'shared/model/worded.ts': "import { words } from '../words/index.ts'\nexport const said = words\n",
  'shared/words/index.ts': "import type { Thing } from '../model/index.ts'\nexport const words: Thing = ''\n",
  'shared/contract/index.ts': "import type { Thing } from '../model/index.ts'\nexport type Call = Thing\n",
  'shared/contract/stored.ts': "export type { Store } from '../store/index.ts'\n",
  'shared/pki/index.ts': "export const pki = ''\n",
  'shared/pki/hidden.ts': "export const hidden = ''\n",
  'shared/wire/index.ts': "import { sign } from '../sign/index.ts'\nexport const wire = sign\n",
  'shared/sign/index.ts': "import { pki } from '../pki/index.ts'\nimport type { Thing } from '../model/index.ts'\nexport const sign: Thing = pki\n",
  'shared/mark/index.ts': "import { sign } from '../sign/index.ts'\nexport const mark = sign\n",
  'shared/mark/storing.ts': "import { store } from '../store/index.ts'\nexport const stored = store\n",
  'shared/ocr/index.ts': "import { hidden } from '../pki/hidden.ts'\nexport const ocr = hidden\n",
  'shared/audit/index.ts': "export const audit = ''\n",
  'shared/store/index.ts': "import type { Thing } from '../model/index.ts'\nexport type Store = Thing\nexport const store: Store = ''\n",
  'shared/store/audited.ts': "import { audit } from '../audit/index.ts'\nexport const audited = audit\n",
  'shared/store/left.ts': "import { right } from './right.ts'\nexport const left = (): string => right()\n",
  'shared/store/right.ts': "import { left } from './left.ts'\nexport const right = (): string => left()\n",
  'shared/pipeline/index.ts': "import { mark } from '../mark/index.ts'\nimport { store } from '../store/index.ts'\nimport { audit } from '../audit/index.ts'\nexport const line = [mark, store, audit]\n",
  'shared/pipeline/upward.ts': "import { station } from '../station/index.ts'\nexport const up = station\n",
  'shared/station/index.ts': "import { line } from '../pipeline/index.ts'\nexport const station = line\n",
  'shared/station/tested.ts': "import { fixture } from '../../test/fixture.ts'\nexport const tested = fixture\n",
  'shared/station/talking.ts': "import { door } from '../../cli/door.ts'\nexport const talking = door\n",
  'shared/station/lost.ts': "import { nothing } from './nowhere.ts'\nexport const lost = nothing\n",
  'shared/station/shell.ts': "import electron from 'electron'\nexport const shell = electron\n",
  'shared/station/developing.ts': "import tool from 'dev-tool'\nexport const developing = tool\n",
  'shared/door/index.ts': "import type { Call } from '../contract/index.ts'\nexport const service = (call: Call): Call => call\n",
  'shared/door/peeking.ts': "export type { Store } from '../store/index.ts'\n",
  'shared/pipeline/opening.ts': "import { service } from '../door/index.ts'\nexport const opening = service\n",
  'host/index.ts': "import { service } from '../shared/door/index.ts'\nexport const host = service\n",
  'host/borrowing.ts': "import { door } from '../cli/door.ts'\nexport const borrowed = door\n",
  'electron/main.ts': "import electron from 'electron'\nimport { service } from '../shared/door/index.ts'\nexport const main = [electron, service]\n",
  'test/electron.ts': "import electron from 'electron'\nexport const window = electron\n",
  'cli/door.ts': "import { station } from '../shared/station/index.ts'\nimport type { Call } from '../shared/contract/index.ts'\nexport const door = (call: Call): unknown => [call, station]\n",
  'cli/thick.ts': "export const sign = async (): Promise<unknown> => import('../shared/sign/index.ts')\n",
  'renderer/screen.ts': "import type { Call } from '../shared/contract/index.ts'\nimport { words } from '../shared/words/index.ts'\nexport const screen = (call: Call): string => call + words\n",
  'renderer/import-type.ts': "import type { Store } from '../shared/store/index.ts'\nexport const use = (store: Store): Store => store\n",
  'renderer/import-of.ts': "export const use = (store: import('../shared/store/index.ts').Store): string => store\n",
  'renderer/export-type.ts': "export type { Store } from '../shared/store/index.ts'\n",
  'renderer/dynamic.ts': "export const use = async (): Promise<unknown> => import('../shared/store/index.ts')\n",
  'hub/index.ts': "import { pki } from '../shared/pki/index.ts'\nexport const hub = pki\n",
  'hub/storing.ts': "import type { Store } from '../shared/store/index.ts'\nexport const use = (store: Store): Store => store\n",
  'demo/run.ts': "import { station } from '../shared/station/index.ts'\nimport { hub } from '../hub/index.ts'\nexport const demo = [station, hub]\n",
  'demo/short-cut.ts': "import { mark } from '../shared/mark/index.ts'\nexport const short = mark\n",
  'test/fixture.ts': "import { hidden } from '../shared/pki/hidden.ts'\nexport const fixture = hidden\n",
  'node_modules/electron/index.js': 'module.exports = {}\n',
  'node_modules/electron/package.json': '{ "name": "electron", "version": "1.0.0", "main": "index.js" }\n',
  'node_modules/dev-tool/index.js': 'module.exports = {}\n',
  'node_modules/dev-tool/package.json': '{ "name": "dev-tool", "version": "1.0.0", "main": "index.js" }\n',
  'package.json': '{ "name": "tree", "type": "module", "dependencies": { "electron": "1.0.0" }, "devDependencies": { "dev-tool": "1.0.0" } }\n',
}

/** What is forbidden, by rule: importing file and what it imports. */
const planted: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['model-lowest', 'shared/model/reader.ts', 'fs'],
  ['pure-no-node', 'shared/model/reader.ts', 'fs'],
  ['model-lowest', 'shared/model/worded.ts', 'shared/words/index.ts'],
  ['pure-low', 'shared/contract/stored.ts', 'shared/store/index.ts'],
  ['tools-low', 'shared/wire/index.ts', 'shared/sign/index.ts'],
  ['steps-apart', 'shared/mark/index.ts', 'shared/sign/index.ts'],
  ['steps-below-pipeline', 'shared/mark/storing.ts', 'shared/store/index.ts'],
  ['face-only', 'shared/ocr/index.ts', 'shared/pki/hidden.ts'],
  ['ground-apart', 'shared/store/audited.ts', 'shared/audit/index.ts'],
  ['no-circular', 'shared/store/left.ts', 'shared/store/right.ts'],
  ['pipeline-below-station', 'shared/pipeline/upward.ts', 'shared/station/index.ts'],
  ['shared-inside', 'shared/station/tested.ts', 'test/fixture.ts'],
  ['no-test-in-product', 'shared/station/tested.ts', 'test/fixture.ts'],
  ['shared-inside', 'shared/station/talking.ts', 'cli/door.ts'],
  ['resolvable', 'shared/station/lost.ts', './nowhere.ts'],
  ['no-electron-in-shared', 'shared/station/shell.ts', 'node_modules/electron/index.js'],
  ['no-electron-in-shared', 'test/electron.ts', 'node_modules/electron/index.js'],
  ['door-low', 'shared/door/peeking.ts', 'shared/store/index.ts'],
  ['door-for-doors', 'shared/pipeline/opening.ts', 'shared/door/index.ts'],
  ['doors-apart', 'host/borrowing.ts', 'cli/door.ts'],
  ['no-dev-dependency-in-product', 'shared/station/developing.ts', 'node_modules/dev-tool/index.js'],
  ['doors-thin', 'cli/thick.ts', 'shared/sign/index.ts'],
  ['renderer-pure', 'renderer/import-type.ts', 'shared/store/index.ts'],
  ['renderer-pure', 'renderer/import-of.ts', 'shared/store/index.ts'],
  ['renderer-pure', 'renderer/export-type.ts', 'shared/store/index.ts'],
  ['renderer-pure', 'renderer/dynamic.ts', 'shared/store/index.ts'],
  ['hub-apart', 'hub/storing.ts', 'shared/store/index.ts'],
  ['demo-thin', 'demo/short-cut.ts', 'shared/mark/index.ts'],
]

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
})

let folder: string
let found: z.infer<typeof report>['summary']

/** The checker ends with the number of violations: its output, not its exit code, is what is asked for. */
function cruise(): string {
  const script = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const roots = ['shared', 'cli', 'host', 'electron', 'renderer', 'hub', 'demo', 'test']
  const thrown = z.object({ stdout: z.string() })
  try {
    return execFileSync(process.execPath, [script, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch (error) {
    return thrown.parse(error).stdout
  }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-table-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(path.join(root, name), path.join(folder, name))
  found = report.parse(JSON.parse(cruise())).summary
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the import table', () => {
  test.each(planted)('%s: %s → %s', (rule, from, to) => {
    expect(found.violations.map((violation) => [violation.rule.name, violation.from, violation.to])).toContainEqual([rule, from, to])
  })

  test('forbids nothing else', () => {
    const other = found.violations.map(({ rule, from, to }) => [rule.name, from, to])
      .filter(([rule, from, to]) => !planted.some((known) => known[0] === rule && known[1] === from && known[2] === to))
    expect(other).toEqual([])
  })

  test('has no rule that nothing planted here breaks', () => {
    const broken = new Set(planted.map(([rule]) => rule))
    expect(found.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  })
})
