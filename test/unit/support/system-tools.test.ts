import { afterEach, expect, test, vi } from 'vitest'
import { requireTool, runTool, toolOrSkip } from '../../support/system-tools.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('a missing tool fails the run under CI', () => {
  vi.stubEnv('PATH', '/nonexistent')
  vi.stubEnv('CI', 'true')
  expect(() => toolOrSkip('qpdf')).toThrow('apt-get install --no-install-recommends qpdf')
})

test('a missing tool is skipped visibly elsewhere, with the apt line', () => {
  vi.stubEnv('PATH', '/nonexistent')
  vi.stubEnv('CI', '')
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(toolOrSkip('pdfsig')).toBe(false)
  expect(printed).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('apt-get install --no-install-recommends poppler-utils'))
})

test.skipIf(!toolOrSkip('openssl'))('a tool gets its input on stdin and its exit status is reported', () => {
  expect(requireTool('openssl')).toMatch(/openssl$/)
  expect(runTool('openssl', ['dgst', '-sha256', '-r'], { input: Buffer.from('a') }).text).toContain('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb')
  expect(runTool('openssl', ['dgst', '-no-such-digest']).status).not.toBe(0)
})
