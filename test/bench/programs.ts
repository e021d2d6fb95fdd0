import { access, constants } from 'node:fs/promises'
import path from 'node:path'

/** Whether a program is on the PATH. */
export async function hasProgram(name: string): Promise<boolean> {
  const places = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name))
  const found = await Promise.all(places.map((file) => access(file, constants.X_OK).then(() => true, () => false)))
  return found.includes(true)
}
