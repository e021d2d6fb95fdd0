import type { StationLine, StationService } from '../shared/door/index.ts'
import { SohoaError } from '../shared/model/index.ts'
import { isOwnScreen } from './window-options.ts'

/** Names of the one channel between a window and the main process; preload.ts uses the same. */
export const requestChannel = 'door request'
export const replyChannel = 'door reply'

/** What of Electron's WebContents the door needs. */
export interface Sender {
  readonly id: number
  send(channel: string, message: unknown): void
  isDestroyed(): boolean
  on(event: 'did-navigate' | 'render-process-gone' | 'destroyed', hear: () => void): unknown
}

/** What of Electron's IpcMainEvent the door needs. `parent` is null for the page itself, not for a frame in it. */
export interface SentMessage {
  readonly sender: Sender
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** What of Electron's ipcMain the door needs. */
export interface Channel {
  on(channel: string, hear: (event: SentMessage, message: unknown) => void): unknown
}

/** Opens the one door for windows: each page has its line to the station, which ends with the page. */
export function openIpcDoor(channel: Channel, service: StationService): void {
  const lines = new Map<number, StationLine>()
  const known = new Set<number>()

  const end = (id: number): void => {
    lines.get(id)?.close()
    lines.delete(id)
  }

  const lineOf = (sender: Sender): StationLine => {
    const open = lines.get(sender.id)
    if (open !== undefined) return open
    if (!known.has(sender.id)) {
      known.add(sender.id)
      // A page that was loaded anew counts its calls anew: answers to the page before it must not reach it.
      sender.on('did-navigate', () => { end(sender.id) })
      sender.on('render-process-gone', () => { end(sender.id) })
      sender.on('destroyed', () => {
        end(sender.id)
        known.delete(sender.id)
      })
    }
    const line = service.connect((reply) => { if (!sender.isDestroyed()) sender.send(replyChannel, reply) })
    lines.set(sender.id, line)
    return line
  }

  channel.on(requestChannel, ({ sender, senderFrame }, message) => {
    if (senderFrame === null || senderFrame.parent !== null || !isOwnScreen(senderFrame.url)) {
      service.refused('sender')
      return
    }
    try {
      lineOf(sender).receive(message)
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      service.refused('message')
    }
  })
}
