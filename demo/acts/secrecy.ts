import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { DemoOffice } from '../office.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { SecrecyStory } from '../story.ts'

/** Looks through every file of the station and of its backup for what must not be readable there: names, numbers, passphrases. */
export async function searchAtRest(office: DemoOffice, backups: string, papers: readonly GeneratedPaper[]): Promise<SecrecyStory> {
  await office.release()
  const persons = papers.flatMap(({ truth, dossier }) => [...truth.owners, ...(dossier.owners ?? [])])
  const texts = new Set([...office.secrets, ...persons.flatMap(({ name, id }) => [name, name.toUpperCase(), id ?? name])])
  const needles = [...texts].map((text) => Buffer.from(text, 'utf8'))
  const found: string[] = []
  let [files, searched] = [0, 0]
  for (const folder of [office.folder, backups]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      const bytes = await readFile(file)
      files += 1
      searched += bytes.length
      if (needles.some((needle) => bytes.includes(needle) || file.includes(needle.toString('utf8')))) found.push(path.relative(path.dirname(office.folder), file))
    }
  }
  return { files, bytes: searched, texts: texts.size, found }
}
