import { toPem, type Certificate } from '../../shared/pki/index.ts'
import type { FoundSignature, scratchFolder } from './signed-pdf.ts'
import { runTool, type ToolResult } from './system-tools.ts'

/** Programs that nobody on the team wrote, asked about signatures. */

type Folder = ReturnType<typeof scratchFolder>

/** OpenSSL on one signature as CAdES over its signed bytes, up to `root`; on success it says `CAdES Verification successful`. Needs `openssl`. */
export function opensslOnCades(folder: Folder, { cms, signedBytes }: Pick<FoundSignature, 'cms' | 'signedBytes'>, root: Certificate): ToolResult {
  return runTool('openssl', ['cms', '-verify', '-cades', '-purpose', 'any', '-binary', '-inform', 'DER', '-in', folder.file('cms', cms),
    '-content', folder.file('content', signedBytes), '-CAfile', folder.file('root.pem', toPem(root)), '-out', '/dev/null'])
}

/** A certificate database of NSS in the folder that trusts `root`, as pdfsig's `-nssdir` wants it. Needs `certutil`. */
export function nssDatabase(folder: Folder, root: Certificate): string {
  const database = `sql:${folder.path}`
  for (const args of [['-N', '-d', database, '--empty-password'], ['-A', '-d', database, '-n', 'demo', '-t', 'C,C,C', '-i', folder.file('root.pem', toPem(root))]]) {
    const { status, text } = runTool('certutil', args)
    if (status !== 0) throw new Error(text)
  }
  return database
}
