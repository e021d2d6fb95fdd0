import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePkcs12 } from '../../demo/pki.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'

const keyPassphrase = 'một mật khẩu tệp khóa riêng'
const program = path.join(import.meta.dirname, '../../bin/sohoa.mjs')

/** What must not be readable anywhere outside the encrypted store and the export folder. */
const secrets = [passphrase, keyPassphrase]
const personal = ['Mạc Đình Gia Phong', '099085001162', 'Nà Lình', 'chị Hà cất', dossier.dossierCode]

let office: Office
let temporary: string
beforeAll(async () => {
  office = await openOffice()
  temporary = path.join(office.folder, 'tạm')
  await mkdir(temporary)
})
afterAll(async () => { await office.close() })

/** Runs the command line in a temporary folder of its own and looks at all processes below it while it runs. */
async function watched(args: readonly string[]): Promise<{ code: number | null; output: string; seen: string; left: string[]; temporaryNames: Set<string> }> {
  const child = spawn(process.execPath, [program, ...args, '--station', office.station, '--passphrase-file', office.passphraseFile], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: temporary },
  })
  const out: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => { out.push(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { out.push(chunk) })
  const seen = new Set<string>()
  const temporaryNames = new Set<string>()
  const timer = setInterval(() => {
    for (const pid of descendantsOf(child.pid ?? 0)) for (const part of ['cmdline', 'environ']) seen.add(readIfThere(`/proc/${pid}/${part}`))
    for (const name of readdirSync(temporary, { recursive: true, encoding: 'utf8' })) temporaryNames.add(name)
  }, 50)
  const code = await new Promise<number | null>((resolve) => { child.on('close', resolve) })
  clearInterval(timer)
  return { code, output: Buffer.concat(out).toString('utf8'), seen: [...seen].join('\n'), left: readdirSync(temporary), temporaryNames }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function descendantsOf(pid: number): number[] {
  const children = existsSync(`/proc/${pid}/task`)
    ? readIfThere(`/proc/${pid}/task/${pid}/children`).split(' ').filter((text) => text !== '').map(Number)
    : []
  return [pid, ...children.flatMap(descendantsOf)]
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile())
}

/** Which of these texts stand in a file's bytes or name, in UTF-8 (NFC or NFD) or UTF-16. */
async function findIn(files: readonly string[], texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file)
    for (const text of texts) {
      const forms = [Buffer.from(text), Buffer.from(text.normalize('NFD')), Buffer.from(text, 'utf16le')]
      if (forms.some((form) => bytes.includes(form)) || path.basename(file).normalize('NFC').includes(text)) found.push(`${text} in ${file}`)
    }
  }
  return found
}

describe('secrets and personal data', () => {
  it('stand in no argument, environment, output, temporary file or plain file of the station while a key is added and a paper goes through', async () => {
    const keyFile = path.join(office.folder, 'khóa.p12')
    const keyPassphraseFile = path.join(office.folder, 'mật khẩu khóa')
    await writeFile(keyFile, writePkcs12(office.pki.agency, Buffer.from(keyPassphrase)))
    await writeFile(keyPassphraseFile, `${keyPassphrase}\n`)
    const added = await watched(['key', 'add', keyFile, '--key-passphrase-file', keyPassphraseFile])
    expect(added.code, added.output).toBe(0)

    const dossierFile = path.join(office.folder, 'hồ sơ.json')
    await writeFile(dossierFile, JSON.stringify(dossier))
    const scan = await office.scan(1, 'chị Hà cất.jpg')
    const run = await watched(['convert', scan, '--dossier', dossierFile, '--accept-above', '0', '--to', 'kho', '--lang', 'en'])
    expect(run.code, run.output).toBe(0)

    for (const { seen, output, left, temporaryNames } of [added, run]) {
      for (const secret of secrets) expect([seen, output].some((text) => text.includes(secret))).toBe(false)
      expect(seen, 'something was looked at').toContain('--passphrase-file')
      expect(left).toEqual([])
      expect([...temporaryNames].filter((name) => personal.some((text) => name.normalize('NFC').includes(text)))).toEqual([])
    }
    for (const text of personal.filter((text) => text !== 'chị Hà cất')) expect(run.seen.includes(text)).toBe(false)
    expect(await findIn(filesUnder(office.station), [...secrets, ...personal])).toEqual([])
  })

  it('stand in no error that a wrong key passphrase or a refused file ends with', async () => {
    const keyFile = path.join(office.folder, 'khóa 2.p12')
    const wrong = path.join(office.folder, 'mật khẩu sai')
    await writeFile(keyFile, writePkcs12(office.pki.agency, Buffer.from(keyPassphrase)))
    await writeFile(wrong, 'một cụm sai hẳn\n')
    const told = await office.command(['key', 'add', keyFile, '--key-passphrase-file', wrong, '--json'])
    expect(told.code).toBe(8)
    expect(JSON.parse(told.stdout)).toEqual({ error: { code: 'key_passphrase_wrong', params: {} } })
    expect(told.stdout + told.stderr).not.toContain('một cụm sai hẳn')
  })
})
