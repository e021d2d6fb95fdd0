import { describe, expect, test } from 'vitest'
import type { LayerWord, PageText, Word } from '../../../shared/model/index.ts'
import { withTextLayer } from '../../../shared/ocr/index.ts'
import { decoded, encodingOf } from '../../../shared/ocr/text-layer/legacy-encoding.ts'

const sentence = 'Căn cứ Luật Tổ chức chính quyền địa phương, Ủy ban nhân dân xã quyết định cho phép bà Nguyễn Thị Hường chuyển mục đích sử dụng thửa đất số 57'

function words(text: string, confidence = 0.9): Word[] {
  return text.split(' ').map((word, index) => ({ text: word, box: { x: 100 * index, y: 50, width: 90, height: 30 }, confidence, block: 1, paragraph: 1, line: 1 }))
}

const read = (text: string): PageText => ({ state: 'read', words: words(text), engine: 'e', model: 'm' })
const layer = (text: string, font = 'TimesNewRoman'): LayerWord[] => words(text).map((word) => ({ text: word.text, font, box: { ...word.box, x: word.box.x + 3 } }))
const texts = ({ text }: { text: PageText }): string => (text.state === 'read' ? text.words.map((word) => word.text).join(' ') : '')

describe('fonts from before Unicode', () => {
  const tcvn3 = '§éc lËp - Tù do - H¹nh phóc. C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u00AD¬ng, ñy ban nh©n d©n x· quyÕt ®Þnh'
  const vni = 'Ñoäc laäp - Töï do - Haïnh phuùc. Caên cöù Luaät Toå chöùc chính quyeàn ñòa phöông, uûy ban nhaân daân xaõ quyeát ñònh'
  const unicode = 'Độc lập - Tự do - Hạnh phúc. Căn cứ Luật Tổ chức chính quyền địa phương, ủy ban nhân dân xã quyết định'

  test.each([['TCVN3', tcvn3, '.VnTime'], ['VNI', vni, 'VNI-Times']] as const)('%s is known by its words, whatever its fonts are called, and becomes Unicode', (encoding, text, font) => {
    for (const name of [font, 'F1']) {
      expect(encodingOf(text.split(' '), name)).toBe(encoding)
      expect(decoded(text, encoding, name)).toBe(unicode)
    }
  })

  test('Unicode and English stay, also in a font with an old name', () => {
    expect(encodingOf(unicode.split(' '), '.VnTime')).toBe('Unicode')
    expect(encodingOf('The committee shall report to the minister'.split(' '), 'Arial')).toBe('Unicode')
  })

  test('a font of capitals gives capitals, few words are known by its name, and symbol fonts give bytes', () => {
    expect(encodingOf(['QuyÕt'], '.VnTimeH')).toBe('TCVN3')
    expect(decoded('QuyÕt ®Þnh', 'TCVN3', '.VnTimeH')).toBe('QUYẾT ĐỊNH')
    expect(decoded('vi\uF0D6t', 'TCVN3')).toBe('việt')
    expect(decoded('ÖÙNG ÔÛ', 'VNI')).toBe('ỨNG Ở')
  })

  test('TCVN3 has every letter of Vietnamese', () => {
    const letters = Array.from({ length: 0xff - 0xa1 }, (_, index) => decoded(String.fromCodePoint(0xa1 + index), 'TCVN3'))
    for (const letter of 'àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđĂÂÊÔƠƯĐ') expect(letters).toContain(letter)
  })
})

