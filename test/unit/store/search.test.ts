import { expect, test } from 'vitest'
import { instant, plainText, type Word } from '../../../shared/model/index.ts'
import { decidedText } from '../../../shared/ocr/words/decide.ts'
import type { Store } from '../../../shared/store/index.ts'
import { snippetOf } from '../../../shared/store/snippet.ts'
import { newOpenStation, record, recordId } from './station.ts'

function index(store: Store, texts: readonly string[]): void {
  texts.forEach((text, place) => {
    store.insertRecord(record(place + 1))
    store.indexText(recordId(place + 1), text, '')
  })
}

const found = (store: Store, words: string) => store.search({ words }, 10).map((hit) => hit.recordId)

test('words typed without tones find words with tones, đ included, in NFC and NFD', async () => {
  const { store } = await newOpenStation()
  index(store, ['Nghị định số 45/2020/NĐ-CP', 'Luật ĐẤT ĐAI'.normalize('NFD'), 'Quyết định'])
  expect(found(store, 'nghi dinh')).toEqual([recordId(1)])
  expect(found(store, 'nghị định')).toEqual([recordId(1)])
  expect(found(store, 'Nghị Định'.normalize('NFD'))).toEqual([recordId(1)])
  expect(found(store, 'dat dai')).toEqual([recordId(2)])
  expect(found(store, 'đất đai')).toEqual([recordId(2)])
  expect(found(store, '45/2020/nd-cp')).toEqual([recordId(1)])
  expect(found(store, 'dinh').sort()).toEqual([recordId(1), recordId(3)])
})

test('exact tones come first, words side by side before words apart', async () => {
  const { store } = await newOpenStation()
  index(store, ['họ tên Nguyên', 'họ tên Nguyễn', 'tên họ là Nguyễn và', 'ho ten nguyen'])
  expect(found(store, 'họ tên Nguyễn')).toEqual([recordId(2), recordId(3), recordId(4), recordId(1)])
  expect(store.search({ words: 'họ tên Nguyễn' }, 10).map((hit) => hit.fit)).toEqual([
    'exact phrase', 'exact words', 'phrase without tones', 'phrase without tones',
  ])
})

test('a word whose marks were mended is found as it is printed and as it was read', async () => {
  const { store } = await newOpenStation()
  const words = 'Thành phô mùa mưa'.split(' ').map((text): Word => ({ text, box: { x: 0, y: 0, width: 1, height: 1 }, confidence: 0.9, block: 1, paragraph: 1, line: 1 }))
  const text = plainText(decidedText({ state: 'read', words, engine: 'e', model: 'm' }))
  expect(text).toContain('Thành phố')
  index(store, [text])
  expect(found(store, 'thành phố')).toEqual([recordId(1)])
  expect(found(store, 'thành phô')).toEqual([recordId(1)])
})

test('what looks like a query language is only words', async () => {
  const { store } = await newOpenStation()
  index(store, ['Nghị định "A" NEAR OR NOT folded'])
  for (const words of ['"', '""', '*', '-', 'AND', 'a OR b', 'folded:nghi', 'NEAR(a b)', '(', 'nghi*', '\'; DROP TABLE records; --']) {
    expect(() => store.search({ words }, 10)).not.toThrow()
  }
  expect(found(store, '')).toEqual([])
  expect(found(store, ' - " ')).toEqual([])
  expect(found(store, '"A" OR')).toEqual([recordId(1)])
})

test('a text indexed anew is not found by its old words', async () => {
  const { store } = await newOpenStation()
  index(store, ['giấy khai sinh'])
  store.indexText(recordId(1), 'giấy chứng tử', 'trích lục')
  expect(found(store, 'khai sinh')).toEqual([])
  expect(found(store, 'trích lục')).toEqual([recordId(1)])
})

test('a hit shows the words around the match, with their tones', async () => {
  const { store } = await newOpenStation()
  const filler = 'cộng hoà xã hội chủ nghĩa '.repeat(40)
  index(store, [`${filler}\nGiấy phép xây dựng số 112/GPXD\n${filler}`])
  const [hit] = store.search({ words: 'giay phep xay dung' }, 10)
  expect(hit?.snippet).toContain('Giấy phép xây dựng số 112/GPXD')
  expect(hit?.snippet).toMatch(/^….*…$/)
  expect(hit?.snippet.length).toBeLessThan(180)
})

test('a hit shows no personal number in full, also the one that was looked for', async () => {
  const { store } = await newOpenStation()
  index(store, ['Cấp cho: Ông Đặng Hữu Thiện Tâm\nSố định danh cá nhân: 099078004417; 099 181 000 356.', `${'cộng hoà xã hội '.repeat(6)}099 041 000 128`])
  for (const words of ['thien tam', '099078004417', '181 000', 'cong hoa']) {
    const hits = store.search({ words }, 10)
    expect(hits.length).toBeGreaterThan(0)
    for (const { snippet } of hits) expect(snippet.replace(/[ .]/gu, '')).not.toMatch(/\d{6}/u)
  }
  expect(store.search({ words: '099078004417' }, 1)[0]?.snippet).toContain('0990…4417')
})

test('at most as many hits as asked for', async () => {
  const { store } = await newOpenStation()
  index(store, Array.from({ length: 8 }, (_, place) => `trích lục ${place}`))
  expect(store.search({ words: 'trich luc' }, 3)).toHaveLength(3)
  expect(store.search({ words: 'trich luc' }, 0)).toEqual([])
})

test('a hit tells where its record stands, also one written before records could be frozen', async () => {
  const { store } = await newOpenStation()
  index(store, ['giấy khai sinh', 'giấy khai sinh'])
  store.updateRecord(recordId(2), (current) => ({ ...current, work: 'signed', frozen: { by: 'Hà', at: instant(), reason: 'sai tên' } }))
  expect(store.search({ words: 'khai sinh' }, 10).map(({ code, work, frozen }) => ({ code, work, frozen }))).toEqual([
    { code: 'SH-2', work: 'signed', frozen: true }, { code: 'SH-1', work: 'captured', frozen: false },
  ])
})

test('a snippet keeps letters at their place, whatever they fold to', () => {
  expect(snippetOf(`😀 ß ﬁ ${'chữ '.repeat(60)}Đất 𝔸 đai ${'chữ '.repeat(60)}`, ['dat'])).toMatch(/^…chữ .*Đất 𝔸 đai .* chữ…$/u)
  expect(snippetOf('İstanbul Đà Nẵng', ['nang'])).toBe('İstanbul Đà Nẵng')
})
