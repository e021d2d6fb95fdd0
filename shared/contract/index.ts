export * from './shapes.ts'
export * from './methods.ts'
export * from './events.ts'
