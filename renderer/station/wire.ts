import type { DoorReply, DoorRequest } from '../../shared/contract/index.ts'

/** The line from a window to its door: Electron's channel or a WebSocket. What goes over it is said in the contract (door.ts). */
export interface Wire {
  /** Throws nothing: what cannot be sent now is told by `onState`. */
  readonly send: (request: DoorRequest) => void
  /** Called once, before anything is sent. `open` is told when the line stands, anew after each break. */
  readonly listen: (onReply: (reply: DoorReply) => void, onState: (open: boolean) => void) => void
}
