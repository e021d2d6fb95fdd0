/** A word that was read and is not in the truth at that place. */
export interface Mistake {
  /** The word of the truth in whose place it was read; undefined where nothing is missing. */
  readonly wanted: string | undefined
}

/**
 * Holds the words read against a truth: a mistake for those that have no equal in the closest alignment of the two, save those that the
 * truth holds at another place, where nothing stands for it (order is another matter). Undefined: right.
 */
export function mistakesIn(truth: readonly string[], read: readonly string[]): (Mistake | undefined)[] {
  const wantedAt = new Map(closestAlignment(truth, read).map(([wanted, got]) => [got, wanted] as const))
  const isRight = (wanted: number, got: number): boolean => truth[wanted] === read[got]
  const found = new Set([...wantedAt].filter(([got, wanted]) => isRight(wanted, got)).map(([, wanted]) => wanted))
  const missed = new Map<string, number>()
  truth.forEach((word, index) => {
    if (!found.has(index)) missed.set(word, (missed.get(word) ?? 0) + 1)
  })
  return read.map((word, index) => {
    const wanted = wantedAt.get(index)
    if (wanted !== undefined && isRight(wanted, index)) return undefined
    const elsewhere = missed.get(word) ?? 0
    if (elsewhere > 0) missed.set(word, elsewhere - 1)
    return elsewhere > 0 ? undefined : { wanted: wanted === undefined ? undefined : truth[wanted] }
  })
}

/** Pairs of places (truth, read) of a shortest edit path between two lists of words. */
function closestAlignment(truth: readonly string[], read: readonly string[]): [number, number][] {
  const width = read.length + 1
  const costs = new Uint32Array((truth.length + 1) * width)
  for (let column = 0; column < width; column++) costs[column] = column
  for (let row = 1; row <= truth.length; row++) {
    costs[row * width] = row
    for (let column = 1; column < width; column++) {
      const kept = cost(costs, (row - 1) * width + column - 1) + (truth[row - 1] === read[column - 1] ? 0 : 1)
      costs[row * width + column] = Math.min(kept, cost(costs, (row - 1) * width + column) + 1, cost(costs, row * width + column - 1) + 1)
    }
  }
  const pairs: [number, number][] = []
  let [row, column] = [truth.length, read.length]
  while (row > 0 && column > 0) {
    const here = cost(costs, row * width + column)
    if (here === cost(costs, (row - 1) * width + column - 1) + (truth[row - 1] === read[column - 1] ? 0 : 1)) pairs.push([--row, --column])
    else if (here === cost(costs, (row - 1) * width + column) + 1) row--
    else column--
  }
  return pairs
}

const cost = (costs: Uint32Array, place: number): number => costs[place] ?? 0
