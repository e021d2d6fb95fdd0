import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeDemoPki, signerOf } from '../../demo/pki.ts'
import { startTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { defaultConfiguration, type Configuration } from '../../shared/contract/index.ts'
import { instant } from '../../shared/model/index.ts'
import { openRooms, type PipelineContext } from '../../shared/pipeline/index.ts'
import { signRecord } from '../../shared/pipeline/signing/sign-record.ts'
import { toPem } from '../../shared/pki/index.ts'
import { loadSigningRegime, openTokenKey, type SigningKey } from '../../shared/sign/index.ts'
import { openStation } from '../../shared/store/index.ts'
import { createStationAt } from '../../shared/store/station-folder.ts'
import { openSoftTokens, softModule, type SoftTokens } from '../support/soft-tokens.ts'
import { record, recordId } from '../unit/store/record.ts'
import { largePdf } from './large-pdf.ts'

/**
 * Signs records of the given size one after the other as a station does it (store, signature, time stamp, own verifier, state), and prints
 * one JSON line. `node test/bench/signing-run.ts PAGES BYTES RECORDS stamped|plain [token]`; with `token` the key is on a token of SoftHSM2, whose PIN is told once.
 */
const [pages, bytes, records] = process.argv.slice(2, 5).map(Number)
const stamped = process.argv[5] === 'stamped'
if (pages === undefined || bytes === undefined || records === undefined) throw new Error('PAGES BYTES RECORDS')

const agency = 'Ủy ban nhân dân xã Đồng Mây'
const folder = await mkdtemp(path.join(tmpdir(), 'sohoa-signing-'))
const pki = await makeDemoPki({ agency })
const authority = await startTimeStampAuthority(pki)
const secret = Buffer.from('bốn từ không liên quan')
const place = path.join(folder, 'trạm')
await createStationAt(place, { officer: 'Nguyễn Thị Hà', passphrase: Uint8Array.from(secret), training: true }, { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 })
const store = await openStation(place, Uint8Array.from(secret))
const configuration: Configuration = {
  ...defaultConfiguration, tokenModules: [softModule], agency, trustPem: toPem(pki.root.certificate), timeStampUrl: stamped ? authority.url : null, signatureLevel: stamped ? 'B-T' : 'B-B',
}
const context: PipelineContext = {
  store, rooms: openRooms(() => configuration), actor: 'Nguyễn Thị Hà', training: true, configuration: () => configuration, now: () => instant(), emit: () => undefined, stop: new AbortController().signal,
}
/** The agency's key on a token, unlocked. */
async function keyOnToken(tokens: SoftTokens): Promise<SigningKey> {
  process.env.SOFTHSM2_CONF = tokens.environment.SOFTHSM2_CONF
  const token = tokens.add('Con dấu xã')
  token.load(pki.agency)
  const { certificate, chain } = pki.agency
  await context.rooms.tokens().unlock(certificate.fingerprint, Buffer.from(token.pin))
  return openTokenKey(context.rooms.tokens(), certificate, chain, { rsa: 'PSS' })
}

const unsigned = []
for (let number = 1; number <= records; number += 1) {
  unsigned.push({ id: recordId(number), digest: await store.putBlobStream(largePdf(pages, bytes)) })
  store.insertRecord(record(number, { work: 'assembled' }))
}
const soft = process.argv[6] === 'token' ? openSoftTokens() : null
const key = soft === null ? signerOf(pki.agency) : await keyOnToken(soft)
const regime = loadSigningRegime('chuyen-doi')
/** The process that verifies starts once a day, not once a record. */
const warm = unsigned.length > 10 ? unsigned.splice(0, 3) : []
for (const { id, digest } of warm) await signRecord(context, id, { regime, agency, additions: { mark: null, headStrip: 0 }, unsigned: digest, made: [] }, key)
const before = process.memoryUsage.rss()
const cpu = process.cpuUsage()
const start = performance.now()
for (const { id, digest } of unsigned) await signRecord(context, id, { regime, agency, additions: { mark: null, headStrip: 0 }, unsigned: digest, made: [] }, key)
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
const states = [...new Set(unsigned.map(({ id }) => store.getRecord(id)).map(({ work, trust }) => `${work} ${trust}`))]
soft?.close()
const { pdfDigest } = store.getRecord(recordId(records))
const fileBytes = pdfDigest === null ? 0 : store.blobSize(pdfDigest)
await context.rooms.close()
store.close()
await authority.close()
await rm(folder, { recursive: true, force: true })
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, records: unsigned.length, states, fileBytes, rssBefore: before, peakRss: process.resourceUsage().maxRSS * 1024 }))
