import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<StrictMode><main>Trạm số hóa</main></StrictMode>)
