import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { buildScreens } from '../scripts/screens.mjs'
import type { DemoOffice } from './office.ts'

/** The sample papers stand in the counter's scanner, and nothing is signed before somebody says so: as at a desk. */
export async function setDesk(office: DemoOffice, papers: string): Promise<void> {
  await office.call('station.configure', { set: { samplePapers: papers, signing: 'when told' } })
}

/**
 * Offers the officer's screens on the demo's station, where a person sits at a terminal; its receivers and time stamps go on meanwhile.
 * Returns when the person has had enough of them (Ctrl-C), or at once for any other answer than Enter.
 */
export async function offerScreens(office: DemoOffice, papers: string, say: (line: string) => void): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  say('')
  const answer = await terminal.question('Enter: mở các màn hình trên trạm tập huấn này (Ctrl-C để dừng); q: kết thúc / Enter opens the screens, q ends: ')
  terminal.close()
  if (answer.trim() !== '') return
  // A fresh clone that only ran the demo has not built them.
  if (buildScreens() !== 0) throw new Error('The screens could not be built.')
  await setDesk(office, papers)
  await office.release()
  const host = office.start(['serve'], 'inherit')
  // Ctrl-C goes to the host too; this process stays until it has ended well.
  const onInterrupt = (): void => undefined
  process.on('SIGINT', onInterrupt)
  await once(host, 'exit')
  process.off('SIGINT', onInterrupt)
}
