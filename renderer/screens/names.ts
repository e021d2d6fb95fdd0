/** Every screen, in the order of the rail. */
export const screenNames = ['counter', 'backlog', 'sign', 'records', 'outbox', 'verify', 'settings', 'pages'] as const
export type ScreenName = (typeof screenNames)[number]
