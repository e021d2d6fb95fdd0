export { checkSigningKey, openPkcs12Key, type KeyProfile, type SigningKey } from './signing-key.ts'
export { addTimeStamp, signPdf, type SignedPdf, type SignOptions } from './sign-pdf.ts'
