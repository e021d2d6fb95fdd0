/** Every screen, in the order of the rail. */
export const screenNames = ['counter', 'backlog', 'sign', 'records', 'outbox', 'verify', 'settings', 'pages'] as const
export type ScreenName = (typeof screenNames)[number]

/** What every screen is given: the record of the route, if it names one. */
export interface ScreenProps {
  readonly record: string | null
}
