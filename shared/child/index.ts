export { createChildPool, type ChildLimits, type ChildPool, type ChildPoolOptions } from './pool.ts'
export { serve } from './serve.ts'
