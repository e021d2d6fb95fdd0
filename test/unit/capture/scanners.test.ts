import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { readSaneOptions, saneMode, saneSource, saneSources, hasDuplex } from '../../../shared/capture/sane-options.ts'
import { openFolderDriver, openSampleDriver, openSaneDriver, openScanners, type PageSink, type ScannedSheet, type ScannerDriver, type ScanEnding } from '../../../shared/capture/index.ts'
import { SohoaError, type Scanner, type ScanSettings } from '../../../shared/model/index.ts'
import { saneTestBackend, type SaneFault } from '../../support/sane-test-backend.ts'
import { toolOrSkip } from '../../support/system-tools.ts'
import { thrownBy } from '../../support/thrown.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-scanners-'))
const drivers: ScannerDriver[] = []
afterAll(async () => {
  await Promise.all(drivers.map((driver) => driver.close()))
  await rm(folder, { recursive: true })
})

const settings: ScanSettings = { source: 'feeder', duplex: false, resolution: 75, colour: 'colour' }
const jpegHead = Buffer.from([0xff, 0xd8, 0xff, 0xe0])

/** A sink that keeps what it is given, and may fail at a sheet. */
function keeping(take: (sheet: ScannedSheet, number: number) => Promise<void> | void = () => undefined): PageSink & { readonly sheets: ScannedSheet[] } {
  const sheets: ScannedSheet[] = []
  return {
    sheets,
    pages: () => sheets.length,
    async take(sheet) {
      await take(sheet, sheets.length + 1)
      sheets.push(sheet)
    },
  }
}

const ending = (): ScanEnding & { cancel(): void; end(): void } => {
  const [cancelled, finish] = [new AbortController(), new AbortController()]
  return { cancelled: cancelled.signal, finish: finish.signal, cancel: () => { cancelled.abort() }, end: () => { finish.abort() } }
}

describe.skipIf(!toolOrSkip('scanimage'))('a SANE scanner', { timeout: 60_000 }, () => {
  const open = async (fault: SaneFault | 'Default' = 'Default'): Promise<{ driver: ScannerDriver; device: Scanner }> => {
    const driver = openSaneDriver({ configFolder: saneTestBackend(folder, fault) })
    drivers.push(driver)
    const [device] = await driver.devices()
    return { driver, device: device ?? expect.fail() }
  }

  test('says what it is and what it can', async () => {
    const { device } = await open()
    expect(device).toEqual({
      id: 'sane:test:0', name: 'Noname frontend-tester', driver: 'sane', sources: ['flatbed', 'feeder'], duplex: false, resolutions: [150, 200, 300, 400, 600], colours: ['colour', 'grey'],
    })
  })

  test('feeds sheet after sheet until the feeder is empty, none before the last one is taken, and through no file', async () => {
    const { driver, device } = await open()
    const files: string[] = []
    let under = 0
    const sink = keeping(async () => {
      under += 1
      expect(under).toBe(1)
      files.push(...readdirSync(tmpdir()).filter((name) => name.startsWith(`sohoa-scan-${process.pid}-`)).flatMap((name) => readdirSync(path.join(tmpdir(), name), { withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name))
      await wait(20)
      under -= 1
    })
    await driver.scan(device, settings, sink, ending())
    expect(sink.sheets.map(({ name, form }) => `${name} ${form}`)).toEqual(Array.from({ length: 10 }, (_, index) => `trang ${index + 1} pixels`))
    expect(new Set(sink.sheets.map(({ bytes }) => Buffer.from(bytes.subarray(0, 4)).toString('latin1')))).toEqual(new Set(['MM\0*']))
    expect(files).toEqual([])
  })

  test('gives one page from the glass', async () => {
    const { driver, device } = await open()
    const sink = keeping()
    await driver.scan(device, { ...settings, source: 'flatbed' }, sink, ending())
    expect(sink.sheets).toHaveLength(1)
  })

  test.each([
    ['SANE_STATUS_JAMMED', 'scanner_jammed'], ['SANE_STATUS_COVER_OPEN', 'scanner_cover_open'], ['SANE_STATUS_DEVICE_BUSY', 'scanner_busy'],
    ['SANE_STATUS_NO_DOCS', 'scanner_empty'], ['SANE_STATUS_IO_ERROR', 'scanner_gone'],
  ] as const)('%s is %s, and what it began of the page is none', async (fault, code) => {
    const { driver, device } = await open(fault)
    const sink = keeping()
    expect((await thrownBy(() => driver.scan(device, settings, sink, ending())))?.code).toBe(code)
    expect(sink.sheets).toEqual([])
  })

  test('ends at once when it is cancelled, after the sheet under way when it is finished, and with what the sink threw', async () => {
    const { driver, device } = await open()
    const cancelled = ending()
    const first = keeping((_, number) => { if (number === 2) cancelled.cancel() })
    expect((await thrownBy(() => driver.scan(device, settings, first, cancelled)))?.code).toBe('cancelled')
    const finished = ending()
    const second = keeping((_, number) => { if (number === 3) finished.end() })
    await driver.scan(device, settings, second, finished)
    expect(second.sheets).toHaveLength(3)
    const full = keeping((_, number) => { if (number === 2) throw new SohoaError('disk_full') })
    expect((await thrownBy(() => driver.scan(device, settings, full, ending())))?.code).toBe('disk_full')
    expect(full.sheets).toHaveLength(1)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`sohoa-scan-${process.pid}-`))).toEqual([])
  })

  test('takes away the empty pipes that a killed process left', async () => {
    const { driver, device } = await open()
    const { pid } = spawnSync('true')
    const left = path.join(tmpdir(), `sohoa-scan-${pid}-abcdef`)
    mkdirSync(left)
    await driver.scan(device, { ...settings, source: 'flatbed' }, keeping(), ending())
    expect(existsSync(left)).toBe(false)
  })

  test('that is not there, or cannot do what is asked, is named', async () => {
    const { driver, device } = await open()
    const ask = (change: Partial<ScanSettings>, id = device.id) => thrownBy(() => driver.scan({ ...device, id }, { ...settings, ...change }, keeping(), ending()))
    expect(await ask({ duplex: true })).toEqual({ code: 'scanner_settings', params: { setting: 'duplex' } })
    expect(await ask({ colour: 'black and white' })).toEqual({ code: 'scanner_settings', params: { setting: 'black and white' } })
    expect((await ask({}, 'sane:test:9'))?.code).toBe('scanner_gone')
    const scanners = openScanners([driver])
    expect((await thrownBy(() => scanners.scan('sane:gone', settings, keeping(), () => undefined)))?.code).toBe('scanner_not_found')
  })
})

