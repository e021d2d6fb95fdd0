import { serve } from '../../child/index.ts'
import { loadCryptoki } from './cryptoki.ts'
import type { TokenRequest, TokenResponse } from './protocol.ts'
import { openTokenReader, type TokenReader } from './token-reader.ts'

let opened: { readonly module: string; readonly reader: TokenReader } | undefined

serve<TokenRequest, TokenResponse>((request) => {
  if (opened?.module !== request.module) {
    opened?.reader.release()
    opened = { module: request.module, reader: openTokenReader(loadCryptoki(request.module)) }
  }
  const { reader } = opened
  switch (request.ask) {
    case 'list': return { tokens: reader.list() }
    case 'unlock': return { certificates: reader.unlock(request.certificate, request.pin) }
    case 'sign': return { signature: reader.sign(request.certificate, request.mechanism, request.data) }
    case 'release':
      reader.release()
      return {}
  }
})
