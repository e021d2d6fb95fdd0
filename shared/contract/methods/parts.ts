import { z } from 'zod'

/** Parts of parameters that several methods share. */

export const recordId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/u)
/** A path on the station's machine, or `staged:…` as a door names a file that was handed in to it. */
export const filePath = z.string().min(1)
export const acceptAbove = z.number().min(0).max(1)
/** Why a person decided as he did; kept with the decision. */
export const reason = z.string().trim().min(1).max(1000)
/** Whose own a key is; null: the agency's. */
export const keyOfficer = z.string().normalize('NFC').min(1).max(100).nullable().default(null)
/** SHA-256 fingerprint of a certificate. */
export const certificateDigest = z.string().regex(/^[0-9a-f]{64}$/u)
