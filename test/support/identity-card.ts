import QRCode from 'qrcode'
import type { Sharp } from 'sharp'
import { printedPage } from './printed-page.ts'

/** The bearer is the owner of `decisionLines`; the number's place code is no place's. */
const payload = '099085001162||Mạc Đình Gia Phong|09031985|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032024||||'

/** The front of a card that lies on the glass, with the labels that cards have and their QR (24 mm, as a scanner at 200 dpi needs it). */
export async function cardOnGlass(): Promise<Sharp> {
  const qr = await QRCode.toString(payload, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return printedPage([
    { text: 'CĂN CƯỚC CÔNG DÂN', x: 60, y: 60 }, { text: 'Citizen Identity Card', x: 62, y: 67 }, { text: 'Số / No.: 099085001162', x: 55, y: 78 },
    { text: 'Họ và tên / Full name: MẠC ĐÌNH GIA PHONG', x: 55, y: 86 }, { text: 'Ngày sinh / Date of birth: 09/03/1985', x: 55, y: 94 },
  ], { dpi: 200, shapes: qr.replace('<svg ', '<svg x="130" y="52" width="24" height="24" ') }).jpeg({ quality: 85 })
}
