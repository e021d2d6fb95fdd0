import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { requireTool } from './system-tools.ts'

/** What `read-status-code` of SANE's test backend makes every page end with. */
export type SaneFault = 'SANE_STATUS_JAMMED' | 'SANE_STATUS_COVER_OPEN' | 'SANE_STATUS_DEVICE_BUSY' | 'SANE_STATUS_NO_DOCS' | 'SANE_STATUS_IO_ERROR'

/** A SANE configuration with the test backend alone: a flatbed, and a feeder of ten sheets. Returns its folder. */
export function saneTestBackend(folder: string, fault: SaneFault | 'Default' = 'Default'): string {
  const place = path.join(folder, `sane ${fault}`)
  setSane(place, fault)
  return place
}

/** Writes such a configuration into a folder; a program that reads it already meets it with its next scan. */
export function setSane(place: string, fault: SaneFault | 'Default'): void {
  mkdirSync(place, { recursive: true })
  writeFileSync(path.join(place, 'dll.conf'), 'test\n')
  writeFileSync(path.join(place, 'test.conf'), [
    'number_of_devices 1', 'mode Color', 'depth 8', 'hand-scanner false', 'three-pass false', 'resolution_min 1.0', 'resolution_max 1200.0', 'resolution_quant 1.0', 'resolution 50.0',
    'test-picture "Solid white"', 'read-limit false', 'read-delay false', `read-status-code "${fault}"`, 'fuzzy-parameters false', 'ppl-loss 0', 'non-blocking false', 'select-fd false',
    'enable-test-options false', 'geometry_min 0.0', 'geometry_max 300.0', 'geometry_quant 1.0', 'tl_x 0.0', 'tl_y 0.0', 'br_x 80.0', 'br_y 100.0', '',
  ].join('\n'))
}

/**
 * A folder for the PATH whose `scanimage` is the real one on a scanner that jams: the first feed after `pages` pages, and each after it
 * ends with so many. The backend itself cannot change its mind within a feed.
 */
export function jammingScanner(folder: string, pages: number): string {
  const bin = path.join(folder, 'bin')
  const script = path.join(bin, 'scanimage')
  const real = requireTool('scanimage')
  mkdirSync(bin, { recursive: true })
  writeFileSync(script, [
    '#!/bin/sh', `sound='${saneTestBackend(folder)}'`, `faulty='${saneTestBackend(folder, 'SANE_STATUS_JAMMED')}'`, `fed='${path.join(folder, 'fed')}'`,
    `case " $* " in *--batch-print*) ;; *) SANE_CONFIG_DIR="$sound" exec '${real}' "$@" ;; esac`,
    `[ -e "$fed" ] && SANE_CONFIG_DIR="$sound" exec '${real}' "$@" --batch-count=${pages}`,
    ': > "$fed"',
    `SANE_CONFIG_DIR="$sound" '${real}' "$@" --batch-count=${pages} && SANE_CONFIG_DIR="$faulty" exec '${real}' "$@" --batch-start=${pages + 1}`, '',
  ].join('\n'))
  chmodSync(script, 0o755)
  return bin
}
