import { fieldNames, sameName } from '../shared/model/index.ts'
import type { AttachmentStory, CorrectionStory, CustodyStory, DeliveredStory, InterruptionStory, RefusalStory, Story } from './story.ts'

/** The lies among claims: those that are not so, under what they are about. */
function untrue(about: string, claims: readonly (readonly [so: boolean, lie: string])[]): string[] {
  return claims.flatMap(([so, lie]) => (so ? [] : [`${about}: ${lie}`]))
}

const fullLineAnswers = (probes: readonly { readonly answered: boolean }[], answered: boolean): boolean => probes.length > 0 && probes.every((probe) => probe.answered === answered)

/** While the line was cut: signed with its status unchecked, and in the outbox. */
function aboutWaiting({ paper, offline }: DeliveredStory): string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [offline.state.work === 'signed' && offline.state.trust === 'status not checked', `khi mất mạng không ở trạng thái đã ký, chưa kiểm tra trạng thái chứng thư: ${offline.state.work}, ${offline.state.trust} / was not signed and waiting`],
    [offline.deliveries.every(({ state, receiptId }) => state === 'queued' && receiptId === null), 'khi mất mạng mà không nằm chờ trong hộp gửi / did not wait in the outbox'],
  ]
  return untrue(paper.title, checks)
}

/** A value that the machine took by itself and the paper does not say; a proof that is missing or does not fit. */
function aboutResult({ paper, read, final, pdfDigest, verdict, receipts }: DeliveredStory): string[] {
  const wrong = fieldNames.flatMap((name): (readonly [boolean, string])[] => {
    const [truth, field, value] = [paper.truth.fields[name], read.fields[name], final.fields[name]?.value ?? null]
    const says = (told: string | null | undefined): boolean => told === null || told === undefined || (truth !== undefined && sameName(truth, told))
    return [
      [field?.acceptedBy !== 'machine' || says(field.value), `máy nhận ${name} = “${field?.value ?? '–'}”, giấy ghi / the paper says “${truth ?? '–'}”`],
      [truth === undefined ? value === null : value !== null && says(value), `${name} cuối cùng là / is at last “${value ?? '–'}”, giấy ghi / the paper says “${truth ?? '–'}”`],
    ]
  })
  const wanted = paper.dossier.deliverTo ?? []
  return untrue(paper.title, [
    ...wrong,
    [final.state.work === 'delivered' && final.state.trust === 'B-LT', `không giao xong, kiểm tra được lâu dài: ${final.state.work}, ${final.state.trust} / not delivered at B-LT`],
    [final.pages === paper.truth.pageCount, `${final.pages} trang, giấy có / pages, the paper has ${paper.truth.pageCount}`],
    [verdict?.verdict === 'passed', 'bản điện tử không đạt kiểm tra / does not pass verification'],
    [pdfDigest !== null && pdfDigest === final.pdfDigest, 'bản xuất ra khác bản trong trạm / the export is not the PDF of the record'],
    [wanted.every((target) => receipts.some(({ claims }) => claims.target === target)), 'thiếu biên nhận / a receipt is missing'],
    [receipts.every(({ genuine, claims, fileDigest }) => genuine && claims.pdfDigest === fileDigest), 'biên nhận giả hoặc sai tệp / a receipt is not genuine or for another file'],
    [final.deliveries.every(({ target, state, receiptId }) => state !== 'delivered' || (receiptId !== null && receipts.some(({ claims }) => claims.target === target && claims.pdfDigest === final.pdfDigest))),
      'đã giao mà nơi nhận không giữ đúng bản này / delivered, but the receiver does not hold this PDF'],
  ])
}

function aboutRefusal({ title, expected, said, record, verdict }: RefusalStory): string[] {
  return untrue(title, [
    [said !== null && expected.includes(said.code), `không bị dừng đúng lý do / not stopped by name: ${said?.code ?? '–'}`],
    [record === null || record.deliveries.every(({ state, receiptId }) => state !== 'delivered' && receiptId === null), 'đã bị giao đi / was delivered'],
    [verdict === null || verdict.verdict === 'failed', `verify nói / verify says ${verdict?.verdict ?? '–'}`],
  ])
}

