/** One thing that a step was made from. */
export interface ProofPart {
  readonly name: string
  /** Digests are shortened. */
  readonly value: string
  /** The whole value, where it was shortened. */
  readonly whole: string | null
}

/** Told in columns of their own. */
const elsewhere = new Set(['actor', 'decision', 'reason'])

/** What stands in the history as the inputs of a step (a JSON object), in its order, without what is told elsewhere. */
export function proofOf(inputs: string): readonly ProofPart[] {
  const told: unknown = JSON.parse(inputs)
  if (typeof told !== 'object' || told === null) return []
  return Object.entries(told).flatMap(([name, value]: [string, unknown]) => {
    const text = value === true ? '✓' : typeof value === 'number' ? String(value) : value
    if (elsewhere.has(name) || typeof text !== 'string') return []
    return [/^[0-9a-f]{40,}$/u.test(text) ? { name, value: shortDigest(text), whole: text } : { name, value: text, whole: null }]
  })
}

/** The beginning of a digest, enough to compare by eye. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 12)}…`
}
