import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** Empty for what lies on no disk, and in an Electron before 29, which tells of no file where it lies. */
const pathOf = (file: File, utils: typeof webUtils | undefined): string => utils?.getPathForFile(file) ?? ''

// In a sandbox nothing can be imported but Electron: the names of the channels stand in ipc-door.ts too.
contextBridge.exposeInMainWorld('bridge', {
  send: (request: unknown) => { ipcRenderer.send('door request', request) },
  onReply: (hear: (reply: unknown) => void) => { ipcRenderer.on('door reply', (_event, reply) => { hear(reply) }) },
  pathOf: (file: File) => pathOf(file, webUtils),
})
