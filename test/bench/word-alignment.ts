/**
 * Which of the words read are wrong, held against a truth: those that have no equal in the closest alignment of the two, save those
 * that the truth holds at another place, where nothing stands for it (order is another matter). True: wrong.
 */
export function wrongWords(truth: readonly string[], read: readonly string[]): boolean[] {
  const pairs = closestAlignment(truth, read)
  const missed = new Map<string, number>()
  const alignedTruths = new Set(pairs.filter(([wanted, got]) => truth[wanted] === read[got]).map(([wanted]) => wanted))
  truth.forEach((word, index) => {
    if (!alignedTruths.has(index)) missed.set(word, (missed.get(word) ?? 0) + 1)
  })
  const right = new Set(pairs.filter(([wanted, got]) => truth[wanted] === read[got]).map(([, got]) => got))
  return read.map((word, index) => {
    if (right.has(index)) return false
    const elsewhere = missed.get(word) ?? 0
    if (elsewhere > 0) missed.set(word, elsewhere - 1)
    return elsewhere === 0
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
