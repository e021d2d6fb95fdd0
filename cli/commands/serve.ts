import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { forkStation, readPassphraseFile, readScreens, startStationProcess, stationScript, unlockService } from '../../shared/door/index.ts'
import { stationFolder, type Door } from '../door.ts'
import { number, type CommonOptions } from '../options/options.ts'

const screensFolder = path.join(import.meta.dirname, '../../out/renderer')

/** The officer's screens in the browser of this machine. */
export function addServeCommand({ say, print, json, command }: Door): Command {
  return command('serve', say('serve')).option('--port <N>', say('port')).option('--no-open', say('noOpen'))
    .action(async (options: CommonOptions & { port?: string; open: boolean }) => {
      const [{ startHost }, screens] = await Promise.all([import('../../host/index.ts'), readScreens(screensFolder)])
      const service = startStationProcess({ folder: stationFolder(options), start: () => forkStation(stationScript()) })
      const ends: (() => Promise<void>)[] = [() => service.close()]
      try {
        // A build under way is seen with the next window: the files are read again for each.
        const fresh = process.env.SOHOA_DEVELOPMENT === '1' ? () => readScreens(screensFolder) : () => Promise.resolve(screens)
        const host = await startHost({ service, screens: fresh, port: options.port === undefined ? 0 : number(options.port, '--port') })
        ends.unshift(() => host.close())
        if (options.passphraseFile !== undefined) await unlockService(service, await readPassphraseFile(options.passphraseFile))
        const opener = options.open ? openBrowser() : undefined
        if (opener !== undefined) ends.unshift(() => opener.close())
        const tell = (): void => {
          const link = host.link()
          if (options.json === true) json({ link })
          else print(say('serving', { link }))
          void opener?.open(host.link())
        }
        tell()
        const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }).on('line', tell) : undefined
        await untilToldToEnd()
        lines?.close()
      } finally {
        for (const end of ends) await end()
      }
    })
}

function untilToldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => { resolve() })
  })
}

/**
 * Opens links in the person's browser by way of a page that only he can read: what stands in a command line is seen by every user of the
 * machine, and the link opens for whoever comes first.
 */
function openBrowser(): { open(link: string): Promise<void>; close(): Promise<void> } {
  const folder = mkdtemp(path.join(tmpdir(), 'sohoa-'))
  return {
    async open(link) {
      const page = path.join(await folder, 'mo.html')
      await writeFile(page, `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${link}"><title>Trạm số hóa</title>\n`, { mode: 0o600 })
      const [program, args] = process.platform === 'win32' ? ['explorer', [page]] as const : [process.platform === 'darwin' ? 'open' : 'xdg-open', [page]] as const
      // Where nothing opens, the link stands on the terminal.
      spawn(program, args, { stdio: 'ignore', detached: true }).on('error', () => undefined).unref()
    },
    close: async () => rm(await folder, { recursive: true, force: true }),
  }
}
