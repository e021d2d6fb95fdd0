import type { ReactNode } from 'react'
export function PageDesk(): ReactNode { return null }
