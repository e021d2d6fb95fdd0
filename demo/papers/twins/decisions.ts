import type { SamplePaper } from '../sample-paper.ts'
import { landUseDecisionOf } from '../results/land-use-decision.ts'

/** The decision without its second page: only 1 and 3 were laid into the feeder. */
export const pageMissing: SamplePaper = landUseDecisionOf({
  codeNumber: '219', owner: { name: 'Lèng Hữu Khôi Nguyên', id: '099083002214' }, dpi: 200, torn: 0, handedIn: [1, 3], seed: 4200,
}, { name: '11-quyet-dinh-thieu-trang-2', title: 'Quyết định thiếu trang 2', dossierCode: 'H99.12-261016-0032', traps: ['page missing', 'mixed sizes', 'stamp across the edge'] })

/** The decision with the head of its second sheet torn off, and Điều 2 with it. */
export const articleTorn: SamplePaper = landUseDecisionOf({
  codeNumber: '220', owner: { name: 'Phùng Minh Đại Lộc', id: '099079003326' }, dpi: 200, torn: 79, handedIn: [1, 2], seed: 4300,
}, { name: '12-quyet-dinh-mat-dieu-2', title: 'Quyết định bị rách mất Điều 2', dossierCode: 'H99.12-261016-0033', traps: ['article torn off', 'stamp across the edge'] })

/** The whole decision for somebody else, scanned more coarsely: long enough to be interrupted. */
export const interrupted: SamplePaper = landUseDecisionOf({
  codeNumber: '221', owner: { name: 'Nùng Gia Bách Tùng', id: '099088004438' }, dpi: 200, torn: 0, handedIn: [1, 2, 3], seed: 4400,
}, { name: '17-quyet-dinh-bi-ngat', title: 'Quyết định đang đọc thì mất điện', dossierCode: 'H99.12-261017-0034', traps: ['mixed sizes', 'stamp across the edge', 'small table'] })
