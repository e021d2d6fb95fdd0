import { attachmentTerms, deliveryTerms, recallReasonTerms, recallTerms, sayName, targetTerms, trustTerms, workTerms } from '../../shared/words/index.ts'
import type { AttachmentStory, CorrectionStory, CustodyStory, CutStory, DeliveredStory, InterruptionStory, SecrecyStory, Story } from '../story.ts'
import { both, digestText, html, tableOf, type Html } from './html.ts'
import { historyTable, resultSection } from './result-section.ts'
import type { PictureMaker } from './pictures.ts'
import { stateText, termText, timeText } from './told.ts'

const yesNo = (so: boolean): Html => (so ? stateText('proof', 'đúng', 'yes') : stateText('fault', 'không', 'no'))

/** Signed without a line, sent when it was back. */
export function cutSection({ from, to, whileCut, afterwards }: CutStory, results: readonly DeliveredStory[]): Html {
  const services = { 'time stamp authority': both('Dịch vụ dấu thời gian', 'time stamp authority'), 'certificate status': both('Trạng thái chứng thư số', 'certificate status'), 'receivers': both('Ba nơi nhận', 'the three receivers') } as const
  const heard = (answered: boolean): Html => (answered ? both('có trả lời', 'answers') : both('từ chối kết nối', 'refuses'))
  return html`<p>${both(`Từ ${timeText(from)} đến ${timeText(to)}, hai cổng mạng của dịch vụ ngoài trạm đóng thật: ai gọi tới cũng bị từ chối. Trạm vẫn đọc, soát, đóng dấu và ký; thiếu gì thì ghi là thiếu.`, 'Both ports were really closed; the station went on and said what was missing.')}</p>
${tableOf(both('Thử gọi hai dịch vụ', 'probes'), [both('Dịch vụ', 'service'), both('Cổng', 'port'), both('Khi mất mạng', 'while cut'), both('Khi có lại', 'afterwards')],
    whileCut.map((probe) => [services[probe.service], probe.port, heard(probe.answered), heard(afterwards.some(({ service, answered }) => service === probe.service && answered))]))}
${tableOf(both('Từng giấy, khi mất mạng và khi có lại', 'each paper'), [both('Giấy', 'paper'), both('Khi mất mạng', 'while cut'), both('Hộp gửi', 'outbox'), both('Khi có lại', 'afterwards'), both('Biên nhận', 'receipts')],
    results.map(({ paper, offline, final, receipts }) => [
      paper.title, html`${termText(workTerms[offline.state.work])}, ${termText(trustTerms[offline.state.trust])}`,
      offline.deliveries.map(({ target, state }) => html`${targetTerms[target].vi}: ${deliveryTerms[state].vi}<br>`),
      html`${termText(workTerms[final.state.work])}, ${termText(trustTerms[final.state.trust])}`, receipts.length,
    ]))}`
}

/** A command killed while it read. */
export function interruptionSection({ paper, signal, afterMs, found, records, existing, resumeExit }: InterruptionStory): Html {
  const read = found?.straightPages.length ?? 0
  return tableOf(both('Lệnh convert bị giết khi đang đọc, rồi resume', 'a command killed while it read'), [both('Điều kiểm tra', 'check'), both('Thấy gì', 'found')], [
    [both('Giấy', 'paper'), `${paper.title}, ${paper.truth.pageCount} trang`],
    [both('Bị giết bằng', 'killed by'), `${signal ?? '–'}, ${(afterMs / 1000).toFixed(1)} giây sau khi bắt đầu`],
    [both('Lúc mở lại trạm', 'on opening again'), found === null ? stateText('fault', 'không thấy hồ sơ', 'no record') : html`${found.pages}/${paper.truth.pageCount} trang còn đủ trong sổ trang, đã đọc xong ${read}; ${termText(workTerms[found.state.work])}`],
    [both('sohoa resume', 'resume'), `mã thoát ${resumeExit ?? '–'}`],
    [both('Đưa lại đúng giấy ấy', 'handed in again'), html`${existing ? stateText('proof', 'trạm chỉ hồ sơ cũ', 'the existing record') : stateText('fault', 'thành hồ sơ mới', 'a new record')}; ${records} hồ sơ`],
  ])
}

