export { callStation, parseParams, type CallContext } from './call.ts'
export { openStation, type CallExtras, type Station } from './station.ts'
