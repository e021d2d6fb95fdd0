import { configurationChange, configurationShape, defaultConfiguration, type Configuration, type ConfigurationChange } from '../contract/index.ts'
import { SohoaError } from '../model/index.ts'
import { readTrustProfile } from '../pki/index.ts'
import type { Store } from '../store/index.ts'

const configurationSetting = 'configuration'

/** Leaves out what is undefined, so that it never hides a value that is set. */
function definedOnly(set: ConfigurationChange): Partial<Configuration> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
}

/** The settings of a station; what was never set has its default. */
export function readConfiguration(store: Store): Configuration {
  return { ...defaultConfiguration, ...definedOnly(store.getSetting(configurationSetting, configurationChange) ?? {}) }
}

/** A configuration with some settings changed. Throws vneid_on_request, certificate_invalid for trust or CA texts that hold no certificate. */
export function changedConfiguration(before: Configuration, set: ConfigurationChange): Configuration {
  const targets = { ...before.targets, ...set.targets }
  if (set.deliverTo?.includes('vneid') === true) throw new SohoaError('vneid_on_request')
  const after = configurationShape.parse({ ...before, ...definedOnly(set), targets })
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
