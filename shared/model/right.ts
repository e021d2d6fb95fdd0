/**
 * What an officer may do beside looking: take in and review papers, sign with the agency's key, set the station up. Who scans is
 * often not who signs (văn thư holds the seal).
 */
export const rights = ['scan', 'sign', 'administer'] as const
export type Right = (typeof rights)[number]
