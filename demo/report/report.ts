import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Story } from '../story.ts'
import { clauseTable } from './clauses.ts'
import { attachmentSection, correctionSection, custodySection, cutSection, figures, interruptionSection, secrecySection } from './event-sections.ts'
import { both, Html, html } from './html.ts'
import { openPictureMaker } from './pictures.ts'
import { refusalSection } from './refusal-section.ts'
import { resultSection } from './result-section.ts'
import { style } from './style.ts'
import { timeText } from './told.ts'

const fontFolder = path.join(import.meta.dirname, '../../node_modules/@expo-google-fonts/be-vietnam-pro')

/** Faces inside the file, so that it looks the same everywhere and asks nobody. */
async function faces(): Promise<string> {
  const face = async (weight: number, file: string): Promise<string> =>
    `@font-face { font-family: "Be Vietnam Pro"; font-weight: ${weight}; src: url(data:font/ttf;base64,${(await readFile(path.join(fontFolder, file))).toString('base64')}) }`
  return `${await face(400, '400Regular/BeVietnamPro_400Regular.ttf')}\n${await face(600, '600SemiBold/BeVietnamPro_600SemiBold.ttf')}`
}

/** Writes everything the run saw into one HTML file that needs nothing beside it: no script, no network, no other file. */
export async function writeReport(story: Story, untrue: readonly string[], file: string): Promise<void> {
  const pictures = openPictureMaker()
  try {
    const results: Html[] = []
    for (const result of story.results) results.push(await resultSection(result, pictures))
    const refusals: Html[] = []
    for (const refusal of story.refusals) refusals.push(await refusalSection(refusal, pictures))
    const sections: readonly (readonly [id: string, title: Html, body: Html])[] = [
      ['ket-qua', both('Giấy và bản điện tử', 'papers and results'), html`${results}`],
      ['mat-mang', both('Mất mạng và có lại', 'the line cut and back'), cutSection(story.cut, story.results)],
      ['phai-dung', both('Những thứ phải dừng', 'what must be stopped'), html`${refusals}`],
      ['ngat', both('Bị ngắt giữa chừng', 'killed while it read'), interruptionSection(story.interruption)],
      ['uy-quyen', both('Giấy ủy quyền giữ kèm', 'authorisation kept'), attachmentSection(story.attachment, story.results)],
      ['sai-sot', both('Kết quả có sai sót', 'a wrong result'), await correctionSection(story.correction, pictures)],
      ['sao-luu', both('Mất trạm và khôi phục', 'the station lost and restored'), custodySection(story.custody)],
      ['khi-luu', both('Dữ liệu khi lưu', 'data at rest'), secrecySection(story.secrecy)],
      ['nghi-dinh-137', both('Đối chiếu Nghị định 137/2024', 'Decree 137/2024'), clauseTable(story)],
    ]
    const page = html`<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">
<title>Trạm số hóa: báo cáo trình diễn</title><style>${new Html(`${await faces()}\n${style}`)}</style></head><body>
<header><h1>Trạm số hóa: báo cáo một lần trình diễn <span lang="en" class="en">demonstration report</span></h1>
<p>${story.agency} · ${timeText(story.beganAt)} – ${timeText(story.endedAt)}</p>
<p class="banner">${both('BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ. Người, số và nơi đều hư cấu; nơi nhận là trạm thế chỗ.', 'Training only: persons, numbers and places are fictional, receivers are stand-ins.')}</p></header>
<main>${figures(story, untrue)}
${untrue.length === 0 ? html`<p>${both('Mọi điều lần chạy này nói đã được đối chiếu với nội dung thật của giấy mẫu và với những gì nơi nhận đang giữ.', 'Every claim was compared with the truth of the samples and with what the receivers hold.')}</p>` : html`<section><h2>${both('Điều sai sự thật', 'untruths')}</h2><ul>${untrue.map((lie) => html`<li class="fault">✘ ${lie}</li>`)}</ul></section>`}
<nav aria-label="Mục lục"><ol>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ol></nav>
${sections.map(([id, title, body]) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`)}</main>
<footer><p>${both('Tự kiểm tra: so mã băm SHA-256 của tệp trong thư mục ban-dien-tu với bảng trên; kiểm chữ ký bằng “sohoa verify TỆP --trust goc-tin-cay.pem”. Số liệu trong trang này đều đếm từ lần chạy, không viết sẵn.', 'Check it yourself: compare digests; run sohoa verify. Every figure was counted from the run.')}</p></footer>
</body></html>
`
    await writeFile(file, page.source)
  } finally {
    await pictures.close()
  }
}
