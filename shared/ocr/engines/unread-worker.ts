import { serve } from '../../child/index.ts'
import { cropsOf } from '../second-reading/crops.ts'
import type { UnreadAnswer, UnreadTask } from './protocol.ts'

serve(({ picture, dpi, first }: UnreadTask): UnreadAnswer => ({ crops: cropsOf(picture, dpi, first) }))
