import path from 'node:path'
import { createChildPool, type ChildLimits, type ChildPool } from '../../child/index.ts'
import { SohoaError, type Digest, type ErrorCode } from '../../model/index.ts'
import type { Certificate, SignatureScheme } from '../../pki/index.ts'
import { fingerprintOf } from './fingerprint.ts'
import { signatureValue, tokenInput } from './mechanism.ts'
import type { TokenFacts, TokenRequest, TokenResponse } from './protocol.ts'

/** A module and the tokens in its slots, or why it could not be asked. */
export interface ModuleTokens {
  /** As the settings name it. */
  readonly module: string
  readonly tokens: readonly TokenFacts[]
  readonly failure: SohoaError | null
}

/** The signing tokens of this machine, each module in a process that can be killed. A certificate names the key; where it is found is the token's matter. */
export interface Tokens {
  /** Every token in its slot; no PIN is needed. A module that fails is told and hides no other. */
  list(): Promise<ModuleTokens[]>
  /** The token that holds this certificate. Throws token_absent, or where no module answers why. */
  find(certificate: Digest): Promise<TokenFacts>
  /**
   * Logs in to the token that holds the certificate: once, whatever comes of it. `pin` is wiped; null where it is typed at the reader.
   * Throws token_absent, pin_locked, pin_wrong, pin_wrong_last, pin_expired, token_key_missing, token_module_failed.
   */
  unlock(certificate: Digest, pin: Uint8Array | null): Promise<void>
  /** Whether the next signature needs no PIN, as far as is known without asking the token. */
  isUnlocked(certificate: Digest): boolean
  /** Signs with an unlocked key. Throws pin_missing, token_removed, token_scheme_unsupported, token_module_failed, after which the token is locked again. */
  sign(certificate: Certificate, scheme: SignatureScheme, data: Uint8Array): Promise<Uint8Array>
  /** Logs out of every token and ends the processes, which start again when needed. */
  release(): Promise<void>
  /** The same, for good. */
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

export interface TokensOptions {
  /** Paths of the PKCS#11 modules, from the settings and nowhere else. */
  readonly modules: () => readonly string[]
  /** Without a signature for so long, an unlocked token is released. Default 5 minutes. */
  readonly idleMs?: number
  readonly limits?: Partial<ChildLimits>
  /** Variables by which modules find their own settings, beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>
}

/** A PIN may have to be typed at the reader, and some tokens take seconds for each signature. */
const defaultLimits: ChildLimits = { timeMs: 60_000, memoryBytes: 536_870_912 }
const defaultIdleMs = 300_000
/** A module that does not even log out is killed. */
const releaseMs = 3000
const moduleVariables = ['SOFTHSM2_CONF', 'OPENSC_CONF']

const childDied: ReadonlySet<ErrorCode> = new Set(['child_timeout', 'child_memory', 'child_crashed'])

type ModulePool = ChildPool<TokenRequest, TokenResponse>

/** Opens the tokens. A module's process starts with the first question to it. */
export function openTokens(options: TokensOptions): Tokens {
  const pools = new Map<string, ModulePool>()
  /** One for each token that is unlocked. */
  let unlocked: readonly { readonly module: string; readonly certificates: readonly Digest[] }[] = []
  /** Where each certificate was seen last. */
  const seen = new Map<Digest, string>()
  let idle: NodeJS.Timeout | undefined

  const environment = (): Record<string, string> => ({
    ...Object.fromEntries(moduleVariables.flatMap((name) => { const value = process.env[name]; return value === undefined ? [] : [[name, value]] })), ...options.environment,
  })
  const poolOf = (module: string): ModulePool => {
    const known = pools.get(module)
    if (known !== undefined) return known
    const pool: ModulePool = createChildPool({
      script: path.join(import.meta.dirname, 'worker' + path.extname(import.meta.filename)), size: 1, limits: { ...defaultLimits, ...options.limits }, env: environment(), quiet: true,
    })
    pools.set(module, pool)
    return pool
  }
  /** Forgets the token of this certificate, or every token of this module. */
  const lockedAgain = (what: { certificate: Digest } | { module: string }): void => {
    unlocked = unlocked.filter(({ module, certificates }) => ('module' in what ? module !== what.module : !certificates.includes(what.certificate)))
  }
  const ask = async (request: TokenRequest): Promise<TokenResponse> => {
    try {
      return await poolOf(request.module).run(request)
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      if ('certificate' in request) lockedAgain({ certificate: request.certificate })
      if (!childDied.has(thrown.code)) throw thrown
      lockedAgain({ module: request.module })
      throw new SohoaError('token_module_failed', { detail: thrown.code.replace('child_', '') })
    } finally {
      clearTimeout(idle)
      idle = setTimeout(() => { void release() }, options.idleMs ?? defaultIdleMs).unref()
    }
  }

  const list = async (): Promise<ModuleTokens[]> => Promise.all(options.modules().map(async (module) => {
    try {
      const { tokens = [] } = await ask({ module, ask: 'list' })
      for (const der of tokens.flatMap(({ certificates }) => certificates)) seen.set(fingerprintOf(der), module)
      return { module, tokens, failure: null }
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      return { module, tokens: [], failure: thrown }
    }
  }))
  const holder = async (certificate: Digest): Promise<{ module: string; token: TokenFacts }> => {
    const modules = await list()
    for (const { module, tokens } of modules) {
      const token = tokens.find(({ certificates }) => certificates.some((der) => fingerprintOf(der) === certificate))
      if (token !== undefined) return { module, token }
    }
    // A module that fails beside one that answers may be a driver that nobody needs any more.
    throw (modules.some(({ failure }) => failure === null) ? null : modules[0]?.failure) ?? new SohoaError('token_absent')
  }

  const release = async (): Promise<void> => {
    clearTimeout(idle)
    const modules = new Set(unlocked.map(({ module }) => module))
    unlocked = []
    const resting = [...pools]
    pools.clear()
    await Promise.all(resting.map(async ([name, pool]) => {
      // Whatever a module makes of it: its process ends here, and the login with it.
      if (modules.has(name)) await pool.run({ module: name, ask: 'release' }, { timeMs: releaseMs }).catch((thrown: unknown) => { if (!(thrown instanceof SohoaError)) throw thrown })
      await pool.close()
    }))
  }

  return {
    list,
    find: async (certificate) => (await holder(certificate)).token,
    async unlock(certificate, pin) {
      try {
        const module = seen.get(certificate) ?? (await holder(certificate)).module
        lockedAgain({ certificate })
        const { certificates = [] } = await ask({ module, ask: 'unlock', certificate, pin })
        unlocked = [...unlocked, { module, certificates }]
      } finally {
        pin?.fill(0)
      }
    },
    isUnlocked: (certificate) => unlocked.some(({ certificates }) => certificates.includes(certificate)),
    async sign(certificate, scheme, data) {
      const token = unlocked.find(({ certificates }) => certificates.includes(certificate.fingerprint))
      if (token === undefined) throw new SohoaError('pin_missing')
      const { mechanism, data: input } = tokenInput(scheme, data)
      const { signature } = await ask({ module: token.module, ask: 'sign', certificate: certificate.fingerprint, mechanism, data: input })
      if (signature === undefined) throw new SohoaError('token_module_failed', { detail: 'answer' })
      return signatureValue(scheme, signature)
    },
    release,
    close: release,
    pids: () => [...pools.values()].flatMap((pool) => pool.pids()),
  }
}
