import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { html } from '../../../demo/report/html.ts'
import { writeReport } from '../../../demo/report/report.ts'
import { deliveredStory, recordDetail, truthfulStory } from '../../support/demo-story.ts'

let folder = ''
beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'report-')) })
afterAll(async () => { await rm(folder, { recursive: true, force: true }) })

async function reportOf(...[story, untrue]: [Parameters<typeof writeReport>[0], readonly string[]]): Promise<string> {
  const file = path.join(folder, 'bao-cao.html')
  await writeReport(story, untrue, file)
  return readFile(file, 'utf8')
}

describe('HTML of the report', () => {
  it('lets no text become markup, wherever it stands', () => {
    const title = '<script>alert("1")</script> & \'x\''
    expect(html`<p title="${title}">${[title, html`<b>${title}</b>`]}</p>`.source).not.toMatch(/<script|"1"|'x'| & /u)
    expect(html`<p>${null}${0}${['a', ['b']]}</p>`.source).toBe('<p>0ab</p>')
  })
})

describe('the report', () => {
  it('counts its figures from the run: another run, other figures', async () => {
    const [one, two] = [await reportOf(truthfulStory(), []), await reportOf(truthfulStory({ results: [deliveredStory(), deliveredStory()], refusals: [] }), [])]
    expect(one).toContain('<dd>2 · 2</dd>')
    expect(one).toContain('<dd>1/1</dd>')
    expect(two).toContain('<dd>3 · 3</dd>')
    expect(two).toContain('<dd>0/0</dd>')
  })

  it('tells each untruth in its first section, and says nothing of the sort when there is none', async () => {
    expect(await reportOf(truthfulStory(), ['Giấy một: <thiếu biên nhận>'])).toMatch(/<h2>Điều sai.*✘ Giấy một: &lt;thiếu biên nhận&gt;/u)
    expect(await reportOf(truthfulStory(), [])).not.toContain('<h2>Điều sai')
  })

  it('does not call evidence what the run did not show', async () => {
    const unmarked = deliveredStory({ final: recordDetail({ mark: null }) })
    const report = await reportOf(truthfulStory({ results: [unmarked], refusals: [] }), [])
    expect(report).toContain('trang đóng dấu MẬT: KHÔNG dừng')
    expect(report).toContain('bản bị sửa một chữ số: KHÔNG bị phát hiện')
    expect(report).toContain('trên 1/2 bản')
    expect(report).toContain('✘ không thấy trong lần chạy này')
  })
})
