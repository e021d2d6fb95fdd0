import type { ComponentType } from 'react'
import type { Term } from '../../shared/words/index.ts'
import { screenWords } from '../words/screens.ts'
import { Backlog } from './backlog/backlog.tsx'
import { Counter } from './counter/counter.tsx'
import { PageDesk } from './pages/page-desk.tsx'
import type { ScreenName, ScreenProps } from './names.ts'
import { Outbox } from './outbox/outbox.tsx'
import { Records } from './records/records.tsx'
import { Settings } from './settings/settings.tsx'
import { SignQueue } from './sign/sign-queue.tsx'
import { Verify } from './verify/verify.tsx'

export interface ScreenDefinition {
  readonly name: ScreenName
  readonly title: Term
  /** Its key everywhere; null: reached from other screens only. */
  readonly chord: string | null
  readonly component: ComponentType<ScreenProps>
}

/** The screens in the order of the rail. */
export const screens: readonly ScreenDefinition[] = [
  { name: 'counter', title: screenWords.counter, chord: 'Alt+1', component: Counter },
  { name: 'backlog', title: screenWords.backlog, chord: 'Alt+2', component: Backlog },
  { name: 'sign', title: screenWords.sign, chord: 'Alt+3', component: SignQueue },
  { name: 'records', title: screenWords.records, chord: 'Alt+4', component: Records },
  { name: 'outbox', title: screenWords.outbox, chord: 'Alt+5', component: Outbox },
  { name: 'verify', title: screenWords.verify, chord: 'Alt+6', component: Verify },
  { name: 'settings', title: screenWords.settings, chord: 'Alt+7', component: Settings },
  { name: 'pages', title: screenWords.pages, chord: null, component: PageDesk },
]
