import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** Debian packages of each program that only tests use. A program with `files` needs these too. */
const debianTools = {
  openssl: { packages: 'openssl' },
  qpdf: { packages: 'qpdf' },
  pdfsig: { packages: 'poppler-utils' },
  pdftotext: { packages: 'poppler-utils' },
  pdftoppm: { packages: 'poppler-utils' },
  pdfimages: { packages: 'poppler-utils' },
  pdffonts: { packages: 'poppler-utils' },
  pdfinfo: { packages: 'poppler-utils' },
  certutil: { packages: 'libnss3-tools' },
  mutool: { packages: 'mupdf-tools' },
  zbarimg: { packages: 'zbar-tools' },
  tesseract: { packages: 'tesseract-ocr' },
  scanimage: { packages: 'sane-utils libsane1' },
  'softhsm2-util': { packages: 'softhsm2', files: ['/usr/lib/softhsm/libsofthsm2.so'] },
  'pkcs11-tool': { packages: 'opensc' },
  strace: { packages: 'strace' },
  ip: { packages: 'iproute2' },
  unshare: { packages: 'util-linux' },
  faketime: { packages: 'faketime' },
  chromium: { packages: 'chromium fonts-noto-core' },
  Xvfb: { packages: 'xvfb xauth' },
  java: {
    packages: 'default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java libcommons-logging-java libcommons-io-java libbcpkix-java',
    files: ['/usr/share/java/preflight.jar', '/usr/share/java/bcpkix.jar', '/usr/share/java/javax.activation.jar'],
  },
  javac: { packages: 'default-jdk-headless' },
} as const satisfies Record<string, { packages: string; files?: readonly string[] }>

export type SystemTool = keyof typeof debianTools

const told = new Set<SystemTool>()

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function locate(tool: SystemTool): string | undefined {
  const entry: { packages: string; files?: readonly string[] } = debianTools[tool]
  if (entry.files !== undefined && !entry.files.every(isReadable)) return undefined
  return (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, tool)).find(isExecutable)
}

function aptLine(tool: SystemTool): string {
  return `apt-get install --no-install-recommends ${debianTools[tool].packages}`
}

/** Tools that are not installed here. */
export function missingTools(): SystemTool[] {
  const names = Object.keys(debianTools).filter((name): name is SystemTool => Object.hasOwn(debianTools, name))
  return names.filter((name) => locate(name) === undefined)
}

/** Debian packages that bring all the tools. */
export function debianPackages(): string[] {
  return [...new Set(Object.values(debianTools).flatMap(({ packages }) => packages.split(' ')))]
}

/** Absolute path of a system tool. Throws, naming the apt line, when it is not installed. */
export function requireTool(tool: SystemTool): string {
  const found = locate(tool)
  if (found === undefined) throw new Error(`${tool} is not installed: ${aptLine(tool)}`)
  return found
}

/**
 * Whether tests that need `tool` can run: `test.skipIf(!toolOrSkip('qpdf'))(…)`.
 * When it is missing: throws under CI=true (the run must fail), else prints the apt line once and returns false.
 */
export function toolOrSkip(tool: SystemTool): boolean {
  if (locate(tool) !== undefined) return true
  if (process.env.CI === 'true') requireTool(tool)
  if (!told.has(tool)) {
    told.add(tool)
    process.stderr.write(`SKIPPED: tests that need ${tool}. To run them: ${aptLine(tool)}\n`)
  }
  return false
}

export interface ToolResult {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string
  /** Standard output and error as one text, for messages and `toContain`. */
  readonly text: string
}

/** Runs a system tool to its end (limit 60 s), feeding `input` on stdin. Never throws for a non-zero exit. */
export function runTool(tool: SystemTool, args: readonly string[], options: { input?: Uint8Array; cwd?: string; env?: NodeJS.ProcessEnv } = {}): ToolResult {
  const result = spawnSync(requireTool(tool), [...args], {
    input: options.input ?? new Uint8Array(0),
    timeout: 60_000,
    maxBuffer: 1 << 30,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
  })
  if (result.error !== undefined) throw result.error
  const stderr = result.stderr.toString('utf8')
  return { status: result.status, stdout: result.stdout, stderr, text: result.stdout.toString('utf8') + stderr }
}

const jars = ['preflight', 'pdfbox2', 'xmpbox', 'fontbox2', 'commons-logging', 'commons-io', 'javax.activation', 'jaxb-api', 'bcprov', 'bcpkix', 'bcutil']
const classPath = jars.map((jar) => `/usr/share/java/${jar}.jar`).join(':')

/** What Apache PDFBox Preflight says of a file as PDF/A-1b (the only part it knows). */
export function preflight(file: string): string {
  return runTool('java', ['-cp', classPath, 'org.apache.pdfbox.preflight.Validator_A1b', file]).text
}

/** What PDFBox and BouncyCastle say of the signatures of files, one line each; needs `java` and `javac`. */
export function checkWithBouncyCastle(files: readonly string[]): string[] {
  const { status, stdout, text } = runTool('java', ['-cp', classPath, path.join(import.meta.dirname, 'SignatureCheck.java'), ...files])
  if (status !== 0) throw new Error(text)
  return stdout.toString('utf8').trim().split('\n')
}
