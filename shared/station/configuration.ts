import { configurationShape, defaultConfiguration, keptConfiguration, type Configuration, type ConfigurationChange } from '../contract/index.ts'
import { SohoaError } from '../model/index.ts'
import { readTrustProfile } from '../pki/index.ts'
import type { Store } from '../store/index.ts'

const configurationSetting = 'configuration'

/** Leaves out what is undefined, so that it never hides a value that is set. */
function definedOnly<Set extends object>(set: Set): { [Name in keyof Set]?: Exclude<Set[Name], undefined> } {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as { [Name in keyof Set]?: Exclude<Set[Name], undefined> }
}

/** The settings of a station; what was never set has its default. */
export function readConfiguration(store: Store): Configuration {
  return { ...defaultConfiguration, ...definedOnly(store.getSetting(configurationSetting, keptConfiguration) ?? {}) }
}

/** A configuration with some settings changed. Throws vneid_on_request, certificate_invalid for trust or CA texts that hold no certificate. */
export function changedConfiguration(before: Configuration, set: ConfigurationChange): Configuration {
  const targets = Object.fromEntries(Object.entries({ ...before.targets, ...set.targets }).filter(([, target]) => target !== null))
  const deliverTo = (set.deliverTo ?? before.deliverTo).filter((target) => set.targets?.[target] !== null)
  if (set.deliverTo?.includes('vneid') === true) throw new SohoaError('vneid_on_request')
  const after = configurationShape.parse({ ...before, ...definedOnly(set), targets, deliverTo })
  if (after.trustPem.trim() !== '') readTrustProfile(after.trustPem)
  for (const target of Object.values(after.targets)) readTrustProfile(target.caPem)
  return after
}

/** Keeps a changed configuration. Throws certificate_invalid like `changedConfiguration`. */
export function changeConfiguration(store: Store, set: ConfigurationChange): Configuration {
  const after = changedConfiguration(readConfiguration(store), set)
  store.putSetting(configurationSetting, after)
  return after
}
