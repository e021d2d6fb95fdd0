export * from './shapes.ts'
export * from './methods.ts'
export * from './events.ts'
export type { ReuseLine, SharedLine } from './methods/reuse.ts'
