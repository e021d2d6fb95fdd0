import { contextBridge, ipcRenderer, webUtils } from 'electron'

// In a sandbox nothing can be imported but Electron: the names of the channels stand in ipc-door.ts too.
contextBridge.exposeInMainWorld('bridge', {
  send: (request: unknown) => { ipcRenderer.send('door request', request) },
  onReply: (hear: (reply: unknown) => void) => { ipcRenderer.on('door reply', (_event, reply) => { hear(reply) }) },
  pathOf: (file: File) => webUtils.getPathForFile(file),
})
