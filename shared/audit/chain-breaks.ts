/**
 * Actions after which the chain goes on from an older state, with a person's knowledge: what followed that state before is
 * lost, and heads told outside of it may be met again. Everywhere else such a head is a sign of forgery.
 */
export const chainBreaks = { restored: 'restored from backup', lossAccepted: 'loss accepted' } as const
