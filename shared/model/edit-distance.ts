/** Levenshtein distance in UTF-16 units; gives `limit + 1` as soon as the distance must exceed `limit`. */
export function editDistance(left: string, right: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    let smallest = row
    for (let column = 1; column <= right.length; column++) {
      const above = previous[column] ?? 0
      const diagonal = previous[column - 1] ?? 0
      const before = current[column - 1] ?? 0
      const cost = left[row - 1] === right[column - 1] ? diagonal : 1 + Math.min(above, before, diagonal)
      current.push(cost)
      smallest = Math.min(smallest, cost)
    }
    if (smallest > limit) return limit + 1
    previous = current
  }
  return previous[right.length] ?? 0
}
