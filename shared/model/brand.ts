declare const brand: unique symbol

/** A value of type `T` that only the functions of its own module may make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
