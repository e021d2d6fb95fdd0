/**
 * Makes work that is asked for in bursts be done at once the first time, then at most once in `restMs` milliseconds; the last asking
 * is always followed by the work.
 */
export function calmly(work: () => void, restMs: number): () => void {
  let resting = false
  let askedMeanwhile = false
  const rest = (): void => {
    resting = true
    setTimeout(() => {
      resting = false
      if (!askedMeanwhile) return
      askedMeanwhile = false
      work()
      rest()
    }, restMs)
  }
  return () => {
    if (resting) {
      askedMeanwhile = true
      return
    }
    work()
    rest()
  }
}
