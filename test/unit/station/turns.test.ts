import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Turns } from '../../../shared/station/context.ts'

describe('turns', () => {
  it('let one after the other work on the same thing, and others at the same time', async () => {
    const turns = new Turns()
    const told: string[] = []
    const work = (name: string, thing: string) => turns.take(thing, async () => {
      told.push(`${name} begins`)
      await wait(5)
      told.push(`${name} ends`)
    })
    await Promise.all([work('first', 'a'), work('second', 'a'), work('other', 'b')])
    expect(told.indexOf('second begins')).toBeGreaterThan(told.indexOf('first ends'))
    expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('first ends'))
  })

  it('do not wait for themselves', async () => {
    const turns = new Turns()
    expect(await turns.take('a', () => turns.take('a', () => Promise.resolve('done')))).toBe('done')
  })

  it('go on after a failure, which only its own caller hears', async () => {
    const turns = new Turns()
    const failing = turns.take('a', () => Promise.reject(new Error('broken')))
    const next = turns.take('a', () => Promise.resolve('done'))
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })

  it('count a turn inside a turn as one piece of work', async () => {
    const turns = new Turns()
    await turns.take('a', () => turns.take('b', () => { expect(turns.running).toBe(1); return Promise.resolve() }))
    expect(turns.running).toBe(0)
  })
})
