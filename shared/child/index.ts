export { createChildPool, type ChildLimits, type ChildPool, type ChildPoolOptions } from './pool.ts'
export { createHoldingPool, serveHolding, type HoldingPool } from './holding.ts'
export { serve } from './serve.ts'
