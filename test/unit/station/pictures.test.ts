import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { openPictures } from '../../../shared/station/pictures.ts'
import { stationContext } from '../../support/station-context.ts'
import { openDesk } from '../pipeline/desk.ts'
import { page, record } from '../store/station.ts'

test('a page of the finished PDF is as wide as it was asked for, also where pages were put in another order', async () => {
  const { context } = await openDesk()
  const { store } = context
  const { id } = record(1)
  const pdf = await PDFDocument.create()
  pdf.addPage([842, 595])
  pdf.addPage([421, 595])
  store.insertRecord(record(1, { work: 'signed', pageCount: 2, pdfDigest: store.putBlob(await pdf.save()) }))
  store.addPage(id, { ...page(store, 1), widthPx: 877, heightPx: 1240, dpi: 150, dpiFrom: 'image' })
  store.addPage(id, { ...page(store, 2), widthPx: 1754, heightPx: 1240, dpi: 150, dpiFrom: 'image' })
  store.addPageEdit(id, { kind: 'move', ordinal: 2, place: 1 }, context.now(), 'Nguyễn Thị Hà')
  const pictures = openPictures()
  onTestFinished(() => pictures.close())
  for (const place of [1, 2]) {
    const { bytes } = await pictures.picture(stationContext(context, ''), id, place, { kind: 'final' }, 160)
    expect((await sharp(bytes).metadata()).width, `page ${place}`).toBeCloseTo(160, -1)
  }
})
