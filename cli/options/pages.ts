import type { ParamsOf } from '../../shared/contract/index.ts'
import { usage } from '../usage.ts'
import { number, type CommonOptions } from './options.ts'

export interface PagesOptions extends CommonOptions {
  readonly turn?: string[]
  readonly straighten?: string[]
  readonly crop?: string[]
  readonly move?: string[]
  readonly leaveOut?: string
  readonly takeBack?: string
  readonly insert?: string[]
  readonly at?: string
  readonly insteadOf?: string
  readonly undo?: boolean
  readonly read: boolean
}

type Edit = ParamsOf<'page.edit'>['edit']

/** `PAGE:VALUE` apart. Throws usage. */
function pair(text: string, option: string): { ordinal: number; value: string } {
  const at = text.indexOf(':')
  if (at < 1 || at === text.length - 1) throw usage(`${option} ${text}`)
  return { ordinal: number(text.slice(0, at), option), value: text.slice(at + 1) }
}

function turned(text: string): Edit {
  const { ordinal, value } = pair(text, '--turn')
  const degrees = ([90, 180, 270] as const).find((known) => String(known) === value)
  if (degrees === undefined) throw usage(`--turn ${text}`)
  return { kind: 'turn', ordinal, degrees }
}

function straightened(text: string): Edit {
  const { ordinal, value } = pair(text, '--straighten')
  return { kind: 'straighten', ordinal, degrees: value === 'auto' ? null : number(value, '--straighten') }
}

function cropped(text: string): Edit {
  const { ordinal, value } = pair(text, '--crop')
  if (value === 'none') return { kind: 'crop', ordinal, box: null }
  const [x, y, width, height, more] = value.split(',').map((part) => number(part, '--crop'))
  if (x === undefined || y === undefined || width === undefined || height === undefined || more !== undefined) throw usage(`--crop ${text}`)
  return { kind: 'crop', ordinal, box: { x, y, width, height } }
}

function moved(text: string): Edit {
  const { ordinal, value } = pair(text, '--move')
  return { kind: 'move', ordinal, place: number(value, '--move') }
}

/** Whole numbers with commas between. Throws usage. */
export function numbers(text: string, option: string): number[] {
  return text.split(',').map((part) => number(part, option))
}

/** The edits that a command asks for, in the order of its options. */
export function pageEdits(options: PagesOptions): Edit[] {
  return [
    ...(options.turn ?? []).map(turned),
    ...(options.straighten ?? []).map(straightened),
    ...(options.crop ?? []).map(cropped),
    ...(options.move ?? []).map(moved),
    ...(options.leaveOut === undefined ? [] : [{ kind: 'leave out' as const, ordinals: numbers(options.leaveOut, '--leave-out') }]),
    ...(options.takeBack === undefined ? [] : [{ kind: 'take back' as const, ordinals: numbers(options.takeBack, '--take-back') }]),
  ]
}
