import type { DoorReply } from '../contract/index.ts'

/** Why a request from outside was turned away. */
export const refusals = ['host', 'origin', 'cookie', 'token', 'sender', 'message', 'method'] as const
export type Refusal = (typeof refusals)[number]

/** One window's way to the station. */
export interface StationLine {
  /** Takes one message of the window (DoorRequest). Throws invalid_params for what is none; what a call ends with comes as a reply. */
  receive(message: unknown): void
  /** The window has gone. Work that it began goes on; nobody hears of it. */
  close(): void
}

/** A station as a door sees it, in this process or in another. */
export interface StationService {
  /** A new window. `send` is told its replies and every event. */
  connect(send: (reply: DoorReply) => void): StationLine
  /** `/media/…` (pictures and files of records) and `/staged` (files handed in). Never throws: what fails is a response with `{ error: { code, params } }`. */
  fetch(request: Request): Promise<Response>
  /** Counts a request that the door turned away, for the audit log of the station. */
  refused(why: Refusal): void
  /** Ends the station; work under way stops at its next safe point and is resumed at the next opening. */
  close(): Promise<void>
}
