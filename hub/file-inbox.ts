import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SohoaError, toDigest, type Digest, type TargetName } from '../shared/model/index.ts'
import { deliveryMessage, receiptClaims, recallMessage, type DeliveryMessage, type ReceiptClaims, type RecallMessage } from '../shared/wire/index.ts'
import { answersQuestion, foundResult } from './find.ts'
import type { Inbox, InboxEntry, IncomingFile, SentRecord } from './inbox.ts'

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
 * An inbox in a folder: `<target>/<key>/{sender,message.json,file.pdf,receipt.jws}`, and for each record recalled
 * `<target>/<digest of sender and code>/{recall.json,<key>.jws}`. An entry is received when its receipt is there, and out of use as
 * soon as its record's recall is.
 */
export async function openFileInbox(folder: string): Promise<Inbox> {
  await mkdir(folder, { recursive: true })
  await removeUnfinished(folder)
  const place = (target: TargetName, key: string): string => join(folder, target, key)

  const recallPlace = ({ target, sender, recordCode }: SentRecord): string => place(target, createHash('sha256').update(JSON.stringify([sender, recordCode])).digest('hex'))

  const entry = async (target: TargetName, key: string): Promise<InboxEntry | undefined> => {
    const message = await readIfThere(join(place(target, key), 'message.json'))
    if (message === undefined) return undefined
    const parsed = deliveryMessage.parse(JSON.parse(Buffer.from(message).toString('utf8')))
    const sender = toDigest(await readFile(join(place(target, key), 'sender'), 'utf8'))
    const receipt = await readIfThere(join(place(target, key), 'receipt.jws'))
    return receipt === undefined
      ? { state: 'announced', sender, message: parsed }
      : { state: 'received', sender, message: parsed, receipt: Buffer.from(receipt).toString('utf8') }
  }

  const recallOf = async (record: SentRecord): Promise<RecallMessage | undefined> => {
    const message = await readIfThere(join(recallPlace(record), 'recall.json'))
    return message === undefined ? undefined : recallMessage.parse(JSON.parse(Buffer.from(message).toString('utf8')))
  }
  const recallOfEntry = ({ message: { target, record }, sender }: InboxEntry): Promise<RecallMessage | undefined> => recallOf({ target, sender, recordCode: record.code })

  const entries = async (target: TargetName): Promise<InboxEntry[]> => {
    const keys = await entriesOf(join(folder, target))
    return (await Promise.all(keys.map((key) => entry(target, key)))).filter((known) => known !== undefined)
  }
  const received = async (target: TargetName): Promise<Extract<InboxEntry, { state: 'received' }>[]> => (await entries(target)).filter((known) => known.state === 'received')

  return {
    async announce(message: DeliveryMessage, sender: Digest) {
      const known = await entry(message.target, message.idempotencyKey)
      if (known?.state === 'received') return known
      await mkdir(place(message.target, message.idempotencyKey), { recursive: true })
      await writeDurably(join(place(message.target, message.idempotencyKey), 'sender'), sender)
      await writeDurably(join(place(message.target, message.idempotencyKey), 'message.json'), JSON.stringify(message))
      return { state: 'announced', sender, message }
    },
    entry,
    ofRecord: async (target, recordCode) => (await entries(target)).filter(({ message }) => message.record.code === recordCode),
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
    async recall(message: RecallMessage, sender: Digest) {
      const record = { target: message.target, sender, recordCode: message.recordCode }
      if (await recallOf(record) !== undefined) return
      await mkdir(recallPlace(record), { recursive: true })
      await writeDurably(join(recallPlace(record), 'recall.json'), JSON.stringify(message))
    },
    recallOf,
    async recallReceipt(record, key) {
      const receipt = await readIfThere(join(recallPlace(record), `${key}.jws`))
      return receipt === undefined ? undefined : Buffer.from(receipt).toString('utf8')
    },
    acknowledgeRecall: (record, key, receipt) => writeDurably(join(recallPlace(record), `${key}.jws`), receipt),
    async find(question, linkOf) {
      const all = await received('chia-se')
      const recalls = await Promise.all(all.map(recallOfEntry))
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
      const recall = await recallOfEntry(holder)
      if (recall !== undefined) return { state: 'recalled', message: recall, replacedBy: recall.replacedBy ?? successorOf(holder.message, all) }
      return { state: 'kept', bytes: await readFile(join(place(target, key), 'file.pdf')) }
    },
  }
}
