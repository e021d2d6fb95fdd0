import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCutOff, type NamespaceRun } from '../support/no-network.ts'

let folder = ''
let run: NamespaceRun
let report = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sohoa-demo-'))
  run = await runCutOff(process.execPath, [path.join(import.meta.dirname, '../../demo/run.ts'), '--no-open', '--out', folder])
  report = await readFile(path.join(folder, 'bao-cao.html'), 'utf8').catch(() => '')
}, 1_500_000)
afterAll(async () => { await rm(folder, { recursive: true, force: true }) })

describe('the demonstration, with loopback as the only network', () => {
  it('tells the whole story without one untruth', () => {
    expect(run.code, run.text).toBe(0)
    expect(run.text).not.toContain('✘')
  })

  it('leaves a report that needs nothing beside it: no script, and no address but data and places in itself', () => {
    expect(report.length).toBeGreaterThan(500_000)
    expect(report.length).toBeLessThan(8_000_000)
    expect(report).not.toMatch(/<(?:script|link|iframe|object|embed|form|base)\b/iu)
    const addresses = [...report.matchAll(/\b(?:src|href|action|srcset|poster)\s*=\s*"([^"]{0,40})/giu)].map(([, address = '']) => address)
    expect(addresses.length).toBeGreaterThan(50)
    expect(addresses.filter((address) => !/^(?:data:image\/jpeg;base64,|#[\w-]+$)/u.test(address))).toEqual([])
    expect([...report.matchAll(/url\(([^)]{0,30})/giu)].map(([, address = '']) => address).filter((address) => !address.startsWith('data:font/ttf;base64,'))).toEqual([])
    expect(report).not.toMatch(/@import|https?:\/\/(?!127\.0\.0\.1)/iu)
  })

  it('can be read without seeing its pictures: language, one title, a text for each picture, headed tables', () => {
    expect(report).toMatch(/^<!DOCTYPE html>\s*<html lang="vi">/u)
    expect(report.match(/<h1\b/gu)).toHaveLength(1)
    const pictures = report.match(/<img\b[^>]*>/gu) ?? []
    expect(pictures.length).toBeGreaterThan(50)
    expect(pictures.filter((picture) => !/ alt="[^"]{5,}"/u.test(picture)).length).toBe(0)
    expect((report.match(/<table\b/gu) ?? []).length).toBe((report.match(/<caption\b/gu) ?? []).length)
    expect(report).toContain('<th scope="col">')
  })

  it('shows each act with its evidence, and no personal number in full', () => {
    for (const text of ['Thiếu trang 2', 'Rách mất Điều 2', 'Trang đóng dấu MẬT', 'Kẹp nhầm hồ sơ', 'Bản Word xuất ra PDF', 'Bản đã ký bị sửa', 'Mất mạng', 'SIGKILL', 'Thu hồi bản cũ', 'Điều 4.1.a', 'Điều 8.4', 'Điều 13', 'chưa có trong bản này']) {
      expect(report).toContain(text)
    }
    expect(report.replaceAll(/data:[^"]+/gu, '').match(/(?<![\da-f])099\d{9}(?![\da-f])/gu) ?? []).toEqual([])
  })

  it('leaves no passphrase and no key beside the results', async () => {
    expect((await readdir(folder)).sort()).toEqual(['ban-dien-tu', 'bao-cao.html', 'giay-mau', 'goc-tin-cay.pem', 'nhat-ky.json', 'noi-nhan', 'sao-luu', 'tram'])
  })
})
