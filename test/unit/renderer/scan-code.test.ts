import { describe, expect, test } from 'vitest'
import { readScanCode } from '../../../renderer/keys/scan-code.ts'
import { keysBehind } from '../../../renderer/keys/typing-methods.ts'

describe('what a barcode reader brings', () => {
  test('the code of a giấy hẹn is taken as it stands', () => {
    expect(readScanCode('H22.15-261122-0001')).toEqual({ kind: 'dossier', code: 'H22.15-261122-0001' })
    expect(readScanCode('000.00.15.H22-261122-0001')).toEqual({ kind: 'dossier', code: '000.00.15.H22-261122-0001' })
  })

  test('the QR of a căn cước gives number, name and birth date', () => {
    expect(readScanCode('001099000123||NGUYEN VAN A|01011999|Nam|So 5, To 3, Phuong Dong|01012021')).toEqual({ kind: 'identity', number: '001099000123', name: 'NGUYEN VAN A', born: '1999-01-01' })
    expect(readScanCode('001099000123|012345678|Nguyễn Thị Ánh|29021999|Nữ|Hà Nội|01012021|||')).toEqual({ kind: 'identity', number: '001099000123', name: 'Nguyễn Thị Ánh', born: null })
  })

  test('a code whose letters an input method turned into marks is undone', () => {
    // VNI makes Đ of D9, and of E12 the è that E2 and E32 would give too: that one cannot be told.
    expect(readScanCode('Đ5.15-261122-0001')).toEqual({ kind: 'dossier', code: 'D95.15-261122-0001' })
    expect(readScanCode('È.15-261122-0001')).toBeNull()
  })

  test('a name of plain letters that became marks is undone where only one name shows so', () => {
    expect(readScanCode('066099000123||KSỎ Y BLO|01011999|Nam|Dak Lak|01012021')).toMatchObject({ name: 'KSOR Y BLO' })
    expect(readScanCode('066099000123||ẨON|01011999|Nam|Dak Lak|01012021')).toMatchObject({ number: '066099000123', name: null })
  })

  test('what is no code of this desk is left alone', () => {
    for (const text of ['1284/QĐ-UBND', '001099000123', 'Nguyễn Văn A', 'https://example.vn/H22.15-261122-0001', '00109900012||NGUYEN VAN A|01011999|Nam|X|01012021']) expect(readScanCode(text)).toBeNull()
  })
})

describe('keys behind a text', () => {
  test('plain text that no method changes is its own keys', () => {
    expect(keysBehind('telex', 'NGUYEN VAN AN')).toEqual(['NGUYEN VAN AN'])
    expect(keysBehind('vni', 'H22.15-261122')).toEqual(['H22.15-261122'])
  })

  test('each mark of Telex and VNI has its keys', () => {
    expect(keysBehind('telex', 'đ')).toEqual(['dd'])
    expect(keysBehind('telex', 'â')).toEqual(['aa'])
    expect(keysBehind('telex', 'Ư')).toEqual(expect.arrayContaining(['W', 'UW']))
    expect(keysBehind('telex', 'ươ')).toContain('uow')
    expect(keysBehind('telex', 'KHÓA')).toEqual(expect.arrayContaining(['KHOAS', 'KHOSA']))
    expect(keysBehind('telex', 'khoá')).toEqual(expect.arrayContaining(['khoas', 'khosa']))
    expect(keysBehind('vni', 'Điện')).toContain('D9ie6n5')
  })

  test('a mark taken back by its own key had been typed twice', () => {
    expect(keysBehind('telex', 'LASI')).toEqual(['LASSI'])
    expect(keysBehind('telex', 'BOOK')).toEqual(['BOOOK'])
  })

  test('a long garbled text gives up instead of working for ever', () => {
    expect(keysBehind('telex', 'ấ'.repeat(60))).toEqual([])
  })
})