function aboutInterruption({ paper, signal, found, records, existing, resumeExit }: InterruptionStory): string[] {
  return untrue(paper.title, [
    [signal === 'SIGKILL', 'lệnh đã xong trước khi bị ngắt / the command ended before it was killed'],
    [found?.pages === paper.truth.pageCount, `sau khi ngắt còn ${found?.pages ?? 0} trang / pages left after the kill, of ${paper.truth.pageCount}`],
    [records === 1 && existing, `${records} hồ sơ sau khi đưa vào lại / records after handing in again`],
    [resumeExit === 0 || resumeExit === 3 || resumeExit === 4, `resume: ${resumeExit ?? '–'}`],
  ])
}

function aboutAttachment({ paper, recordId, kept }: AttachmentStory, results: readonly DeliveredStory[]): string[] {
  const result = results.find(({ final }) => final.id === recordId)
  return untrue(paper.title, [
    [result?.final.attachments.some(({ digest }) => digest === kept.digest) === true, 'không còn trong hồ sơ / is not kept with the record'],
    [result?.receipts.every(({ fileDigest }) => fileDigest !== kept.digest) === true, 'đã bị gửi đi / was sent'],
  ])
}

function aboutCorrection({ frozen, sentWhileFrozen, replacement, replaced }: CorrectionStory): string[] {
  const targets = replaced.deliveries.filter(({ receiptId }) => receiptId !== null).map(({ target }) => target)
  const acknowledged = targets.every((target) => replaced.recalls.some((recall) => recall.target === target && recall.state === 'acknowledged' && recall.receiptId !== null))
  const checks: readonly (readonly [boolean, string])[] = [
    [frozen.frozen !== null && sentWhileFrozen === 0, 'tạm giữ mà vẫn gửi đi / sent while frozen'],
    [replaced.state.work === 'replaced' && replaced.replacedBy === replacement.final.id, `bản cũ không được thay: ${replaced.state.work} / the old record was not replaced`],
    [replacement.final.version === replaced.version + 1 && replacement.final.replaces === replaced.id, 'bản mới không phải lần cấp sau / the new record is not the next issue'],
    [targets.length > 0 && acknowledged, 'nơi nhận chưa xác nhận thu hồi / a receiver has not acknowledged the recall'],
    [replaced.pdfDigest !== null && replaced.rawDigest !== null, 'bản cũ không còn được giữ / the old record is not kept'],
  ]
  return untrue('Thay bản', checks)
}

function aboutCustody({ before, backup, deleted, check, after, hashAtOldEnd }: CustodyStory): string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [backup.whole && backup.records === before.records.length, 'bản sao lưu không đủ / the backup is not whole'],
    [deleted, 'thư mục trạm chưa bị xóa / the folder was not deleted'],
    [check.full && check.sound, 'kiểm tra toàn bộ không đạt / the full check failed'],
    [JSON.stringify(before.records) === JSON.stringify(after.records) && before.pages === after.pages, 'hồ sơ sau khôi phục khác trước / records differ after restoring'],
    [before.audit.sound && after.audit.sound, 'nhật ký không nguyên vẹn / the audit log is not sound'],
    [hashAtOldEnd === before.audit.head.hash, 'nhật ký không nối tiếp / the audit log is not continued'],
  ]
  return untrue('Sao lưu, khôi phục', checks)
}

/**
 * Where the run claimed what is not so, or did not do what it is there to show. Empty when the demo told the truth: every
 * machine-taken value stands on the paper, every state has its proof, every refusal happened and for its own cause.
 */
export function lies({ results, refusals, interruption, attachment, correction, custody, secrecy, cut }: Story): string[] {
  return [
    ...results.flatMap((result) => [...aboutWaiting(result), ...aboutResult(result)]),
    ...aboutResult(correction.replacement),
    ...refusals.flatMap(aboutRefusal),
    ...aboutInterruption(interruption),
    ...aboutAttachment(attachment, results),
    ...aboutCorrection(correction),
    ...aboutCustody(custody),
    ...untrue('Dữ liệu khi lưu', [[secrecy.files > 0 && secrecy.texts > 0 && secrecy.found.length === 0, `chữ không mã hóa ở / plain text in ${secrecy.found.join(', ')}`]]),
    ...(fullLineAnswers(cut.whileCut, false) ? [] : ['mạng không bị cắt thật / the line was not really cut']),
    ...(fullLineAnswers(cut.afterwards, true) ? [] : ['mạng không có lại / the line did not come back']),
  ]
}
