export { findingsOf, type ScannedDocument } from './findings.ts'
export type { ScannedPage } from './page-view.ts'
