import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { emptyTrustProfile } from '../../shared/pki/index.ts'
import { openVerifier } from '../../shared/verify/index.ts'
import { randomFrom } from './random.ts'
import { corpusFolder } from './signature-corpus.ts'

/** What the verifier took over one file and its damaged copies. */
export interface FuzzLine {
  readonly file: string
  readonly runs: number
  readonly verdicts: Readonly<Record<'passed' | 'indeterminate' | 'failed', number>>
  /** Checks that were ended: TIME_LIMIT, MEMORY_LIMIT, CHECK_CRASHED. */
  readonly ended: readonly string[]
  readonly slowestMs: number
  /** Most memory of the child so far, MiB; null where the system does not tell. */
  readonly peakMiB: number | null
}

const limits = { timeMs: 10_000, memoryBytes: 1_073_741_824 }
const endings = new Set<string>(['TIME_LIMIT', 'MEMORY_LIMIT', 'CHECK_CRASHED'])

/** A damaged copy: bits turned, a piece taken out, put in, repeated or moved, or the end cut off. */
function damaged(pdf: Buffer, random: () => number): Buffer {
  const place = (): number => Math.floor(random() * pdf.length)
  const [from, to] = [place(), place()]
  const piece = pdf.subarray(from, from + 1 + Math.floor(random() * 2000))
  switch (Math.floor(random() * 5)) {
    case 0: return pdf.subarray(0, from)
    case 1: return Buffer.concat([pdf.subarray(0, from), pdf.subarray(from + piece.length)])
    case 2: return Buffer.concat([pdf.subarray(0, to), ...Array.from({ length: 1 + Math.floor(random() * 50) }, () => piece), pdf.subarray(to)])
    case 3: { const copy = Buffer.from(pdf); copy.set(piece.subarray(0, pdf.length - to), to); return copy }
    default: {
      const copy = Buffer.from(pdf)
      for (let left = 1 + Math.floor(random() * 200); left > 0; left -= 1) copy[place()] = Math.floor(random() * 256)
      return copy
    }
  }
}

function peakOf(pids: readonly number[]): number | null {
  const told = pids.map((pid) => `/proc/${pid}/status`).filter((file) => existsSync(file)).map((file) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1])
  const peaks = told.flatMap((kilobytes) => (kilobytes === undefined ? [] : [Number(kilobytes) / 1024]))
  return peaks.length === 0 ? null : Math.round(Math.max(...peaks))
}

/** Files of one folder of the corpus that are PDFs, or were meant to be; undefined where the corpus is absent. */
export function hostileFiles(folder: 'hard_pdf' | 'signed_pdf'): string[] | undefined {
  const whole = path.join(corpusFolder, folder)
  return existsSync(whole) ? readdirSync(whole).filter((name) => name.endsWith('.pdf')).map((name) => path.join(whole, name)) : undefined
}

/** Gives the verifier, in its child, each file as it is and `copies` damaged copies of it; the copies are the same for the same seed. */
export async function fuzzVerifier(files: readonly string[], copies: number, seed: number, onLine: (line: FuzzLine) => void = () => undefined): Promise<FuzzLine[]> {
  const verifier = openVerifier({ limits })
  const lines: FuzzLine[] = []
  try {
    for (const [index, file] of files.entries()) {
      const random = randomFrom(seed + index)
      const whole = readFileSync(file)
      const verdicts = { passed: 0, indeterminate: 0, failed: 0 }
      const ended: string[] = []
      let [slowestMs, peakMiB]: [number, number | null] = [0, null]
      for (let run = 0; run <= copies; run += 1) {
        const start = performance.now()
        const { verdict, reasons } = await verifier.verifyPdf(run === 0 ? whole : damaged(whole, random), emptyTrustProfile)
        slowestMs = Math.max(slowestMs, Math.round(performance.now() - start))
        peakMiB = Math.max(peakMiB ?? 0, peakOf(verifier.pids()) ?? 0)
        verdicts[verdict] += 1
        ended.push(...reasons.filter((reason) => endings.has(reason)))
      }
      const line = { file: path.basename(file), runs: copies + 1, verdicts, ended, slowestMs, peakMiB }
      lines.push(line)
      onLine(line)
    }
  } finally {
    await verifier.close()
  }
  return lines
}
