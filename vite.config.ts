import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the officer's screens. Chromium 114 is the oldest engine they run in. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../out/renderer', emptyOutDir: true, target: 'chrome114', assetsInlineLimit: 0,
    // What the screens use nothing of (the words of the command line) stays out: modules of shared/ only define.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /[\\/]shared[\\/]/u, sideEffects: false }] } },
  },
})
