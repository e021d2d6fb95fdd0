import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/fonts.css'
import './look/tokens.css'
import './look/base.css'
import { App } from './app/app.tsx'
import { openDoor } from './station/door.ts'
import { wireOfThisPage } from './station/this-page.ts'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<StrictMode><App door={openDoor(wireOfThisPage())} /></StrictMode>)