describe('a page that has its own text', () => {
  test('is spelt as that has it, and what was read is kept; names stay for a person to look at', () => {
    const used = withTextLayer(read(sentence.replace('Tổ', 'Tô').replace('quyết', 'quyêt').replace('Hường', 'Hương')), layer(sentence))
    expect(texts(used)).toBe(sentence)
    const changed = used.text.state === 'read' ? used.text.words.filter((word) => word.read !== undefined) : []
    expect(changed.map(({ text, read: before, doubted }) => [text, before, doubted])).toEqual([['Tổ', 'Tô', true], ['quyết', 'quyêt', false], ['Hường', 'Hương', true]])
    expect(used.differs).toBe(false)
  })

  test('in TCVN3 is spelt in Unicode, and told', () => {
    const garbled = 'C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u00AD¬ng, ñy ban nh©n d©n x· quyÕt ®Þnh cho phÐp bµ NguyÔn ThÞ H\u00ADêng chuyÓn môc ®Ých sö dông thöa ®Êt sè 57'
    const used = withTextLayer(read(sentence.replace('quyết', 'quyêt').replace('Ủy', 'ủy')), layer(garbled, '.VnTime'))
    expect(texts(used)).toBe(sentence.replace('Ủy', 'ủy'))
    expect(used.recoded).toBe(1)
  })

  test('never takes figures from it, but doubts where they differ', () => {
    const used = withTextLayer(read(sentence), layer(sentence.replace('57', '75')))
    expect(texts(used)).toBe(sentence)
    expect(used.text.state === 'read' && used.text.words.at(-1)).toMatchObject({ text: '57', doubted: true })
  })

  test('gives a figure that could not be read at all, at its place, for a person to look at', () => {
    const seen = words(sentence)
    const bad = { ...words('x 7|')[1], text: '7|', box: { x: 100 * (seen.length - 1) + 20, y: 40, width: 60, height: 60 }, confidence: 0.1, block: 1, paragraph: 1, line: 1 }
    const used = withTextLayer({ state: 'read', words: [...seen.slice(0, -1), bad], engine: 'e', model: 'm' }, layer(sentence))
    expect(used.text.state === 'read' && used.text.words.at(-1)).toMatchObject({ text: '57', read: '7|', doubted: true, box: layer(sentence).at(-1)?.box })
    expect(used.text.state === 'read' && (used.text.words.at(-1)?.confidence ?? 1)).toBeLessThan(0.7)
  })

  test('puts no figure in the place of a word, however badly that was read', () => {
    const seen = words(sentence).map((word) => (word.text === 'Hường' ? { ...word, confidence: 0.3 } : word))
    expect(texts(withTextLayer({ state: 'read', words: seen, engine: 'e', model: 'm' }, layer(sentence.replace('Hường', '999'))))).toBe(sentence)
  })

  test('gives a word its figure though the box of a neighbour was read too wide', () => {
    const seen = words(sentence).map((word, at, all) => (at === all.length - 2 ? { ...word, box: { ...word.box, width: 190 } } : word))
    const unread = seen.map((word) => (word.text === '57' ? { ...word, text: '51', confidence: 0.03 } : word))
    expect(texts(withTextLayer({ state: 'read', words: unread, engine: 'e', model: 'm' }, layer(sentence)))).toBe(sentence)
  })

  test('has no sign that was hardly believed in where it has nothing', () => {
    const dust = { ...words('–')[0], text: '–', box: { x: 250, y: 300, width: 30, height: 40 }, confidence: 0.19, block: 1, paragraph: 1, line: 2 }
    expect(texts(withTextLayer({ state: 'read', words: [...words(sentence), dust], engine: 'e', model: 'm' }, layer(sentence)))).toBe(sentence)
    expect(texts(withTextLayer({ state: 'read', words: [...words(sentence), { ...dust, confidence: 0.8 }], engine: 'e', model: 'm' }, layer(sentence)))).toBe(`${sentence} –`)
  })

  test.each([
    ['says something else', sentence.split(' ').reverse().join(' ')], ['is garbled beyond any table', sentence.replaceAll(/\p{L}/gu, '\u00A4')],
    ['lost its marks', sentence.normalize('NFD').replaceAll(/\p{Mn}/gu, '')],
  ])('is read as seen where that text %s, and it is told', (_how, text) => {
    const used = withTextLayer(read(sentence), layer(text))
    expect([texts(used), used.taken, used.differs]).toEqual([sentence, 0, true])
  })

  test('shows words that nobody sees in none of its text', () => {
    const hidden = layer(`${sentence} Người nhận Trần Văn Bí Mật`)
    expect(texts(withTextLayer(read(sentence), hidden))).toBe(sentence)
  })
})
