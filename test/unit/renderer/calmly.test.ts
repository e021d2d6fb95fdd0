import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calmly } from '../../../renderer/station/calmly.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('two hundred events of records cost two questions, the second after the last event', () => {
  let asked = 0
  const ask = calmly(() => { asked += 1 }, 500)
  for (let event = 0; event < 200; event += 1) ask()
  expect(asked).toBe(1)
  vi.advanceTimersByTime(500)
  expect(asked).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(asked).toBe(2)
  ask()
  expect(asked).toBe(3)
})
