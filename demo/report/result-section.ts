import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fieldNames, maskNumbers } from '../../shared/model/index.ts'
import { fieldTerms, sayName, signatureTrustTerms, targetTerms, trustTerms, workTerms } from '../../shared/words/index.ts'
import type { DeliveredStory, RecordDetail } from '../story.ts'
import { both, digestText, html, tableOf, type Html } from './html.ts'
import { imageOf, type PictureMaker } from './pictures.ts'
import { correctionTitle, machineText, ownersText, stateText, stepText, termText, timeText, toldText, valueText, verdictText } from './told.ts'

const pageWidth = 430

async function pagePairs({ paper }: DeliveredStory, pdf: Uint8Array, pictures: PictureMaker): Promise<Html[]> {
  return Promise.all(paper.truth.pages.map(async (page, index) => {
    const [before, after] = [await pictures.photo(path.join(paper.folder, page.file), pageWidth), await pictures.page(pdf, index, pageWidth)]
    const number = `${index + 1}/${paper.truth.pageCount}`
    return html`<div class="pair"><figure>${imageOf(before, `${paper.title}, trang ${number}: ảnh quét tờ giấy`)}<figcaption>${both(`Giấy, trang ${number}`, 'paper')}</figcaption></figure>
<figure>${imageOf(after, `${paper.title}, trang ${number}: bản điện tử`)}<figcaption>${both(`Bản điện tử, trang ${number}`, 'result')}</figcaption></figure></div>`
  }))
}

async function fieldRows({ read, final }: DeliveredStory, pdf: Uint8Array, pictures: PictureMaker): Promise<(Html | string)[][]> {
  const rows: (Html | string)[][] = []
  for (const name of fieldNames) {
    const [before, field] = [read.fields[name], final.fields[name]]
    if (field === undefined) continue
    const evidence = before?.evidence ?? field.evidence
    const page = final.straightPages.find((one) => one.page === evidence?.page)
    const crop = evidence === null || page === undefined ? html`–` : imageOf(await pictures.part(pdf, evidence.page - 1, page.dpi, evidence.box), `Phần giấy ghi ${fieldTerms[name].vi}, trang ${evidence.page}`)
    const by = field.acceptedBy === 'machine'
      ? stateText('proof', `máy nhận, ${Math.round(field.confidence * 100)} %`, 'by machine')
      : stateText('doubt', `cán bộ; máy ${before?.value == null ? 'không đọc được' : `đọc “${valueText(name, before.value)}”`}, ${Math.round((before?.confidence ?? 0) * 100)} %`, 'by officer')
    rows.push([termText(fieldTerms[name]), crop, valueText(name, field.value), by])
  }
  return rows
}

/** Whose it is: the places on the paper that say so (of the sample's truth), and how the station became sure. */
async function ownerRows({ paper, final }: DeliveredStory, pictures: PictureMaker): Promise<(Html | Html[] | string)[][]> {
  const basis = final.recipient.state === 'confirmed'
    ? stateText('doubt', `cán bộ xác nhận: ${final.recipient.reason ?? '–'}`, 'confirmed by the officer')
    : stateText('proof', 'giấy và hồ sơ khớp nhau', 'paper and dossier agree')
  const rows: (Html | Html[] | string)[][] = []
  for (const [index, owner] of paper.truth.owners.entries()) {
    const crops: Html[] = []
    for (const { tag, page, box } of paper.truth.places.filter((place) => place.tag.startsWith(`owner ${index + 1} `))) {
      const file = paper.truth.pages[page - 1]?.file
      if (file !== undefined) crops.push(imageOf(await pictures.photoPart(path.join(paper.folder, file), box), `Phần giấy ghi ${tag.endsWith('id') ? 'số định danh' : 'họ tên'} của người trên giấy`))
    }
    rows.push([owner.role === 'deceased' ? both('Người đã mất', 'deceased') : both('Chủ kết quả', 'owner'), crops, `${owner.name}${owner.id === null ? '' : ` · ${maskNumbers(owner.id)}`}`, index === 0 ? basis : ''])
  }
  return rows
}

async function markFigure({ final, paper }: DeliveredStory, pdf: Uint8Array, pictures: PictureMaker): Promise<Html> {
  if (final.markPlace === null || final.mark === null) return html`<p class="fault">✘ Không có dấu chuyển đổi / no mark</p>`
  const { page, box } = final.markPlace
  // the place is told from the lower left, and a strip below the page lengthens it: the picture knows the page's height
  const whole = await pictures.height(pdf, page - 1)
  const picture = await pictures.part(pdf, page - 1, 72, { x: box.x, y: whole - box.y - box.height, width: box.width, height: box.height })
  return html`<figure class="mark">${imageOf(picture, `Dấu chuyển đổi trên ${paper.title}: ${final.mark.join('. ')}`)}
<figcaption>${both(`Dấu chuyển đổi, trang ${page}`, 'conversion mark')}: ${final.mark.join(' · ')}</figcaption></figure>`
}

