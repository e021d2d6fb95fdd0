/**
 * Whether somebody is at this window. What it asks of the station by itself, because work there goes on, counts there as somebody's
 * presence: without this a window with a backlog behind it would never lock.
 */
const attentiveMs = 5 * 60_000

let lastSeen = Date.now()
const waiting = new Map<string, () => void>()

function seen(): void {
  lastSeen = Date.now()
  if (waiting.size === 0) return
  const works = [...waiting.values()]
  waiting.clear()
  for (const work of works) work()
}

/** Looks out for a person at a window until the returned function is called. */
export function watchPresence(window: EventTarget): () => void {
  const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
  // Before the key desk, which lets no key go on that it takes: F8 must find the records as they are.
  for (const sign of signs) window.addEventListener(sign, seen, { passive: true, capture: true })
  return () => {
    for (const sign of signs) window.removeEventListener(sign, seen, { capture: true })
  }
}

/** Does it now if somebody was here in the last five minutes, else with the next sign of a person; of works with one name only the last. */
export function whenSomebodyIsHere(name: string, work: () => void): void {
  if (Date.now() - lastSeen < attentiveMs) work()
  else waiting.set(name, work)
}
