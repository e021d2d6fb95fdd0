import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { openVerifier } from '../../../shared/verify/index.ts'
import { emptyTrustProfile } from '../../../shared/pki/index.ts'

test('a child that is killed leaves its compiled code behind for the next one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'compiled-code-'))
  vi.stubEnv('NODE_COMPILE_CACHE', folder)
  const verifier = openVerifier()
  try {
    await verifier.verifyPdf(Buffer.from('no PDF'), emptyTrustProfile)
    await verifier.close()
    const kept = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    expect(kept.length).toBeGreaterThan(10)
  } finally {
    vi.unstubAllEnvs()
    await verifier.close()
    await rm(folder, { recursive: true })
  }
})