describe('names of a device', () => {
  const listing = `
    --mode Lineart|Gray|Color [Gray]
    --resolution 75|150|300|600dpi [75]
    --source Flatbed|ADF Front|ADF Duplex [Flatbed]
    --duplex[=(yes|no)] [no]`

  test('are found for what is asked', () => {
    const options = readSaneOptions(listing)
    expect(saneSources(options)).toEqual(['flatbed', 'feeder'])
    expect([saneSource(options, 'feeder', false), saneSource(options, 'feeder', true), saneSource(options, 'flatbed', false)]).toEqual(['ADF Front', 'ADF Duplex', 'Flatbed'])
    expect(options.resolutions).toEqual([75, 150, 300, 600])
    expect([saneMode(options, 'grey'), saneMode(options, 'black and white'), hasDuplex(options)]).toEqual(['Gray', 'Lineart', true])
  })

  test('may be missing: such a device has the glass', () => {
    expect(saneSources(readSaneOptions('    --mode Color [Color]'))).toEqual(['flatbed'])
  })
})

describe('a watched folder', { timeout: 60_000 }, () => {
  test('gives files in the order in which they are complete, once each, and moves them away', async () => {
    const place = path.join(folder, 'máy quét mạng')
    mkdirSync(place)
    writeFileSync(path.join(place, 'cũ.jpg'), jpegHead)
    writeFileSync(path.join(place, '.ẩn.jpg'), jpegHead)
    writeFileSync(path.join(place, 'dở.jpg.part'), jpegHead)
    const driver = openFolderDriver({ folder: () => place, quietMs: 3000, patienceMs: 20_000 })
    drivers.push(driver)
    const [device] = await driver.devices()
    const slow = path.join(place, 'chậm.jpg')
    const sink = keeping(async () => {
      if (sink.sheets.length > 0) return
      writeFileSync(slow, jpegHead)
      for (let piece = 0; piece < 4; piece++) {
        await wait(300)
        await appendFile(slow, Buffer.alloc(1000, piece))
      }
    })
    await driver.scan(device ?? expect.fail(), settings, sink, ending())
    expect(sink.sheets.map(({ name, bytes, form }) => [name, bytes.length, form])).toEqual([['cũ.jpg', 4, 'file'], ['chậm.jpg', 4004, 'file']])
    expect(readdirSync(place).toSorted()).toEqual(['.ẩn.jpg', 'dở.jpg.part', 'Đã nhận'].toSorted())
    expect(readdirSync(path.join(place, 'Đã nhận')).toSorted()).toEqual(['chậm.jpg', 'cũ.jpg'].toSorted())
  })

  test('keeps a file that could not be taken, and says that nothing came', async () => {
    const place = path.join(folder, 'thư mục lỗi')
    mkdirSync(place)
    writeFileSync(path.join(place, 'một.jpg'), jpegHead)
    const driver = openFolderDriver({ folder: () => place, quietMs: 500, patienceMs: 500 })
    drivers.push(driver)
    const [device = expect.fail()] = await driver.devices()
    const refusing = keeping(() => { throw new SohoaError('image_damaged', { page: 1 }) })
    const patient = openFolderDriver({ folder: () => place, quietMs: 500, patienceMs: 10_000 })
    drivers.push(patient)
    expect((await thrownBy(() => patient.scan(device, settings, refusing, ending())))?.code).toBe('image_damaged')
    expect(readdirSync(place)).toEqual(['một.jpg'])
    await rm(path.join(place, 'một.jpg'))
    expect((await thrownBy(() => driver.scan(device, settings, keeping(), ending())))?.code).toBe('scanner_empty')
    expect(await openFolderDriver({ folder: () => path.join(folder, 'không có') }).devices()).toEqual([])
  })
})

test('sample papers come one after the other, and say that they are none of a scanner', async () => {
  const place = path.join(folder, 'giấy mẫu')
  for (const [paper, pages] of [['một', 2], ['hai', 1]] as const) {
    mkdirSync(path.join(place, paper), { recursive: true })
    for (let page = 1; page <= pages; page++) writeFileSync(path.join(place, paper, `0${page}.jpg`), jpegHead)
  }
  const driver = openSampleDriver(() => place)
  const [device = expect.fail()] = await driver.devices()
  expect(device.name).toContain('không phải máy quét thật')
  const fed: number[] = []
  for (let scan = 0; scan < 3; scan++) {
    const sink = keeping()
    await driver.scan(device, settings, sink, ending())
    fed.push(sink.sheets.length)
  }
  expect(fed).toEqual([1, 2, 1])
})
