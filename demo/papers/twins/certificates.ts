import { scanSheet } from '../pictures/scanner.ts'
import { certificateOf, certificateSheet, type Certificate } from '../results/marital-status.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { blot } from '../sheets/stamp.ts'

const scan = { dpi: 200, skew: 0.5, backing: 222 } as const

const swapped: Certificate = {
  codeNumber: '91', day: '17', byPen: false,
  owner: { name: 'Vàng Diễm Bảo Quỳnh', id: '099197005521', born: '04/02/1997', people: 'Mông' },
  groom: 'Lù Việt Thành Đạt (sinh năm 1995)',
}
const neighbour = certificateOf(swapped, { name: '14-xac-nhan-nham-chu', title: 'Giấy xác nhận kẹp nhầm hồ sơ', dossierCode: 'H99.07-261113-0021', traps: ['dossier of another', 'validity computed'] })

/** A certificate laid into the dossier of another woman. */
export const dossierOfAnother: SamplePaper = {
  ...neighbour,
  dossier: { ...neighbour.dossier, owners: [{ kind: 'person', name: 'Sầm Hoàng Thảo Nhi', id: '099301006630' }] },
  async capture() {
    const sheet = certificateSheet(swapped, 5201)
    return [{ file: '01.jpg', sheet, capture: await scanSheet(sheet, { foldsAcross: [148.4], specks: 30, dropouts: 0.3 }, { ...scan, seed: 5202 }), size: 'A4' }]
  },
}

const blotted: Certificate = {
  codeNumber: '93', day: '19', byPen: false,
  owner: { name: 'Tòng Ngân Hạnh Nguyên', id: '099195006648', born: '30/08/1995', people: 'Khơ Mú' },
  groom: 'Quách Đăng Phước Thịnh (sinh năm 1993)',
}

/** A certificate with a blot of ink on two digits of the owner's number: the machine must not believe what is left of it. */
export const idUnderBlot: SamplePaper = {
  ...certificateOf(blotted, { name: '10-xac-nhan-so-dinh-danh-mo', title: 'Giấy xác nhận có số định danh bị nhòe mực', dossierCode: 'H99.07-261117-0029', traps: ['blotted id', 'validity computed'] }),
  async capture() {
    const sheet = certificateSheet(blotted, 5301)
    const id = sheet.words.find((word) => word.tags.includes('owner 1 id'))
    if (id !== undefined) {
      const digit = (id.right - id.left) / 12
      blot(sheet, id.left + 10 * digit, (id.top + id.bottom) / 2, 1.15 * digit)
    }
    return [{ file: '01.jpg', sheet, capture: await scanSheet(sheet, { foldsAcross: [99.1, 198.2], specks: 30, dropouts: 0.3 }, { ...scan, skew: -0.4, seed: 5302 }), size: 'A4' }]
  },
}

const anew: Certificate = { ...blotted, codeNumber: '95', day: '20' }

/** The blotted certificate issued anew, clean: it takes the place of the first. */
export const issuedAnew: SamplePaper = {
  ...certificateOf(anew, { name: '19-xac-nhan-cap-lai', title: 'Giấy xác nhận cấp lại, thay bản nhòe mực', dossierCode: 'H99.07-261117-0029', traps: ['validity computed'] }),
  async capture() {
    const sheet = certificateSheet(anew, 5401)
    return [{ file: '01.jpg', sheet, capture: await scanSheet(sheet, { foldsAcross: [148.7], specks: 20, dropouts: 0.2 }, { ...scan, skew: 0.3, seed: 5402 }), size: 'A4' }]
  },
}
