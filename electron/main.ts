import { homedir } from 'node:os'
import path from 'node:path'
import { existsSync } from 'node:fs'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron'
import { forkStation, readPassphraseFile, readScreens, startStationProcess, unlockService, type ProcessChannel } from '../shared/door/index.ts'
import { describeThrown } from '../shared/model/index.ts'
import { desktopTexts, explainError } from '../shared/words/index.ts'
import { openIpcDoor } from './ipc-door.ts'
import { menuTemplate } from './menu.ts'
import { screensHandler } from './screens-protocol.ts'
import { startUtility } from './station-utility.ts'
import { isOwnScreen, screensUrl, windowOptions } from './window-options.ts'

/** The value of `--name=value` on the command line. */
function optionOf(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3)
}

/** The station runs under Electron, or under the Node that is named: from source, and where Electron is too old for the store. */
function startStation(): ProcessChannel {
  // In a package the station lies beside the archive, where its children and native libraries are found too.
  const place = app.getAppPath().replace(/app\.asar$/u, 'app.asar.unpacked')
  const [script = ''] = ['ts', 'js'].map((ending) => path.join(place, `shared/station/worker.${ending}`)).filter((file) => existsSync(file))
  const node = process.env.SOHOA_STATION_NODE
  return node === undefined ? startUtility(script) : forkStation(script, node)
}

/** No page ever leaves the screens, opens another window, or is given a right. */
function shutDoors(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => { event.preventDefault() })
    contents.on('will-attach-webview', (event) => { event.preventDefault() })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  session.defaultSession.setPermissionRequestHandler((contents, permission, decide) => { decide(permission === 'clipboard-sanitized-write' && isOwnScreen(contents.getURL())) })
  session.defaultSession.setPermissionCheckHandler(() => false)
}

async function openWindow(): Promise<void> {
  const preload = path.join(import.meta.dirname, 'preload.cjs')
  const window = new BrowserWindow({ ...windowOptions, webPreferences: { ...windowOptions.webPreferences, preload } })
  window.once('ready-to-show', () => { window.show() })
  await window.loadURL(screensUrl)
  // The signal to show comes with the first picture, which an invisible window may never draw.
  if (!window.isDestroyed() && !window.isVisible()) window.show()
}

/** The program is on its way out: what is cut off by that is no failure, and a box about it would hold it for ever. */
let leaving = false

async function run(): Promise<void> {
  await app.whenReady()
  shutDoors()
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate))
  const folder = path.resolve(optionOf('station') ?? process.env.SOHOA_STATION ?? path.join(homedir(), 'sohoa'))
  const service = startStationProcess({ folder, start: startStation })
  let closed = false
  app.on('before-quit', (event) => {
    leaving = true
    if (closed) return
    event.preventDefault()
    void service.close().finally(() => {
      closed = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => { app.quit() })
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    window?.restore()
    window?.focus()
  })
  protocol.handle('app', screensHandler(await readScreens(path.join(app.getAppPath(), 'out/renderer')), service))
  openIpcDoor(ipcMain, service)
  const passphraseFile = optionOf('passphrase-file')
  if (passphraseFile !== undefined) await unlockService(service, await readPassphraseFile(passphraseFile))
  await openWindow()
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
if (app.requestSingleInstanceLock()) {
  run().catch((thrown: unknown) => {
    if (leaving) return
    const { code, params } = describeThrown(thrown)
    const { what, why, todo } = explainError(code, params, 'vi')
    dialog.showErrorBox(desktopTexts.cannotStart.vi, `${what}\n${why}\n${todo}`)
    app.exit(1)
  })
} else {
  app.quit()
}