function receiptTable({ final, receipts }: DeliveredStory): Html {
  return tableOf(both('Biên nhận có chữ ký của nơi nhận', 'signed receipts'), [both('Nơi nhận', 'receiver'), 'Mã biên nhận', both('Lúc nhận', 'time'), both('Mã băm tệp nhận', 'digest'), both('Đúng tệp này', 'this very file'), both('Đuôi nhật ký', 'log end')],
    receipts.map(({ claims, genuine, fileDigest }) => [
      termText(targetTerms[claims.target]), html`<code>${claims.receiptId}</code>`, timeText(claims.receivedAt), digestText(claims.pdfDigest),
      genuine && fileDigest === claims.pdfDigest && claims.pdfDigest === final.pdfDigest ? stateText('proof', 'đúng', 'yes') : stateText('doubt', 'bản trước khi bổ sung', 'an earlier state'),
      html`${claims.auditHead.seq} · ${digestText(claims.auditHead.hash)}`,
    ]))
}

function signatureTable({ verdict }: DeliveredStory): Html {
  return tableOf(html`${both('Kiểm tra chữ ký', 'verification')}: ${verdictText(verdict)}`, [both('Chữ ký', 'signature'), both('Người ký', 'signer'), both('Lúc', 'time'), both('Mức', 'level'), both('Tin cậy', 'trust')],
    (verdict?.signatures ?? []).map(({ field, signer, time, timeSource, level, trust, intact }) => [
      field, signer, `${timeText(time)}${timeSource === 'time stamp' ? ' (dấu thời gian)' : ''}`, level,
      intact ? stateText('proof', sayName(signatureTrustTerms, trust, 'vi'), sayName(signatureTrustTerms, trust, 'en')) : stateText('fault', 'không nguyên vẹn', 'broken'),
    ]))
}

/** Everything that happened to a record, with its times. */
export function historyTable(record: RecordDetail): Html {
  return html`<details><summary>${both(`Lịch sử: ${record.history.length} bước`, 'history')}</summary>${tableOf(both('Lịch sử hồ sơ', 'history'), [both('Lúc', 'time'), both('Bước', 'step'), both('Ai', 'who'), both('Lý do', 'reason')],
    record.history.map((line) => [timeText(line.at), stepText(line), line.actor, line.reason ?? ''] as const))}</details>`
}

/** One paper: beside its result, with fields, mark, verdict, receipts and history. */
export async function resultSection(story: DeliveredStory, pictures: PictureMaker, note: Html | null = null): Promise<Html> {
  const { paper, final, pdf, corrections } = story
  if (pdf === null) return html`<article><h3>${paper.title}</h3><p class="fault">✘ Không có bản điện tử / no PDF</p></article>`
  const bytes = await readFile(pdf)
  const told = corrections.map((correction) => [
    correctionTitle(correction), machineText(correction), toldText(correction), correction.reason ?? '',
  ])
  return html`<article><h3>${paper.title}</h3>
<p>${stateText('proof', workTerms[final.state.work].vi, workTerms[final.state.work].en)} · ${termText(trustTerms[final.state.trust])} · ${final.pages} trang · mã bản ghi <code>${final.code}</code></p>
<p>${both('Chủ kết quả', 'owner')}: ${ownersText(final)}. ${both('Mã hồ sơ', 'dossier')}: ${final.dossier.dossierCode ?? '–'}. ${both('Nhận giấy', 'captured')}: ${timeText(final.capturedAt)}; ${both('chuyển đổi', 'converted')}: ${timeText(final.convertedAt)}.
${both('Mã băm các trang gốc', 'raw pages')}: ${digestText(final.rawDigest)}; ${both('của bản điện tử', 'PDF')}: ${digestText(final.pdfDigest)}.</p>
${note}${await pagePairs(story, bytes, pictures)}
${tableOf(both('Trường thông tin, cắt từ chính tờ giấy', 'fields'), [both('Trường', 'field'), both('Trên giấy', 'on paper'), both('Giá trị', 'value'), both('Ai nhận', 'accepted by')], [...await fieldRows(story, bytes, pictures), ...await ownerRows(story, pictures)])}
${told.length === 0 ? null : tableOf(both('Máy không chắc, cán bộ đã cho biết', 'told by the officer'), [both('Điều gì', 'what'), both('Máy thấy', 'machine'), both('Cán bộ ghi', 'officer'), both('Lý do', 'reason')], told)}
${await markFigure(story, bytes, pictures)}
${signatureTable(story)}${receiptTable(story)}${historyTable(final)}</article>`
}
