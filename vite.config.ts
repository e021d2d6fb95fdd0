import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the officer's screens. Chromium 114 is the oldest engine they run in. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'chrome114', assetsInlineLimit: 0 },
})
