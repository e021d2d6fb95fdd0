import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Message } from '../../parts/message.tsx'
import { useScanProfile, type Scanner } from '../../record/intake/scan-profile.ts'
import { useDoor } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import styles from './scanner-choice.module.css'

/** Which scanner, and how. Nothing to touch while it is right. */
export function ScannerChoice(): ReactNode {
  const say = useSay()
  const door = useDoor()
  const client = useQueryClient()
  const { devices, device, profile, choice, change } = useScanProfile()
  const lookAgain = {
    label: say(counterWords.lookAgain), chord: null, run: () => void door.call('scan.devices', { anew: true }).then((found) => client.setQueryData(['scan.devices', {}], found), () => undefined),
  }
  if (devices === null) return <p className="quiet small" role="status">{say(counterWords.looking)}</p>
  if (device === undefined) return <Message tone="note" text={{ what: say(counterWords.noScanner), why: say(counterWords.noScannerWhy), todo: say(counterWords.noScannerTodo) }} actions={[lookAgain]} />
  return (
    <div className={styles.choice}>
      <Select label={say(counterWords.scanner)} value={device.id} options={devices.map(({ id, name }) => [id, name])} onChange={(id) => change({ device: id })} />
      {device.sources.length < 2 ? null : <Select label={say(counterWords.source)} value={choice.source ?? ''} options={device.sources.map((source) => [source, say(counterWords[source])])} onChange={(source) => change({ source: device.sources.find((one) => one === source) ?? null })} />}
      {device.resolutions.length < 2 ? null : <Select label={say(counterWords.resolution)} value={String(choice.resolution)} options={device.resolutions.map((dpi) => [String(dpi), `${dpi} dpi`])} onChange={(dpi) => change({ resolution: Number(dpi) })} />}
      {device.colours.length < 2 ? null : <Select label={say(counterWords.colour)} value={choice.colour ?? 'colour'} options={device.colours.map((colour) => [colour, say(colourWords[colour])])} onChange={(colour) => change({ colour: device.colours.find((one) => one === colour) ?? 'colour' })} />}
      {device.duplex ? <label className={styles.check}><input type="checkbox" checked={profile.duplex} onChange={(event) => change({ duplex: event.target.checked })} /> {say(counterWords.duplex)}</label> : null}
      <Button look="quiet" action={lookAgain} />
    </div>
  )
}

const colourWords = { 'colour': counterWords['colour.colour'], 'grey': counterWords['colour.grey'], 'black and white': counterWords['colour.black and white'] } as const satisfies Readonly<Record<Scanner['colours'][number], unknown>>

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChange: (value: string) => void
}

function Select({ label, value, options, onChange }: SelectProps): ReactNode {
  return (
    <label className={styles.select}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>{options.map(([one, text]) => <option key={one} value={one}>{text}</option>)}</select>
    </label>
  )
}
