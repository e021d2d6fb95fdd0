export { callStation, parseParams, type CallContext } from './call.ts'
export { type CallExtras } from './handlers/handlers.ts'
export { openStation, type Station } from './station.ts'
export { openService, type ServiceOptions } from './service.ts'
