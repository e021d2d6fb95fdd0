import { defineConfig } from 'vite'

/** Builds the desktop's main and preload; a sandboxed preload must be CommonJS and whole in itself. The station is not built: Node runs it as it stands. */
export default defineConfig({
  build: {
    ssr: true, outDir: 'out/electron', emptyOutDir: true, target: 'node18',
    rolldownOptions: {
      input: { main: 'electron/main.ts', preload: 'electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
  ssr: { noExternal: true },
})
