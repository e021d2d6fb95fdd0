import type { Digest } from '../../model/index.ts'
import type { Mechanism } from './cryptoki.ts'

/** How many more wrong PINs a token takes, as far as it says. `usual`: it warns of nothing. */
export type PinTries = 'usual' | 'few' | 'last' | 'none'

/** A token in its slot, and what it says of itself. */
export interface TokenFacts {
  readonly slot: string
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  readonly pinTries: PinTries
  /** The PIN is typed at the reader itself (protected authentication path). */
  readonly pinAtReader: boolean
  /** DER, issuers' among them. */
  readonly certificates: readonly Uint8Array[]
}

/** What the child of a module is asked. The first question names the module it is to load. */
export type TokenRequest = { readonly module: string } & (
  | { readonly ask: 'list' }
  | { readonly ask: 'unlock'; readonly certificate: Digest; readonly pin: Uint8Array | null }
  | { readonly ask: 'sign'; readonly certificate: Digest; readonly mechanism: Mechanism; readonly data: Uint8Array }
  | { readonly ask: 'release' }
)

export interface TokenResponse {
  readonly tokens?: readonly TokenFacts[]
  /** Whose keys are unlocked now. */
  readonly certificates?: readonly Digest[]
  readonly signature?: Uint8Array
}
