import { signingRegimes } from '../../contract/index.ts'
import { toRecordId } from '../../model/index.ts'
import { previewSignatures, removeSeal, sealFacts, setSeal } from '../../pipeline/index.ts'
import { loadSigningRegime } from '../../sign/index.ts'
import type { Handlers } from './handlers.ts'

export const signatureHandlers: Handlers = {
  'signature.regimes': (_, context) => ({
    regimes: signingRegimes.map((regime) => {
      const { name, basis, signatures } = loadSigningRegime(regime)
      return { name: regime, about: name, basis, signatures: signatures.map(({ by, shows }) => ({ by, shown: shows !== null, seal: shows?.seal === true })) }
    }),
    seal: sealFacts(context),
  }),
  'signature.preview': ({ id }, context) => {
    const { regime, mark, signatures } = previewSignatures(context, toRecordId(id))
    return { regime, mark, signatures: signatures.map((one) => ({ ...one, lines: [...one.lines] })) }
  },
  'seal.set': async ({ file, widthMm }, context) => {
    if (file === null) removeSeal(context)
    return { seal: file === null ? null : await setSeal(context, file, widthMm) }
  },
}
