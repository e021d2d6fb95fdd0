import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../../cli/main.ts'

let folder: string
let passphraseFile: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sohoa-usage-'))
  passphraseFile = path.join(folder, 'cụm')
  await writeFile(passphraseFile, 'bốn từ không liên quan\n')
})
afterAll(async () => { await rm(folder, { recursive: true }) })

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = []
  const err: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => { out.push(String(chunk)); return true })
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => { err.push(String(chunk)); return true })
  try {
    const code = await main(args)
    return { code, out: out.join(''), err: err.join('') }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}

const station = (): string[] => ['--station', path.join(folder, 'không có trạm'), '--passphrase-file', passphraseFile]

describe('a command line that is not right', () => {
  it.each([
    ['an unknown command', ['conver', 'x.jpg']],
    ['an unknown option', ['records', '--limitt', '3']],
    ['a missing argument', ['show']],
    ['one argument too many', ['show', 'A', 'B']],
    ['an option without its value', ['export', '0'.repeat(26), '--out']],
    ['a missing option', ['export', '0'.repeat(26)]],
    ['a value that is no choice', ['configure', '--engine', 'abbyy']],
    ['a state that does not exist', ['records', '--work', 'done']],
    ['a number that is none', ['records', '--limit', 'ten']],
    ['a target that does not exist', ['convert', 'x.jpg', '--to', 'zalo']],
    ['an owner whose number cannot be told from the name', ['convert', 'x.jpg', '--owner', '099 078']],
    ['a receiver without a capacity', ['convert', 'x.jpg', '--receiver', 'bạn;;A Văn Một']],
    ['a number of sheets that is none', ['replace', '0'.repeat(26), 'x.jpg', '--reason', 'cấp lại', '--sheets', 'ba']],
    ['a field that does not exist', ['review', '0'.repeat(26), '--set', 'số=5']],
    ['an empty path', ['convert', '']],
    ['JSON that is none', ['call', 'record.list', '{']],
  ])('%s ends with 2, one JSON line on stdout with --json, and words in the asked language on stderr', async (_, [command = '', ...args]) => {
    const vietnamese = await run(command, '--json', ...station(), ...args)
    expect(vietnamese.code).toBe(2)
    expect(vietnamese.out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(vietnamese.out)).toMatchObject({ error: { code: expect.stringMatching(/^(usage|invalid_params)$/u) as string } })
    expect(vietnamese.err).toMatch(/Lệnh chưa đúng|Tham số không hợp lệ/u)
    const english = await run(command, '--lang', 'en', ...station(), ...args)
    expect(english).toMatchObject({ code: 2, out: '' })
    expect(english.err).toMatch(/The command is not right|Invalid parameter/u)
    expect(await readdir(folder)).toEqual(['cụm'])
  })

  it('asks for help in both languages and for every command', async () => {
    for (const command of ['init', 'configure', 'convert', 'resume', 'records', 'show', 'review', 'export', 'search', 'deliver', 'verify', 'call', 'status', 'demo']) {
      expect((await run(command, '--help')).code).toBe(0)
    }
    const help = await run('--help', '--lang', 'en')
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('Records digitization station')
    expect((await run('convert', '--help')).out).not.toMatch(/Usage|Options|display help|choices/u)
  })

  it.each(['convert', 'review', 'replace'])('%s takes everything that a dossier tells', async (command) => {
    const { out } = await run(command, '--help')
    for (const option of ['--dossier-code', '--procedure-code', '--result-code', '--valid-until', '--kind', '--sheets', '--owner', '--receiver', '--dossier ']) expect(out).toContain(option)
  })

  it('without a passphrase and a terminal says which option is missing', async () => {
    const told = await run('records', '--json', '--station', path.join(folder, 'không có trạm'))
    expect(told.code).toBe(6)
    expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'passphrase_missing' } })
  })

  it('makes no station when its settings cannot be right: the recovery key would be lost', async () => {
    const bad = path.join(folder, 'không phải.pem')
    await writeFile(bad, 'không phải chứng thư')
    const at = path.join(folder, 'trạm')
    const told = await run('init', '--officer', 'Hà', '--trust', bad, '--json', '--station', at, '--passphrase-file', passphraseFile)
    expect(JSON.parse(told.out)).toMatchObject({ error: { code: 'certificate_invalid' } })
    expect(await readdir(folder)).not.toContain('trạm')
    await rm(bad)
  })

  it('tells a file that is not there from a signature that is undecided', async () => {
    expect(await run('verify', path.join(folder, 'không có.pdf'), '--json')).toMatchObject({ code: 5 })
    const notPdf = path.join(folder, 'chữ.pdf')
    await writeFile(notPdf, 'không phải PDF')
    expect((await run('verify', notPdf)).code).not.toBe(0)
    await rm(notPdf)
  })
})
