/** The groups of a recovery key as it is told: `7GQ2M-…`. */
export const groupsOf = (recoveryKey: string): readonly string[] => recoveryKey.split('-')

/** What a person typed of a group, read as the station reads it: letter case and spaces do not matter, O is 0, I and L are 1. */
export const readGroup = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/gu, '').replace(/O/gu, '0').replace(/[IL]/gu, '1')

/** Which two groups (from 0) a person is to type back: apart from each other, never the first, which everybody remembers. `random` is 0..1. */
export function askedGroups(count: number, random: number): readonly [number, number] {
  const first = 1 + Math.floor(random * (Math.floor(count / 2) - 1))
  return [first, first + Math.floor(count / 2)]
}
