import type { ReactNode } from 'react'
export function Counter(): ReactNode { return null }
