import type { ErrorCode, ErrorParams } from '../model/index.ts'

/** What goes from the parent to a child: one request at a time. */
export interface ChildRequest {
  readonly id: number
  readonly payload: unknown
}

/** What a child answers. */
export type ChildReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly params: ErrorParams }
