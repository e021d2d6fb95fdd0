export * from './message.ts'
export * from './receipt.ts'
