export { errorTexts, type ErrorText } from './errors.ts'
export { explainError, fill, type Language } from './explain.ts'
export * from './terms.ts'
export { commandTexts, type CommandText } from './commands.ts'