/** A letter of authorisation beside its record. */
export function attachmentSection({ paper, kept }: AttachmentStory, results: readonly DeliveredStory[]): Html {
  const sent = results.flatMap(({ receipts }) => receipts).filter(({ fileDigest }) => fileDigest === kept.digest).length
  return html`<p>${both(`${paper.title} được giữ kèm hồ sơ (${attachmentTerms[kept.kind].vi}, ${kept.bytes} byte), không gửi đi: trong ${results.flatMap(({ receipts }) => receipts).length} tệp nơi nhận đang giữ có ${sent} tệp là nó.`, 'Kept with the record, never sent.')} ${digestText(kept.digest)}</p>`
}

/** Frozen, issued anew, replaced, called back. */
export async function correctionSection({ frozen, sentWhileFrozen, replacement, replaced }: CorrectionStory, pictures: PictureMaker): Promise<Html> {
  return html`<p>${both(`${timeText(frozen.frozen?.at ?? null)}: ${frozen.frozen?.by ?? '–'} tạm giữ hồ sơ ${frozen.code}, lý do: “${frozen.frozen?.reason ?? '–'}”. Trong lúc tạm giữ có ${sentWhileFrozen} lần gửi đi. Bản cấp lại thành lần ${replacement.final.version}; bản cũ vẫn được giữ, trạng thái “${workTerms[replaced.state.work].vi}”.`, 'Frozen, issued anew as the next version; the old one is kept.')}</p>
${tableOf(both('Thu hồi bản cũ', 'recalls of the old issue'), [both('Nơi nhận', 'receiver'), both('Lý do', 'reason'), both('Yêu cầu', 'asked'), both('Nơi nhận trả lời', 'answered'), both('Kết quả', 'outcome'), both('Biên nhận thu hồi', 'receipt')],
    replaced.recalls.map((recall) => [
      termText(targetTerms[recall.target]), termText(recallReasonTerms[recall.reason]), timeText(recall.askedAt), timeText(recall.acknowledgedAt),
      both(sayName(recallTerms, recall.outcome ?? recall.state, 'vi'), sayName(recallTerms, recall.outcome ?? recall.state, 'en')), html`<code>${recall.receiptId ?? '–'}</code>`,
    ]))}
${historyTable(replaced)}
${await resultSection(replacement, pictures, html`<p>${both(`Thay cho hồ sơ ${replaced.code} (lần ${replaced.version}).`, 'Takes its place.')}</p>`)}`
}

