/** A promise that is settled from outside. (Promise.withResolvers is younger than the oldest desktop shell that runs this room.) */
export interface Deferred<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
}

/** Makes one. */
export function deferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => { resolve = settle })
  return { promise, resolve }
}
