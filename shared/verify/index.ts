export { openVerifier, type Verifier, type VerifierOptions } from './verifier.ts'