/** Backup, loss, restore. */
export function custodySection({ before, backup, deleted, restored, check, after, hashAtOldEnd }: CustodyStory): Html {
  const receipts = (holdings: CustodyStory['before']): number => holdings.records.reduce((sum, record) => sum + record.receipts.length, 0)
  const same = JSON.stringify(before.records) === JSON.stringify(after.records)
  return html`${tableOf(both('Trước khi mất và sau khi khôi phục', 'before and after'), [both('Cái gì', 'what'), both('Trước', 'before'), both('Sau', 'after'), both('Bằng nhau', 'equal')], [
    [both('Hồ sơ', 'records'), before.records.length, after.records.length, yesNo(before.records.length === after.records.length)],
    [both('Trang', 'pages'), before.pages, after.pages, yesNo(before.pages === after.pages)],
    [both('Biên nhận', 'receipts'), receipts(before), receipts(after), yesNo(receipts(before) === receipts(after))],
    [both('Nhật ký: mục cuối lúc sao lưu', 'log: its end at the backup'), html`${before.audit.head.seq} · ${digestText(before.audit.head.hash)}`, html`${before.audit.head.seq} · ${digestText(hashAtOldEnd)}`, yesNo(hashAtOldEnd === before.audit.head.hash)],
    [both('Nhật ký: kiểm tra toàn chuỗi', 'log: the whole chain'), `${before.audit.entries} mục, ${before.audit.faults.length} lỗi`, `${after.audit.entries} mục, ${after.audit.faults.length} lỗi`, yesNo(before.audit.sound && after.audit.sound)],
    [both('Biên nhận khớp nhật ký', 'receipts that agree with the log'), before.audit.receipts.agreeing, after.audit.receipts.agreeing, yesNo(before.audit.receipts.agreeing === after.audit.receipts.agreeing)],
  ])}
<p>${both(`Bản sao lưu thứ ${backup.generation}, ${timeText(backup.madeAt)}: ${backup.records} hồ sơ, ${backup.pages} trang quét, ${backup.blobs} tệp (${Math.round(backup.blobBytes / 1_048_576)} MiB), đọc lại ngay sau khi ghi: ${backup.whole ? 'đủ' : 'thiếu'}. Thư mục trạm ${deleted ? 'đã bị xóa hẳn' : 'CHƯA bị xóa'} trước khi khôi phục. Sau khôi phục, kiểm tra từng byte ${check.blobs} tệp: ${check.sound ? 'nguyên vẹn' : 'có lỗi'}; thiếu ${restored.lost.length} tệp.`, 'Backup read back, folder deleted, restored, every byte checked.')}</p>
<details><summary>${both(`Mã băm từng hồ sơ (${same ? 'bằng nhau' : 'KHÁC NHAU'})`, 'digests of every record')}</summary>${tableOf(both('Mã băm trước → sau', 'digests'), ['Hồ sơ', both('Trang gốc', 'raw pages'), both('Bản điện tử', 'PDF'), both('Sau khôi phục', 'after')],
    before.records.map((record) => [html`<code>${record.id}</code>`, digestText(record.raw), digestText(record.pdf), yesNo(after.records.some(({ id, raw, pdf }) => id === record.id && raw === record.raw && pdf === record.pdf))]))}</details>`
}

/** What lies on disk, looked through as a thief would. */
export function secrecySection({ files, bytes, texts, found }: SecrecyStory): Html {
  return html`<p>${both(`Tìm ${texts} họ tên, số định danh và cụm mật khẩu trong ${files} tệp (${Math.round(bytes / 1_048_576)} MiB) của trạm và của bản sao lưu, đúng như chúng nằm trên đĩa.`, 'Every file of station and backup, as it lies on disk, was searched for names, numbers and passphrases.')}
${found.length === 0 ? stateText('proof', 'không đọc được chỗ nào', 'nothing readable') : stateText('fault', `đọc được ở: ${found.join(', ')}`, 'readable')}</p>`
}

/** The run in figures. */
export function figures(story: Story, untrue: readonly string[]): Html {
  const { results, correction, refusals, custody } = story
  const all = [...results, correction.replacement]
  const told = all.reduce((sum, { corrections }) => sum + corrections.length, 0)
  const fields = all.flatMap(({ read }) => Object.values(read.fields))
  const figure = (count: string | number, vi: string, en: string): Html => html`<div><dt>${both(vi, en)}</dt><dd>${count}</dd></div>`
  return html`<dl class="figures">${[
    figure(`${all.length} · ${all.reduce((sum, { final }) => sum + final.pages, 0)}`, 'giấy · trang thành bản điện tử', 'papers · pages'),
    figure(all.reduce((sum, { receipts }) => sum + receipts.length, 0), 'biên nhận có chữ ký', 'signed receipts'),
    figure(`${fields.filter(({ acceptedBy }) => acceptedBy === 'machine').length}/${fields.length}`, 'trường máy tự nhận', 'fields by machine'),
    figure(told, 'điều cán bộ phải cho biết', 'told by the officer'),
    figure(`${refusals.filter(({ said, expected }) => said !== null && expected.includes(said.code)).length}/${refusals.length}`, 'thứ phải dừng đã bị dừng', 'stopped by name'),
    figure(custody.after.audit.entries, 'mục nhật ký, nguyên vẹn', 'audit entries'),
    figure(`${Math.round((Date.parse(story.endedAt) - Date.parse(story.beganAt)) / 1000)} s`, 'thời gian', 'time'),
    figure(untrue.length, 'điều sai sự thật', 'untruths'),
  ]}</dl>`
}
