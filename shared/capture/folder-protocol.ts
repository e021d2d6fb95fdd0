/** Asks for files that have come into a folder and are written to their end; waits for some at most `waitMs`. */
export interface FolderQuestion {
  readonly folder: string
  readonly waitMs: number
}

export interface FolderAnswer {
  /** Absolute paths, in the order in which they settled, by name where they settled together; each is told once. */
  readonly files: readonly string[]
}
