/** How far a document of a pile is. */
export const lotDocumentStates = ['waiting', 'taking in', 'reading', 'done', 'awaiting review', 'failed'] as const
export type LotDocumentState = (typeof lotDocumentStates)[number]
