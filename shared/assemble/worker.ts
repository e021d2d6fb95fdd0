import { serve } from '../child/index.ts'
import { buildDocument } from './document.ts'
import type { AssembleInput } from './types.ts'

serve<AssembleInput, Uint8Array>(buildDocument)
