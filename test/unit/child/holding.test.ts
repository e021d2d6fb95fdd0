import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHoldingPool } from '../../../shared/child/index.ts'

let folder: string
let script: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sohoa-holding-'))
  script = path.join(folder, 'worker.ts')
  const room = path.resolve(import.meta.dirname, '../../../shared/child/index.ts')
  await writeFile(script, `
    import { serveHolding } from ${JSON.stringify(room)}
    let opened = 0
    serveHolding({
      open: (bytes) => { opened += 1; if (bytes[0] === 255) throw new Error('cannot open'); return bytes },
      handle: (bytes, request) => request === 'die' ? process.exit(9) : { first: bytes[0], opened, pid: process.pid },
      close: () => undefined,
    })`)
})
afterAll(() => rm(folder, { recursive: true }))

interface Answer { readonly first: number; readonly opened: number; readonly pid: number }

function pool(size: number, recycleAfter?: number): ReturnType<typeof createHoldingPool<string, Answer>> {
  return createHoldingPool<string, Answer>({ script, size, limits: { memoryBytes: 1e9, timeMs: 20_000 }, ...(recycleAfter === undefined ? {} : { recycleAfter }) })
}

test('bytes are opened once for many requests, and other bytes take their place', async () => {
  const children = pool(1)
  try {
    const [one, other] = [Uint8Array.of(1), Uint8Array.of(2)]
    for (let round = 0; round < 3; round++) expect(await children.run(one, 'ask')).toMatchObject({ first: 1, opened: 1 })
    expect(await children.run(other, 'ask')).toMatchObject({ first: 2, opened: 2 })
    expect(await children.run(one, 'ask')).toMatchObject({ first: 1, opened: 3 })
  } finally {
    await children.close()
  }
})

test('a child that was asked about no bytes is ready for the first ones', async () => {
  const children = pool(2)
  try {
    const { pid } = await children.run(new Uint8Array(), 'ask')
    const one = Uint8Array.of(1)
    expect((await children.run(one, 'ask')).pid).toBe(pid)
    expect((await children.run(one, 'ask')).pid).toBe(pid)
    expect((await children.run(Uint8Array.of(2), 'ask')).pid).not.toBe(pid)
  } finally {
    await children.close()
  }
})

test('a child that is replaced gets the bytes again without the caller noticing', async () => {
  const children = pool(1, 2)
  try {
    const bytes = Uint8Array.of(7)
    const pids = new Set<number>()
    for (let round = 0; round < 7; round++) {
      const answer = await children.run(bytes, 'ask')
      expect(answer.first).toBe(7)
      pids.add(answer.pid)
    }
    expect(pids.size).toBeGreaterThan(1)
    await expect(children.run(bytes, 'die')).rejects.toMatchObject({ code: 'child_crashed' })
    expect((await children.run(bytes, 'ask')).first).toBe(7)
  } finally {
    await children.close()
  }
})

test('bytes that cannot be opened fail each time, and leave no trace for the next', async () => {
  const children = pool(1)
  try {
    const bad = Uint8Array.of(255)
    for (let round = 0; round < 2; round++) await expect(children.run(bad, 'ask')).rejects.toMatchObject({ code: 'internal' })
    expect((await children.run(Uint8Array.of(3), 'ask')).first).toBe(3)
  } finally {
    await children.close()
  }
})

test('many requests at once are all answered, by no more children than allowed', async () => {
  const children = pool(2)
  try {
    const files = [1, 2, 3, 4].map((value) => Uint8Array.of(value))
    const answers = await Promise.all(Array.from({ length: 24 }, (_, index) => children.run(files[index % 4] ?? Uint8Array.of(0), 'ask')))
    expect(answers.map((answer) => answer.first)).toEqual(Array.from({ length: 24 }, (_, index) => (index % 4) + 1))
    expect(new Set(answers.map((answer) => answer.pid)).size).toBe(2)
  } finally {
    await children.close()
  }
})
