import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.useRealTimers()
  vi.resetModules()
})

it('a window asks at once while somebody is there; after five minutes without a person it waits for one, and asks once', async () => {
  vi.useFakeTimers()
  const window = new EventTarget()
  const { watchPresence, whenSomebodyIsHere } = await import('../../../renderer/station/presence.ts')
  const stop = watchPresence(window)
  const asked: string[] = []
  whenSomebodyIsHere('lots', () => asked.push('first'))
  expect(asked).toEqual(['first'])
  vi.advanceTimersByTime(5 * 60_000)
  for (const time of ['second', 'third']) whenSomebodyIsHere('lots', () => asked.push(time))
  expect(asked).toEqual(['first'])
  window.dispatchEvent(new Event('pointermove'))
  expect(asked).toEqual(['first', 'third'])
  window.dispatchEvent(new Event('keydown'))
  expect(asked).toEqual(['first', 'third'])
  stop()
})

it('sees a person before the key desk does, which lets no key go on that it takes', async () => {
  const { watchPresence } = await import('../../../renderer/station/presence.ts')
  const window = new EventTarget()
  const listening = vi.spyOn(window, 'addEventListener')
  watchPresence(window)()
  expect(listening.mock.calls.map(([, , options]) => typeof options === 'object' && options.capture)).toEqual([true, true, true, true])
})
