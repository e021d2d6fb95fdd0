/** A file with its place in the folder that was chosen or dropped. */
export interface ChosenFile {
  readonly path: string
  readonly file: File
}

/** Files out of the system's window. */
export const fromList = (files: FileList | readonly File[]): readonly ChosenFile[] => Array.from(files, (file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))

/** Everything that was dropped, folders with all that is in them. */
export async function fromDrop(data: DataTransfer): Promise<readonly ChosenFile[]> {
  // The list is only good until the event has ended: the entries are taken before anything is waited for.
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return fromList(data.files)
  return (await Promise.all(entries.map(filesIn))).flat()
}

async function filesIn(entry: FileSystemEntry): Promise<readonly ChosenFile[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ path: entry.fullPath.replace(/^\//u, ''), file }]
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const reader = entry.createReader()
  const found: FileSystemEntry[] = []
  // A reader tells a hundred at a time.
  for (let some = await readSome(reader); some.length > 0; some = await readSome(reader)) found.push(...some)
  return (await Promise.all(found.map(filesIn))).flat()
}

const readSome = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => reader.readEntries(resolve, reject))
