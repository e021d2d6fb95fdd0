/**
 * Pictures of pages that were looked at or soon will be. The station forbids the browser to keep them (no-store), so this window
 * keeps the last few itself, in memory, and drops them with the lock.
 */
const most = 24
const kept = new Map<string, Promise<string>>()

async function load(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`picture ${response.status}`)
  return URL.createObjectURL(await response.blob())
}

function drop(address: string): void {
  const picture = kept.get(address)
  kept.delete(address)
  picture?.then((url) => URL.revokeObjectURL(url), () => undefined)
}

/** The picture at an address, as something an image element can show at once. Rejects where the station has none. */
export function pictureOf(address: string): Promise<string> {
  const known = kept.get(address)
  const picture = known ?? load(address)
  kept.delete(address)
  kept.set(address, picture)
  if (known === undefined) picture.catch(() => drop(address))
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    drop(oldest)
  }
  return picture
}

/** Drops every picture. */
export function forgetPictures(): void {
  for (const address of [...kept.keys()]) drop(address)
}
