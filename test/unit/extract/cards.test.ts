import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardOnPage, compareCard, readCardQr, showsIdentityCard } from '../../../shared/extract/index.ts'
import { checkDigit, readCardZone } from '../../../shared/extract/cards/machine-readable-zone.ts'
import type { ProposedOwner } from '../../../shared/model/index.ts'
import { body, page } from './page-builder.ts'

const person = { number: '099085001162', formerNumber: null, name: 'MẠC ĐÌNH GIA PHONG', birthDate: '1985-03-09', sex: 'male', address: 'Thôn Nà Lình, Đồng Mây, Thanh Giang', issuedOn: '2021-03-15' }

describe('the QR of an identity card', () => {
  it('tells its seven values', () => {
    expect(readCardQr('099085001162|012345678|MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032021')).toMatchObject({ ...person, formerNumber: '012345678', source: 'qr' })
  })
  it.each([
    ['without an old number', '099085001162||MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032021'],
    ['of the layout of 2024, whose further values are let be', '099085001162||MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032021||||'],
    ['in decomposed letters', '099085001162||MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032021'.normalize('NFD')],
  ])('is read %s', (_, payload) => expect(readCardQr(payload)).toMatchObject(person))
  it.each([
    ['a value missing, which would shift the others', '099085001162|MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình|15032021'],
    ['days with slashes', '099085001162|012345678|MẠC ĐÌNH GIA PHONG|09/03/1985|Nam|Thôn Nà Lình|15/03/2021'],
    ['no such day', '099085001162||MẠC ĐÌNH GIA PHONG|31021985|Nam|Thôn Nà Lình|15032021'],
    ['another sex', '099085001162||MẠC ĐÌNH GIA PHONG|09031985|N|Thôn Nà Lình|15032021'],
    ['eleven digits', '09908500116||MẠC ĐÌNH GIA PHONG|09031985|Nam|Thôn Nà Lình|15032021'],
    ['a web address', 'https://dichvucong.gov.vn/a|b|c|d|e|f|g'],
  ])('is no card’s with %s', (_, payload) => expect(readCardQr(payload)).toBeUndefined())
  it('is never guessed from any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => { expect(readCardQr(text)).toBeUndefined() }))
  })
})

/** A zone with the check digits that belong to it. */
function zone(change: { number?: string; birth?: string; sex?: string; expiry?: string; name?: string } = {}): [string, string, string] {
  const { number = '099085001162', birth = '850309', sex = 'M', expiry = '450309', name = 'MAC<<DINH<GIA<PHONG' } = change
  const document = number.slice(3)
  const first = `IDVNM${document}${checkDigit(document)}${number}<<${checkDigit(number)}`
  const dates = `${birth}${checkDigit(birth)}${sex}${expiry}${checkDigit(expiry)}`
  const whole = checkDigit(`${first.slice(5)}${birth}${checkDigit(birth)}${expiry}${checkDigit(expiry)}<<<<<<<<<<<`)
  return [first, `${dates}VNM<<<<<<<<<<<${whole}`, name.padEnd(30, '<')]
}

