export { checkSigningKey, openPkcs12Key, type KeyProfile, type SigningKey } from './signing-key.ts'
export { addTimeStamp, appendSignature, appendTimeStamp, signPdf, type AppendedSignature, type SignedPdf, type SignOptions } from './sign-pdf.ts'
export { sealPicture, type Appearance, type AppearanceDrawing, type SealPicture } from './appearance.ts'
