import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SohoaError, toDigest, type TargetName } from '../shared/model/index.ts'
import { deliveryMessage, receiptClaims, recallMessage, type DeliveryMessage, type ReceiptClaims, type RecallMessage } from '../shared/wire/index.ts'
import { answersQuestion, foundResult } from './find.ts'
import type { Inbox, InboxEntry, InboxRecall, IncomingFile } from './inbox.ts'

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeDurably(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}

/** Names in a folder; none where there is no such folder. */
async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return []
    throw thrown
  }
}

/** What a receipt of this hub says. */
function claimsOf(receipt: string): ReceiptClaims {
  return receiptClaims.parse(JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8')))
}

const tokenOf = (receipt: string): string => claimsOf(receipt).link.split('/').at(-1) ?? ''

/** The code of the received result that stands in the place of another; null where there is none. */
function successorOf({ record }: DeliveryMessage, received: readonly { readonly message: DeliveryMessage }[]): string | null {
  const found = received.find(({ message: { replaces } }) => replaces !== null && replaces.recordCode === record.code && replaces.pdfDigest === record.pdfDigest)
  return found?.message.record.code ?? null
}

/** Takes away what a process that was killed left half written: none of it was ever acknowledged. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(?:upload|tmp)$/u.test(name)) await rm(join(folder, name), { force: true })
  }
}

class FileUpload implements IncomingFile {
  readonly path: string
  readonly #handle: FileHandle
  readonly #hash = createHash('sha256')
  #open = true

  constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk)
    await this.#handle.writeFile(chunk)
  }

  async finish(): Promise<{ digest: ReturnType<typeof toDigest>; bytes: Uint8Array }> {
    await this.#handle.sync()
    await this.#close()
    const bytes = await readFile(this.path)
    const digest = toDigest(createHash('sha256').update(bytes).digest('hex'))
    if (digest !== this.#hash.digest('hex')) throw new SohoaError('internal', { type: 'upload read back differs' })
    return { digest, bytes }
  }

  async discard(): Promise<void> {
    await this.#close()
    await rm(this.path, { force: true })
  }

  async #close(): Promise<void> {
    if (this.#open) await this.#handle.close()
    this.#open = false
  }
}

/**
 * An inbox in a folder: `<target>/<key>/{message.json,file.pdf,receipt.jws}` and `{recall.json,recall-receipt.jws}`. An entry is
 * received when its receipt is there, and out of use as soon as its recall is.
 */
export async function openFileInbox(folder: string): Promise<Inbox> {
  await mkdir(folder, { recursive: true })
  await removeUnfinished(folder)
  const place = (target: TargetName, key: string): string => join(folder, target, key)

  const entry = async (target: TargetName, key: string): Promise<InboxEntry | undefined> => {
    const message = await readIfThere(join(place(target, key), 'message.json'))
    if (message === undefined) return undefined
    const parsed = deliveryMessage.parse(JSON.parse(Buffer.from(message).toString('utf8')))
    const receipt = await readIfThere(join(place(target, key), 'receipt.jws'))
    return receipt === undefined
      ? { state: 'announced', message: parsed }
      : { state: 'received', message: parsed, receipt: Buffer.from(receipt).toString('utf8') }
  }

  const recallOf = async (target: TargetName, key: string): Promise<InboxRecall | undefined> => {
    const message = await readIfThere(join(place(target, key), 'recall.json'))
    if (message === undefined) return undefined
    const receipt = await readIfThere(join(place(target, key), 'recall-receipt.jws'))
    return { message: recallMessage.parse(JSON.parse(Buffer.from(message).toString('utf8'))), receipt: receipt === undefined ? null : Buffer.from(receipt).toString('utf8') }
  }

  const received = async (target: TargetName): Promise<Extract<InboxEntry, { state: 'received' }>[]> => {
    const keys = await entriesOf(join(folder, target))
    const entries = await Promise.all(keys.map((key) => entry(target, key)))
    return entries.filter((known) => known?.state === 'received')
  }

  return {
    async announce(message: DeliveryMessage) {
      const known = await entry(message.target, message.idempotencyKey)
      if (known?.state === 'received') return known
      await mkdir(place(message.target, message.idempotencyKey), { recursive: true })
      await writeDurably(join(place(message.target, message.idempotencyKey), 'message.json'), JSON.stringify(message))
      return { state: 'announced', message }
    },
    entry,
    async receive(target, key) {
      const path = join(place(target, key), `${randomUUID()}.upload`)
      return new FileUpload(path, await open(path, 'wx'))
    },
    async complete(target, key, file, receipt) {
      if (!(file instanceof FileUpload)) throw new SohoaError('internal', { type: 'foreign upload' })
      await rename(file.path, join(place(target, key), 'file.pdf'))
      await syncFolder(place(target, key))
      await writeDurably(join(place(target, key), 'receipt.jws'), receipt)
    },
    async recall(message: RecallMessage) {
      const { target, idempotencyKey } = message
      if (await recallOf(target, idempotencyKey) !== undefined) return
      await mkdir(place(target, idempotencyKey), { recursive: true })
      await writeDurably(join(place(target, idempotencyKey), 'recall.json'), JSON.stringify(message))
    },
    recallOf,
    acknowledgeRecall: (target, key, receipt) => writeDurably(join(place(target, key), 'recall-receipt.jws'), receipt),
    async find(question, linkOf) {
      const all = await received('chia-se')
      const recalls = await Promise.all(all.map(({ message }) => recallOf('chia-se', message.idempotencyKey)))
      const inUse = all.filter((_, index) => recalls[index] === undefined)
      return {
        found: inUse
          .filter(({ message }) => successorOf(message, inUse) === null)
          .filter(({ message }) => answersQuestion(message, question))
          .map(({ message, receipt }) => foundResult(message, linkOf(tokenOf(receipt)), claimsOf(receipt).receivedAt)),
      }
    },
    async file(target, token) {
      const all = await received(target)
      const holder = all.find(({ receipt }) => tokenOf(receipt) === token)
      if (holder === undefined) return undefined
      const key = holder.message.idempotencyKey
      const recall = await recallOf(target, key)
      if (recall !== undefined) return { state: 'recalled', message: recall.message, replacedBy: recall.message.replacedBy ?? successorOf(holder.message, all) }
      return { state: 'kept', bytes: await readFile(join(place(target, key), 'file.pdf')) }
    },
  }
}
