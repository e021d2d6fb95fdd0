import { clamp } from './text/page-layout.ts'

/**
 * What the engine's belief in the words (0..1) leaves of a rule's own confidence.
 * Tesseract says 0.90–0.97 for print that it reads well; below 0.6 it guesses.
 */
export function belief(wordConfidence: number): number {
  return clamp(0.35 + (wordConfidence - 0.4) * 1.3, 0.2, 1)
}

/** A confidence kept within 0..0.99: no rule is ever sure. */
export function bounded(confidence: number): number {
  return Math.round(clamp(confidence, 0, 0.99) * 1000) / 1000
}
