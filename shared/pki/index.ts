export {
  holderOf, keyUsages, parseCertificate, parseCertificates, toPem, toPkijsCertificate,
  type Certificate, type DistinguishedName, type KeyUsage, type PublicKeyKind,
} from './certificate.ts'
export { oid } from './object-identifiers.ts'
export { largestCades, openCades, signCades, signEnclosed, type CadesSignature, type CmsSigner, type OpenCades, type SignerIdentity } from './cms.ts'
export { openPkcs12, type Pkcs12Content } from './pkcs12.ts'
export { bmpString, derivePkcs12Key } from './pkcs12-derivation.ts'
export { digestOf, isSignedBy, paddingOf, saltBytesOf, schemeFor, signData, type DigestAlgorithm, type SchemeProfile, type SignatureScheme } from './signature-scheme.ts'
export { checkTimeStampToken, type TimeStamp } from './time-stamp.ts'
export { requestTimeStamp, type TimeStampAuthority } from './time-stamp-client.ts'
export * as der from './der.ts'
export { isIssuedByOneOf, issuersOf } from './issuance.ts'
export { readOcspResponse, type OcspResponse } from './ocsp-response.ts'
export { readRevocationList, type RevocationList } from './certificate-revocation-list.ts'
export { judgeRevocation } from './revocation.ts'
export { mergeEvidence, noEvidence, revocationGaps, type Moments, type RevocationEvidence, type RevocationGap, type RevocationProof, type RevocationReason, type RevocationStatus } from './revocation-status.ts'
export { emptyTrustProfile, judgeChain, mergeTrustProfiles, readTrustProfile, type ChainJudgement, type TrustProfile } from './trust.ts'
