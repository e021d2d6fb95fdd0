import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { toolOrSkip } from '../support/system-tools.ts'

/**
 * Prints how many one-page documents a second a station signs with a key on a token of SoftHSM2 (store, signature, own verifier, state), without and with
 * the time stamps of the in-process authority, whose share is told apart.
 */
const aimEachSecond = 5
const told = z.object({ seconds: z.number(), records: z.number(), states: z.array(z.string()) })
const many = process.argv[2] ?? '100'

function run(mode: 'plain' | 'stamped'): z.infer<typeof told> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, 'signing-run.ts'), '1', '1300000', many, mode, 'token'], { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (status !== 0) throw new Error(stderr)
  return told.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
}

if (toolOrSkip('softhsm2-util') && toolOrSkip('pkcs11-tool')) {
  const [plain, stamped] = [run('plain'), run('stamped')]
  const each = plain.records / plain.seconds
  console.log(`RSA-2048 PSS on SoftHSM2, one PIN: ${each.toFixed(1)} a second (aim ${aimEachSecond}${each >= aimEachSecond ? '' : ', MISSED'}); ${plain.states.join(', ')}`)
  console.log(`  with a time stamp each: ${(stamped.records / stamped.seconds).toFixed(1)} a second, the authority's share ${((stamped.seconds / stamped.records - plain.seconds / plain.records) * 1000).toFixed(0)} ms a document; ${stamped.states.join(', ')}`)
}
