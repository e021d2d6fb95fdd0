import { mkdirSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePkcs12 } from '../../demo/pki.ts'
import type { CommandOptions, CommandResult } from '../support/command-line.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { processesBelow, procText } from '../support/processes.ts'
import { findSecrets, secretsIn } from '../support/secret-search.ts'
import { openSoftTokens, softModule, softTokensOrSkip } from '../support/soft-tokens.ts'

const keyPassphrase = 'một mật khẩu tệp khóa riêng'
const newPassphrase = 'một cụm mật khẩu của người thứ hai'

/** What must not be readable anywhere but in the encrypted store, in an export, and where the receiver keeps it. */
const secrets = [passphrase, keyPassphrase, newPassphrase]
const personal = [
  'Mạc Đình Gia Phong', '099085001162', 'Nà Lình', 'chị Hà cất', dossier.dossierCode, 'chuyển mục đích sử dụng đất', 'Triệu Nguyên Bách Thảo', 'bà ngoại nhận thay', 'Hoàng Thị Ngoại', '079185004321',
]

let office: Office
/** Temporary folder, home and working folder of all commands: no other process writes there. */
let temporary: string
let home: string
let seen: Set<string>

beforeAll(async () => {
  office = await openOffice()
  temporary = path.join(office.folder, 'tạm')
  home = path.join(office.folder, 'nhà')
  mkdirSync(temporary)
  mkdirSync(home)
  seen = new Set()
})
afterAll(async () => { await office.close() })

interface WatchOptions extends CommandOptions {
  /** False: the command names its station itself. */
  readonly station?: boolean
  /** A process of the command is ended by a crash. */
  readonly crash?: boolean
}

/** Runs a command in folders of its own and looks at all its processes while it runs. */
async function watched(args: readonly string[], options: WatchOptions = {}): Promise<CommandResult> {
  let timer: NodeJS.Timeout | undefined
  let crashed = false
  const look = (pid: number): void => {
    for (const part of ['cmdline', 'environ']) seen.add(procText(`/proc/${pid}/${part}`))
    const below = processesBelow(pid)
    for (const { words } of below) seen.add(words)
    for (const name of readdirSync(temporary, { recursive: true, encoding: 'utf8' })) seen.add(name)
    const victim = below.at(-1)
    if (options.crash === true && !crashed && victim !== undefined) {
      crashed = true
      process.kill(victim.pid, 'SIGSEGV')
    }
  }
  const result = await office.command(args, {
    ...options, env: { ...options.env, TMPDIR: temporary, HOME: home, XDG_CACHE_HOME: path.join(home, '.cache') }, onStart: (pid) => { timer = setInterval(() => { look(pid) }, 40) },
  })
  clearInterval(timer)
  return result
}

const place = (name: string): string => path.join(office.folder, name)

async function fileOf(name: string, text: string | Uint8Array): Promise<string> {
  await writeFile(place(name), text)
  return place(name)
}

