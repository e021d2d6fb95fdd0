import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createStation, readRecoveryKey } from '../../../shared/store/index.ts'
import { composed, deriveNatively, derivePortably, keyDerivation } from '../../../shared/store/passphrase.ts'
import { newRecoveryKey } from '../../../shared/store/recovery-key.ts'
import { bytesOf, open, passphrase, temporaryFolder } from './station.ts'

test('a station asks 64 MiB and three passes of whoever guesses its passphrase', async () => {
  const folder = path.join(temporaryFolder(), 'trạm')
  await createStation(folder, { officer: 'Hà', passphrase: bytesOf(passphrase), training: false })
  const header = fs.readFileSync(path.join(folder, 'header.json'), 'utf8')
  expect(header.match(/"memoryKib":65536,"passes":3,"parallelism":1/g)).toHaveLength(2)
  await open(folder)
})

test('Argon2id gives the same key with and without the runtime\'s own code', async () => {
  const salt = randomBytes(16)
  const cost = { ...keyDerivation, memoryKib: 1024 }
  expect(Buffer.from(await derivePortably(bytesOf('cụm mật khẩu'), salt, cost)).toString('hex'))
    .toBe(Buffer.from(await deriveNatively(bytesOf('cụm mật khẩu'), salt, cost)).toString('hex'))
})

test('a passphrase is the same key whichever way its tones are composed', () => {
  expect(composed(bytesOf('Nghị định'.normalize('NFD')))).toEqual(composed(bytesOf('Nghị định'.normalize('NFC'))))
})

describe('a recovery key', () => {
  test('is read whatever its case, spaces and dashes, with O for 0, I and L for 1', () => {
    for (let round = 0; round < 50; round += 1) {
      const key = newRecoveryKey()
      expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
      const read = readRecoveryKey(key)
      const loose = ` ${key.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', round % 2 === 0 ? 'i' : 'L')}\n`
      expect(readRecoveryKey(loose)).toEqual(read)
      expect(read.state).toBe('read')
    }
  })

  test('tells which group has a wrong character', () => {
    const key = newRecoveryKey()
    for (let place = 0; place < key.length; place += 1) {
      if (key[place] === '-') continue
      for (const wrong of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (wrong === key[place]) continue
        const typed = key.slice(0, place) + wrong + key.slice(place + 1)
        expect(readRecoveryKey(typed)).toEqual({ state: 'mistyped', groups: [Math.floor(place / 6) + 1] })
      }
    }
  })

  test('tells which group is short, long or holds what no key holds', () => {
    const groups = newRecoveryKey().split('-')
    groups.forEach((group, index) => {
      for (const wrong of [group.slice(1), `${group}7`, group.replace(/^./u, 'U'), 'ếch']) {
        expect(readRecoveryKey(groups.with(index, wrong).join(' '))).toEqual({ state: 'mistyped', groups: [index + 1] })
      }
    })
    expect(readRecoveryKey(groups.slice(1).join('-'))).toEqual({ state: 'not a recovery key' })
  })

  test('notices two characters exchanged within a group, and two groups exchanged', () => {
    const key = newRecoveryKey()
    const groups = key.split('-')
    groups.forEach((group, index) => {
      for (let left = 0; left < 5; left += 1) {
        for (let right = left + 1; right < 5; right += 1) {
          if (group[left] === group[right]) continue
          const letters = Array.from(group)
          letters[left] = group.charAt(right)
          letters[right] = group.charAt(left)
          expect(readRecoveryKey(groups.with(index, letters.join('')).join('-'))).toEqual({ state: 'mistyped', groups: [index + 1] })
        }
      }
    })
    for (let left = 0; left < 8; left += 1) {
      for (let right = left + 1; right < 8; right += 1) {
        const exchanged = groups.with(left, groups[right] ?? '').with(right, groups[left] ?? '')
        if (groups[left] !== groups[right]) expect(readRecoveryKey(exchanged.join('-')).state).toBe('mistyped')
      }
    }
  })

  test('is not seen in an ordinary passphrase', () => {
    expect(readRecoveryKey('bốn từ không liên quan')).toEqual({ state: 'not a recovery key' })
    expect(readRecoveryKey('tám từ hoàn toàn không liên quan gì')).toEqual({ state: 'not a recovery key' })
  })
})