describe('the machine-readable zone of an identity card', () => {
  it('counts check digits as ICAO Doc 9303 part 5 shows them', () => {
    expect(['D23145890', '740812', '120415'].map(checkDigit)).toEqual(['7', '2', '9'])
    expect(checkDigit('D231458907<<<<<<<<<<<<<<<74081221204159<<<<<<<<<<<')).toBe('6')
  })
  it('tells number, name without marks, birth, sex and the end', () => {
    expect(readCardZone(['Đặc điểm nhận dạng', ...zone()])).toEqual({
      source: 'mrz', number: '099085001162', formerNumber: null, name: 'MAC DINH GIA PHONG', birthDate: '1985-03-09', sex: 'male', address: null, issuedOn: null, expiresOn: '2045-03-09',
    })
  })
  it('knows a card without an end, and a bearer born in this century', () => {
    expect(readCardZone(zone({ number: '099301002745', birth: '010209', sex: 'F', expiry: '991231' }))).toMatchObject({ birthDate: '2001-02-09', sex: 'female', expiresOn: null })
  })
  it('mends letters that look like figures only where all check digits then agree', () => {
    const [first, second, third] = zone()
    expect(readCardZone([first.replace('IDVNM0', 'IDVNMO'), second.replace('850309', '8503O9'), third])?.number).toBe('099085001162')
    expect(readCardZone([first.replace('IDVNM0', 'IDVNM8'), second, third])).toBeUndefined()
  })

  it('reads the serifs of a typewriter I as I, in the zone\'s beginning and in a name, and figures in a name as letters', () => {
    const [first, second, third] = zone()
    const plain = readCardZone([first, second, third])?.name ?? ''
    expect(readCardZone([first.replace('IDVNM', 'TDVNM'), second, third.replaceAll('I', 'T')])?.name).toBe(plain)
    expect(readCardZone([first, second, third.replaceAll('O', '0')])?.name).toBe(plain)
    expect(readCardZone([first, second, 'TA<<THI<TIT<TOT<<<<<<<<<<<<<<'])?.name).toBe('TA THI TIT TOT')
  })
  it.each([
    ['a figure among the fillers behind it', ['0', '1', '3', '4', '5', '7', '8', '9'].map((figure) => `NGUYEN<<VAN<AN<<<<<<<<${figure}<<<`), 'NGUYEN VAN AN'],
    ['a figure at the line’s end', ['0', '3', '4', '5', '7', '8', '9'].map((figure) => `NGUYEN<<VAN<AN`.padEnd(29, '<') + figure), 'NGUYEN VAN AN'],
    ['a letter among them', ['K', 'C', 'E', 'KK<S'].map((misread) => `NGUYEN<<VAN<AN<<<<${misread}<<<<`), 'NGUYEN VAN AN'],
    ['a figure behind the first filler', ['NGUYEN<<VAN<AN8<<<<', 'NGUYEN<<VAN<AN4<<<<', 'NGUYEN<<VAN<AN<0<<<', 'NGUYEN<VAN<AN<<<8<<', 'NGUYEN<VAN<AN<<<0<<'], 'NGUYEN VAN AN'],
    ['fillers before it', ['<<NGUYEN<<VAN<AN<<<'], 'NGUYEN VAN AN'],
  ])('ends a name with its letters: %s is none of it', (_, lines, name) => {
    const [first, second] = zone()
    for (const line of lines) expect(readCardZone([first, second, line])?.name, line).toBe(name)
  })
  it.each([
    ['a figure between letters', 'MAC<<D1NH<G1A<PH0NG<<<', 'MAC DINH GIA PHONG'],
    ['a figure without which no syllable stands', 'TA<<TH1<1CH<0NG<<<', 'TA THI ICH ONG'],
    ['no figure without which one stands', 'TA<<THI<BA0<<<', 'TA THI BA'],
    ['an I read as T where a syllable stands only with it', 'DTNH<<TTEN<VTET<NHT<<<', 'DINH TIEN VIET NHI'],
    ['no T of a name that is no syllable with an I either', 'LO<<HTUT<HOTT<KSOT<<<', 'LO HTUT HOTT KSOT'],
    ['no T of a syllable that lost its marks', 'TRUONG<<THI<TUYET<NHUT<TIT<<<', 'TRUONG THI TUYET NHUT TIT'],
  ])('mends in a name %s', (_, line, name) => {
    const [first, second] = zone()
    expect(readCardZone([first, second, line])?.name).toBe(name)
  })
  it('tells nothing when any figure was misread', () => {
    const lines = zone()
    const places = [...Array.from({ length: 9 }, (_, at) => ({ line: 0, at: 5 + at })), ...Array.from({ length: 7 }, (_, at) => ({ line: 1, at }))]
    for (const { line, at } of places) {
      const wrong = lines.map((text, index) => (index === line ? `${text.slice(0, at)}${(Number(text[at]) + 1) % 10}${text.slice(at + 1)}` : text))
      expect(readCardZone(wrong)).toBeUndefined()
    }
  })
})

describe('a page with an identity card', () => {
  const front = page(body(300, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'CĂN CƯỚC CÔNG DÂN', 'Citizen Identity Card', 'Số / No.: 099085001162', 'Họ và tên / Full name:', 'MẠC ĐÌNH GIA PHONG', 'Ngày sinh / Date of birth: 09/03/1985')).text
  it('is known by its labels in two languages, or by its zone, which is read', () => {
    const back = page(body(300, 'Đặc điểm nhận dạng', ...zone())).text
    expect([showsIdentityCard(front), showsIdentityCard(back)]).toEqual([true, true])
    expect(cardOnPage(back)?.number).toBe('099085001162')
  })
  it('is none where a paper only names a card', () => {
    const paper = page(body(300, 'Họ, chữ đệm, tên: MẠC ĐÌNH GIA PHONG', 'Thẻ căn cước công dân số 099085001162 do Cục Cảnh sát quản lý hành chính cấp')).text
    expect(showsIdentityCard(paper)).toBe(false)
    expect(cardOnPage(paper)).toBeUndefined()
  })
})

describe('a card held against a paper', () => {
  const evidence = { page: 1, box: { x: 0, y: 0, width: 1, height: 1 }, rule: 'test', read: '' }
  const named = (name: string, id?: string, birth?: string): ProposedOwner => ({
    kind: 'person', name, nameEvidence: evidence, ...(id === undefined ? {} : { id, idEvidence: evidence }), confidence: 0.9, role: 'owner', failedChecks: [],
    particulars: birth === undefined ? [] : [{ name: 'birthDate', value: birth, confidence: 0.9, evidence }],
  })
  const card = readCardQr('099085001162||Mạc Đình Gia Phong|09031985|Nam|Thôn Nà Lình|15032021')
  const compared = (...people: readonly ProposedOwner[]): [string | undefined, readonly string[]] => {
    if (card === undefined) throw new Error('no card')
    const { person, differs } = compareCard(card, people)
    return [person?.name, differs]
  }
  it.each([
    ['agrees with the person of its number', [named('Vi Thị Hạ Lam', '099181000356'), named('MẠC ĐÌNH GIA PHONG', '099085001162', '1985')], 'MẠC ĐÌNH GIA PHONG', []],
    ['tells the number of a person without one', [named('Mạc Đình Gia Phong')], 'Mạc Đình Gia Phong', []],
    ['tells another number, and another day of birth, of the person of its name', [named('Mạc Đình Gia Phong', '099085001163', '1985-03-08')], 'Mạc Đình Gia Phong', ['number', 'birthDate']],
    ['tells a name with other tones of its number', [named('Mạc Đình Giá Phong', '099085001162')], 'Mạc Đình Giá Phong', ['name']],
    ['is nobody’s whom the paper names', [named('Vi Thị Hạ Lam', '099181000356')], undefined, []],
  ])('%s', (_, people, name, differs) => expect(compared(...people)).toEqual([name, differs]))
})
