import type { z } from 'zod'
import { attachmentMethods } from './methods/attachments.ts'
import { auditMethods } from './methods/audit.ts'
import { backlogMethods } from './methods/backlog.ts'
import { correctionMethods } from './methods/correction.ts'
import { custodyMethods } from './methods/custody.ts'
import { deliveryMethods } from './methods/delivery.ts'
import { fileMethods } from './methods/files.ts'
import { handoverMethods } from './methods/handover.ts'
import { officerMethods } from './methods/officers.ts'
import { pageMethods } from './methods/pages.ts'
import { readingMethods } from './methods/reading.ts'
import { recordMethods } from './methods/records.ts'
import { reuseMethods } from './methods/reuse.ts'
import { scanMethods } from './methods/scan.ts'
import { sessionMethods } from './methods/session.ts'
import { signatureMethods } from './methods/signatures.ts'
import { signingMethods } from './methods/signing.ts'
import { stationMethods } from './methods/station.ts'
import { trustMethods } from './methods/trust.ts'

/** Every call, said once. Doors parse parameters and results with these schemas; nothing else crosses. */
export const methods = { ...stationMethods, ...custodyMethods, ...officerMethods, ...recordMethods, ...pageMethods, ...scanMethods, ...backlogMethods, ...attachmentMethods, ...deliveryMethods, ...correctionMethods, ...signingMethods, ...signatureMethods, ...trustMethods, ...readingMethods, ...handoverMethods, ...reuseMethods, ...auditMethods, ...fileMethods, ...sessionMethods } as const

export type Methods = typeof methods
export type MethodName = keyof Methods
/** Parameters as a caller may give them (defaults left out). */
export type ParamsOf<Name extends MethodName> = z.input<Methods[Name]['params']>
/** Parameters after parsing. */
export type ParsedParams<Name extends MethodName> = z.output<Methods[Name]['params']>
export type ResultOf<Name extends MethodName> = z.output<Methods[Name]['result']>

/** True for the name of a method. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}
