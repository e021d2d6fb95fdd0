import type { BrowserWindowConstructorOptions } from 'electron'

/** The window for the screens: nothing in it can reach Node, the disk, or another page. */
export const windowOptions = {
  title: 'Trạm số hóa',
  width: 1366,
  height: 768,
  minWidth: 1024,
  minHeight: 640,
  show: false,
  autoHideMenuBar: true,
  webPreferences: {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  },
} as const satisfies BrowserWindowConstructorOptions

/** Where the screens are served inside the window. */
export const screensUrl = 'app://ui/'

/** True for the address of one of our own screens, as Chromium writes it. */
export const isOwnScreen = (address: string): boolean => address.startsWith(screensUrl)
