/** Levenshtein distance between two texts, by code points, over the length of the truth. */
export function characterErrorRate(truth: string, text: string): number {
  const wanted = Array.from(truth)
  const got = Array.from(text)
  let previous = Int32Array.from({ length: got.length + 1 }, (_, index) => index)
  for (let row = 1; row <= wanted.length; row++) {
    const current = new Int32Array(got.length + 1)
    current[0] = row
    for (let column = 1; column <= got.length; column++) {
      const kept = (previous[column - 1] ?? 0) + (wanted[row - 1] === got[column - 1] ? 0 : 1)
      current[column] = Math.min(kept, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
    }
    previous = current
  }
  return (previous[got.length] ?? 0) / Math.max(1, wanted.length)
}

/** Middle value; the mean of the two middle ones for an even count. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}
