import { access, readdir } from 'node:fs/promises'
import path from 'node:path'

async function exists(place: string): Promise<boolean> {
  return access(place).then(() => true, () => false)
}

/**
 * The absolute path as the disk spells it: `ế` may be one code point or three, on the disk or in what was typed.
 * The spelling asked for comes first. Undefined when there is no such file in any spelling.
 */
export async function findOnDisk(place: string): Promise<string | undefined> {
  if (await exists(place)) return place
  const parent = path.dirname(place)
  if (parent === place) return undefined
  const folder = await findOnDisk(parent)
  if (folder === undefined) return undefined
  const wanted = path.basename(place).normalize('NFC')
  const names = await readdir(folder).catch(() => [])
  const name = names.find((one) => one.normalize('NFC') === wanted)
  return name === undefined ? undefined : path.join(folder, name)
}
