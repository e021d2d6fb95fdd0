import type { DoorReply, DoorRequest } from '../../shared/contract/index.ts'
import type { Wire } from './wire.ts'

/** What the preload gives to the page in Electron. */
export interface Bridge {
  readonly send: (request: DoorRequest) => void
  readonly onReply: (listener: (reply: DoorReply) => void) => void
  /** Where a dropped or chosen file lies on this machine; empty where it lies on no disk. */
  readonly pathOf: (file: File) => string
}

declare global {
  interface Window { readonly bridge?: Bridge }
}

function bridgeWire(bridge: Bridge): Wire {
  return {
    send: (request) => bridge.send(request),
    listen: (onReply, onState) => {
      bridge.onReply(onReply)
      onState(true)
    },
  }
}

const longestWait = 5000

/** A WebSocket at the page's own host, opened again whenever it breaks. */
function socketWire(url: string): Wire {
  let socket: WebSocket | undefined
  return {
    send: (request) => socket?.send(JSON.stringify(request)),
    listen: (onReply, onState) => {
      let wait = 250
      const open = (): void => {
        socket = new WebSocket(url)
        socket.onopen = () => {
          wait = 250
          onState(true)
        }
        // The door is our own host's, reached with its cookie: what it sends was parsed there with the contract's schemas.
        socket.onmessage = ({ data }: MessageEvent<string>) => onReply(JSON.parse(data) as DoorReply)
        socket.onclose = () => {
          onState(false)
          setTimeout(open, wait)
          wait = Math.min(wait * 2, longestWait)
        }
      }
      open()
    },
  }
}

/** The line that this page has. */
export function wireOfThisPage(): Wire {
  if (window.bridge !== undefined) return bridgeWire(window.bridge)
  const { protocol, host } = window.location
  return socketWire(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/door`)
}
