import { createContext, use, useRef, type ReactNode } from 'react'
import type { Configuration, ConfigurationChange } from '../../../shared/contract/index.ts'
import { SohoaError } from '../../../shared/model/index.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'

interface Settings {
  readonly configuration: Configuration
  /** The officer may administer. */
  readonly mayChange: boolean
  /** Null when it was kept, else why not. */
  readonly save: (change: ConfigurationChange) => Promise<SohoaError | null>
  /** Ends when what was to be saved is saved; false when some of it was not. */
  readonly whenSaved: () => Promise<boolean>
}

const SettingsContext = createContext<Settings | null>(null)

/** The station's settings, for the parts that show and change them. Nothing is drawn before they are known. */
export function SettingsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { data: status } = useStation('station.status', {})
  const { data: session } = useStation('session.state', {})
  const configure = useCall('station.configure')
  const underWay = useRef(new Set<Promise<SohoaError | null>>())
  if (status === undefined || session === undefined) return null
  const save = (set: ConfigurationChange): Promise<SohoaError | null> => {
    const saving = configure.mutateAsync({ params: { set } }).then(() => null, errorFrom)
    underWay.current.add(saving)
    void saving.then(() => underWay.current.delete(saving))
    return saving
  }
  const settings: Settings = {
    configuration: status.configuration, mayChange: session.rights.includes('administer'), save,
    whenSaved: async () => (await Promise.all(underWay.current)).every((error) => error === null),
  }
  return <SettingsContext value={settings}>{children}</SettingsContext>
}

export function useSettings(): Settings {
  const settings = use(SettingsContext)
  if (settings === null) throw new SohoaError('internal', { type: 'no settings' })
  return settings
}
