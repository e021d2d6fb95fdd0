/** Door room: what the doors share: a station as they see it, its process, and the files of the screens. */
export { refusals, type Refusal, type StationLine, type StationService } from './service.ts'
export { startStationProcess, type StationProcessOptions } from './station-process.ts'
export { forkStation, stationScript } from './fork-station.ts'
export type { FromStation, ProcessChannel, ToStation } from './process-messages.ts'
export { contentSecurityPolicy, readScreens, securityHeaders, type Screens } from './screens.ts'
export { readPassphraseFile, unlockService } from './unlock.ts'
