export * from './find.ts'
export * from './message.ts'
export * from './receipt.ts'