describe('secrets and personal data', () => {
  it('are told to nobody while keys, officers and papers go through the station, a child crashes and the program is killed', async () => {
    const outputs: string[] = []
    const done = async (args: readonly string[], codes: readonly number[], options: WatchOptions = {}): Promise<CommandResult> => {
      const result = await watched(args, options)
      expect(codes, `${args[0] ?? ''}: ${result.stderr}`).toContain(result.code)
      outputs.push(result.stdout + result.stderr)
      return result
    }
    const keyFile = await fileOf('khóa.p12', writePkcs12(office.pki.agency, Buffer.from(keyPassphrase)))
    await done(['key', 'add', keyFile, '--key-passphrase-file', await fileOf('mật khẩu khóa', `${keyPassphrase}\n`)], [0])
    await done(['officer', 'add', 'Trần Văn Bình', '--new-passphrase-file', await fileOf('mật khẩu mới', `${newPassphrase}\n`)], [0])

    const dossierFile = await fileOf('hồ sơ.json', JSON.stringify({ ...dossier, receiver: { name: 'Hoàng Thị Ngoại', id: '079185004321', capacity: 'authorised' } }))
    const scan = await office.scan(1, 'chị Hà cất.jpg')
    await done(['convert', scan, '--dossier', dossierFile, '--to', 'kho', '--lang', 'en'], [0, 3])
    const { records: [record] } = await office.call('record.list', {})
    await done(['review', record?.id ?? '', '--accept', '--confirm-recipient', '--reason', 'bà ngoại nhận thay', '--json'], [0, 3])
    await done(['deliver'], [0, 3])
    await done(['backup', place('bản sao')], [0])
    await done(['restore', place('bản sao'), '--station', place('trạm hai'), '--passphrase-file', office.passphraseFile], [0], { station: false })
    await done(['export', record?.id ?? '', '--out', place('ngoài')], [0])
    await done(['audit', 'export', '--out', path.join(home, 'nhật ký.json')], [0])
    await done(['convert', await office.scan(2, 'chị Hà cất 2.jpg'), '--dossier', dossierFile, '--accept-above', '0'], [0, 3, 5], { crash: true })
    const killed = await watched(['convert', await office.scan(3, 'chị Hà cất 3.jpg'), '--dossier', dossierFile, '--accept-above', '0'], { kill: { by: 'time', ms: 3000, whom: 'group' } })
    outputs.push(killed.stdout + killed.stderr)

    // A person typed the reason and the officer's name into the command line; nothing else of it may be seen in a process.
    const processes = Buffer.from([...seen].join('\n'))
    expect(processes.includes('--passphrase-file'), 'something was looked at').toBe(true)
    const typed = ['bà ngoại nhận thay', 'chị Hà cất']
    expect(secretsIn(processes, [...secrets, ...personal.filter((text) => !typed.includes(text))], 'a process').map(({ text, form }) => `${text} ${form}`)).toEqual([])
    expect(secretsIn(Buffer.from(outputs.join('\n')), secrets, 'output')).toEqual([])
    expect(readdirSync(temporary)).toEqual([])

    const { files, found } = findSecrets([office.station, place('trạm hai'), place('bản sao'), temporary], [...secrets, ...personal])
    expect(files).toBeGreaterThan(20)
    expect(found).toEqual([])
    // The program's own texts give these as examples: they stand in its compiled code.
    const examples = [passphrase, dossier.dossierCode, dossier.owners[0]?.id]
    expect(findSecrets([home], [...secrets, ...personal].filter((text) => !examples.includes(text))).found).toEqual([])
    // The search itself finds them where they do stand.
    const findable = findSecrets([place('ngoài')], personal).found.map(({ text }) => personal[text])
    expect(findable).toContain('Mạc Đình Gia Phong')
    expect(findable).toContain('Nà Lình')
  }, 600_000)

  it.skipIf(!softTokensOrSkip())('no PIN either, right or wrong, while a token is added and signs', async () => {
    const [pin, wrongPin] = ['83619274', '59182736']
    const soft = openSoftTokens()
    try {
      const token = soft.add('Con dấu xã', pin)
      token.load(office.pki.agency)
      token.put(office.pki.issuing.certificate)
      const env = soft.environment
      seen = new Set()
      const outputs: string[] = []
      const done = async (args: readonly string[], code: number): Promise<void> => {
        const result = await watched(args, { env })
        expect(result.code, `${args[0] ?? ''}: ${result.stderr}`).toBe(code)
        outputs.push(result.stdout + result.stderr)
      }
      await done(['configure', '--token-module', softModule, '--signing', 'when-told'], 0)
      await done(['key', 'add', '--token'], 0)
      const converted = await watched(['convert', await office.scan(4), '--accept-above', '0', '--no-deliver', '--json'], { env })
      const { id } = JSON.parse(converted.stdout.trim().split('\n').at(-1) ?? '') as { id: string }
      await done(['sign', id, '--no-deliver', '--json', '--pin-file', await fileOf('PIN sai', `${wrongPin}\n`)], 6)
      await done(['sign', id, '--no-deliver', '--json', '--pin-file', await fileOf('PIN', `${pin}\n`)], 0)
      const processes = Buffer.from([...seen].join('\n'))
      expect(processes.includes('--pin-file'), 'something was looked at').toBe(true)
      expect(secretsIn(processes, [pin, wrongPin], 'a process')).toEqual([])
      expect(secretsIn(Buffer.from(outputs.join('\n')), [pin, wrongPin], 'output')).toEqual([])
      const { files, found } = findSecrets([office.station, temporary, home], [pin, wrongPin])
      expect(files).toBeGreaterThan(5)
      expect(found).toEqual([])
    } finally {
      soft.close()
    }
  }, 300_000)

  it('stand in no error that a wrong key passphrase ends with', async () => {
    const keyFile = await fileOf('khóa 2.p12', writePkcs12(office.pki.agency, Buffer.from(keyPassphrase)))
    const told = await office.command(['key', 'add', keyFile, '--key-passphrase-file', await fileOf('mật khẩu sai', 'một cụm sai hẳn\n'), '--json'])
    expect(told.code).toBe(8)
    expect(JSON.parse(told.stdout)).toEqual({ error: { code: 'key_passphrase_wrong', params: {} } })
    expect(told.stdout + told.stderr).not.toContain('một cụm sai hẳn')
  })
})

describe('the search for secrets', () => {
  it.each([
    ['NFC', (text: string) => Buffer.from(text)], ['NFD', (text: string) => Buffer.from(text.normalize('NFD'))], ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
    ['without tones', () => Buffer.from('MAC DINH GIA PHONG')], ['hexadecimal', (text: string) => Buffer.from(Buffer.from(text).toString('hex').toUpperCase())],
    ['Base64', (text: string) => Buffer.from(Buffer.from(`x${text}y`).toString('base64'))],
  ])('finds a name written in %s', (form, write) => {
    const around = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from('trước '), bytes, Buffer.from(' sau')])
    expect(secretsIn(around(write('Mạc Đình Gia Phong')), ['Mạc Đình Gia Phong'], 'x').map((found) => found.form)).toContain(form)
    expect(secretsIn(around(write('Mạc Đình Gia Phong')), ['Triệu Nguyên Bách Thảo'], 'x')).toEqual([])
  })

  it('finds a number in groups', () => {
    expect(secretsIn(Buffer.from('số 099 085 001 162'), ['099085001162'], 'x')).toMatchObject([{ text: 0, form: 'in groups' }])
  })
})
