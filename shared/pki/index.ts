export {
  holderOf, keyUsages, parseCertificate, parseCertificates, toPem, toPkijsCertificate,
  type Certificate, type DistinguishedName, type KeyUsage, type PublicKeyKind,
} from './certificate.ts'
export { oid } from './object-identifiers.ts'
