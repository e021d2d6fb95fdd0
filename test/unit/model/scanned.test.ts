import { expect, it } from 'vitest'
import { readScanned } from '../../../shared/model/index.ts'

it('the QR of an identity card is a person, with the name on it', () => {
  expect(readScanned('099085001162|212345678|Mạc Đình Gia Phong|01021985|Nam|Thôn 1, Đồng Mây|01012022')).toEqual({ kind: 'person', id: '099085001162', name: 'Mạc Đình Gia Phong' })
  expect(readScanned('099085001162||Mạc Đình Gia Phong|01021985|Nam||01012022\n')).toEqual({ kind: 'person', id: '099085001162', name: 'Mạc Đình Gia Phong' })
})

it('a personal number is a person whose name is not known, with or without spaces', () => {
  expect(readScanned(' 099 085 001 162 ')).toEqual({ kind: 'person', id: '099085001162', name: null })
})

it('everything else is a dossier code, also digits that are no personal number', () => {
  expect(readScanned(' H99.12-261103-0007 ')).toEqual({ kind: 'dossier', dossierCode: 'H99.12-261103-0007' })
  expect(readScanned('099985001162')).toEqual({ kind: 'dossier', dossierCode: '099985001162' })
})
