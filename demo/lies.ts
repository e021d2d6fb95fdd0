import { fieldNames, maskNumbers, sameName } from '../shared/model/index.ts'
import type { DeliveredStory, InterruptionStory, RefusalStory, Story } from './story.ts'

const fullLineAnswers = (probes: readonly { readonly answered: boolean }[], answered: boolean): boolean => probes.length > 0 && probes.every((probe) => probe.answered === answered)

/** A value that the machine took by itself and the paper does not say; a proof that is missing or does not fit. */
function aboutResult({ paper, read, offline, final, pdfDigest, verdict, receipts }: DeliveredStory): string[] {
  const wrong = fieldNames.flatMap((name) => {
    const field = read.fields[name]
    if (field?.acceptedBy !== 'machine' || field.value === null) return []
    const truth = paper.truth.fields[name]
    return truth !== undefined && sameName(maskNumbers(truth), field.value) ? [] : [`máy nhận ${name} = “${field.value}”, giấy ghi / the paper says “${truth ?? '–'}”`]
  })
  const unsaid = fieldNames.flatMap((name) => {
    const [truth, value] = [paper.truth.fields[name], final.fields[name]?.value ?? null]
    return truth === undefined || (value !== null && sameName(truth, value)) ? [] : [`${name} trên bản cuối / at the end: “${value ?? '–'}”, giấy ghi “${truth}”`]
  })
  const wanted = paper.dossier.deliverTo ?? []
  const checks: readonly (readonly [boolean, string])[] = [
    [offline.state.work === 'signed' && offline.state.trust === 'time stamp pending', `khi mất mạng không ở trạng thái đã ký, chờ dấu thời gian: ${offline.state.work}, ${offline.state.trust} / was not signed and waiting`],
    [offline.deliveries.every(({ state, receiptId }) => state === 'queued' && receiptId === null), 'khi mất mạng mà không nằm chờ trong hộp gửi / did not wait in the outbox'],
    [final.state.work === 'delivered' && final.state.trust === 'B-T', `không giao xong, không có dấu thời gian: ${final.state.work}, ${final.state.trust} / not delivered and time-stamped`],
    [final.pages === paper.truth.pageCount, `${final.pages} trang, giấy có / pages, the paper has ${paper.truth.pageCount}`],
    [verdict?.verdict === 'passed', 'bản điện tử không đạt kiểm tra / does not pass verification'],
    [pdfDigest !== null && pdfDigest === final.pdfDigest, 'bản xuất ra khác bản trong trạm / the export is not the PDF of the record'],
    [wanted.every((target) => receipts.some(({ claims }) => claims.target === target)), 'thiếu biên nhận / a receipt is missing'],
    [receipts.every(({ genuine, claims, fileDigest }) => genuine && claims.pdfDigest === fileDigest), 'biên nhận giả hoặc sai tệp / a receipt is not genuine or for another file'],
    [final.deliveries.every(({ target, state, receiptId }) => state !== 'delivered' || (receiptId !== null && receipts.some(({ claims }) => claims.target === target && claims.pdfDigest === final.pdfDigest))),
      'đã giao mà nơi nhận không giữ đúng bản này / delivered, but the receiver does not hold this PDF'],
  ]
  return [...wrong, ...unsaid, ...checks.flatMap(([true_, lie]) => (true_ ? [] : [lie]))].map((lie) => `${paper.title}: ${lie}`)
}

function aboutRefusal({ title, expected, said, record, verdict }: RefusalStory): string[] {
  const delivered = record !== null && record.deliveries.some(({ state, receiptId }) => state === 'delivered' || receiptId !== null)
  return [
    ...(said !== null && expected.includes(said.code) ? [] : [`${title}: không bị dừng đúng lý do / not stopped by name: ${said?.code ?? '–'}`]),
    ...(delivered ? [`${title}: đã bị giao đi / was delivered`] : []),
    ...(verdict === null || verdict.verdict === 'failed' ? [] : [`${title}: verify nói ${verdict.verdict} / verify says so`]),
  ]
}

function aboutInterruption({ paper, signal, found, records, existing, resumeExit }: InterruptionStory): string[] {
  return [
    ...(signal === 'SIGKILL' ? [] : ['lệnh đã xong trước khi bị ngắt / the command ended before it was killed']),
    ...(found?.pages === paper.truth.pageCount ? [] : [`sau khi ngắt còn ${found?.pages ?? 0} trang / pages left after the kill, of ${paper.truth.pageCount}`]),
    ...(records === 1 && existing ? [] : [`${records} hồ sơ sau khi đưa vào lại / records after handing in again`]),
    ...(resumeExit === 0 || resumeExit === 3 || resumeExit === 4 ? [] : [`resume: ${resumeExit ?? '–'}`]),
  ].map((lie) => `${paper.title}: ${lie}`)
}

/**
 * Where the run claimed what is not so, or did not do what it is there to show. Empty when the demo told the truth: every
 * machine-taken value stands on the paper, every state has its proof, every refusal happened and for its own cause.
 */
export function lies({ results, refusals, interruption, cut }: Story): string[] {
  return [
    ...results.flatMap(aboutResult),
    ...refusals.flatMap(aboutRefusal),
    ...aboutInterruption(interruption),
    ...(fullLineAnswers(cut.whileCut, false) ? [] : ['mạng không bị cắt thật / the line was not really cut']),
    ...(fullLineAnswers(cut.afterwards, true) ? [] : ['mạng không có lại / the line did not come back']),
  ]
}
