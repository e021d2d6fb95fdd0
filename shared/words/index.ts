export { errorTexts, type ErrorText } from './errors.ts'
export { explainError, fill, type Language } from './explain.ts'
