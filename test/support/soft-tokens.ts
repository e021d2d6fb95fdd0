import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DemoIdentity } from '../../demo/pki.ts'
import type { Certificate } from '../../shared/pki/index.ts'
import { runTool, toolOrSkip, type ToolResult } from './system-tools.ts'

/** Whether tests with real SoftHSM2 tokens can run. */
export const softTokensOrSkip = (): boolean => toolOrSkip('softhsm2-util') && toolOrSkip('pkcs11-tool')

export const softModule = '/usr/lib/softhsm/libsofthsm2.so'

export interface SoftToken {
  readonly pin: string
  /** Puts a key with its certificate on the token; without `key`, the certificate alone. `wantsPinForEach`: CKA_ALWAYS_AUTHENTICATE. */
  load(identity: DemoIdentity, options?: { key?: boolean; wantsPinForEach?: boolean }): void
  put(certificate: Certificate): void
  pull(): void
  plug(): void
}

/** Tokens of SoftHSM2 in a folder of their own. */
export interface SoftTokens {
  readonly environment: { readonly SOFTHSM2_CONF: string }
  /** With its calls written down by OpenSC's spy: the module to load, its settings and how often a function was called. */
  readonly spied: { readonly module: string; readonly environment: Readonly<Record<string, string>>; readonly calls: (name: string) => number }
  add(label: string, pin?: string): SoftToken
  file(name: string, content: string | Uint8Array): string
  close(): void
}

const spyModule = '/usr/lib/x86_64-linux-gnu/pkcs11-spy.so'

function done(result: ToolResult): string {
  if (result.status !== 0) throw new Error(result.text)
  return result.text
}

/** Makes a folder for tokens. */
export function openSoftTokens(): SoftTokens {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-tokens-'))
  const [tokens, pulled] = [path.join(folder, 'tokens'), path.join(folder, 'pulled')]
  mkdirSync(tokens)
  mkdirSync(pulled)
  const settings = path.join(folder, 'softhsm2.conf')
  writeFileSync(settings, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n`)
  const environment = { SOFTHSM2_CONF: settings }
  const spyLog = path.join(folder, 'spy.log')
  let files = 0
  let keys = 0
  const file = (name: string, content: string | Uint8Array): string => {
    files += 1
    const made = path.join(folder, `${files}-${name}`)
    writeFileSync(made, content)
    return made
  }
  return {
    environment,
    spied: {
      module: spyModule, environment: { ...environment, PKCS11SPY: softModule, PKCS11SPY_OUTPUT: spyLog },
      calls: (name) => readFileSync(spyLog, 'utf8').split('\n').filter((line) => new RegExp(`^\\d+: ${name}$`, 'u').test(line)).length,
    },
    add(label, pin = '123456') {
      const before = new Set(readdirSync(tokens))
      const text = done(runTool('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '12345678'], { env: environment }))
      const slot = /slot (\d+)\s*$/u.exec(text.trim())?.[1] ?? ''
      const [name = ''] = readdirSync(tokens).filter((one) => !before.has(one))
      const write = (type: 'cert' | 'privkey', content: string, id: string, more: readonly string[] = []): void => {
        done(runTool('pkcs11-tool', ['--module', softModule, '--slot', slot, '--login', '--pin', pin, '--write-object', content, '--type', type, '--id', id, ...more], { env: environment }))
      }
      const nextId = (): string => {
        keys += 1
        return keys.toString(16).padStart(4, '0')
      }
      return {
        pin,
        load({ certificate, privateKey }, { key = true, wantsPinForEach = false } = {}) {
          const id = nextId()
          write('cert', file('certificate.der', certificate.der), id)
          if (!key) return
          if (wantsPinForEach) write('privkey', file('key.der', privateKey.export({ type: 'pkcs8', format: 'der' })), id, ['--always-auth'])
          else done(runTool('softhsm2-util', ['--import', file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' })), '--slot', slot, '--pin', pin, '--label', id, '--id', id], { env: environment }))
        },
        put: ({ der }) => { write('cert', file('certificate.der', der), nextId()) },
        pull: () => { renameSync(path.join(tokens, name), path.join(pulled, name)) },
        plug: () => { renameSync(path.join(pulled, name), path.join(tokens, name)) },
      }
    },
    file,
    close: () => { rmSync(folder, { recursive: true, force: true }) },
  }
}
