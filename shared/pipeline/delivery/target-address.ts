import type { Configuration } from '../../contract/index.ts'
import { SohoaError, type ErrorCode, type TargetName } from '../../model/index.ts'

type Addresses = Pick<Configuration, 'targets' | 'targetsOff'>

/** Why nothing is sent to a target at all; undefined when it is reached at its address. */
export function whyNotReached({ targets, targetsOff }: Addresses, target: TargetName): Extract<ErrorCode, 'target_not_configured' | 'target_off'> | undefined {
  if (targets[target] === undefined) return 'target_not_configured'
  return targetsOff.includes(target) ? 'target_off' : undefined
}

/** Where a target answers. Throws target_not_configured, target_off. */
export function targetAddress(configuration: Addresses, target: TargetName): { readonly target: TargetName; readonly url: string; readonly caPem: string } {
  const why = whyNotReached(configuration, target)
  const set = configuration.targets[target]
  if (set === undefined || why !== undefined) throw new SohoaError(why ?? 'target_not_configured', { target })
  return { target, ...set }
}
