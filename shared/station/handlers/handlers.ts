import type { MethodName, ParsedParams, ResultOf, StationEvent } from '../../contract/index.ts'
import type { StationContext } from '../context.ts'

/** What comes beside a call, never in it. */
export interface CallExtras {
  keyPassphrase(): Promise<Uint8Array>
  /** A passphrase that is to be set; absent at a door that cannot ask for one. */
  newPassphrase?(): Promise<Uint8Array>
  /** The passphrase of the officer who opened the station, told again; absent where it was told with this very call. */
  confirmation?(): Promise<Uint8Array>
  /** The PIN of a token that is to sign, named by the certificate on it; absent at a door that cannot ask for one. */
  pin?(token: { readonly certificate: string; readonly label: string }): Promise<Uint8Array>
  /** Ends long work with `cancelled`. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent: (event: StationEvent) => void
}

/** Answers to some of the contract's methods, by name. */
export type Handlers = {
  readonly [Name in MethodName]?: (params: ParsedParams<Name>, context: StationContext, extras: CallExtras) => Promise<ResultOf<Name>> | ResultOf<Name>
}
