import koffi, { type KoffiFunc } from 'koffi'
import { SohoaError } from '../../model/index.ts'
import { returned, userType } from './constants.ts'

/** A slot, session or object as the module numbers it. */
export type Handle = number | bigint

/** A PKCS#11 function that did not return CKR_OK. */
export class CryptokiError extends Error {
  readonly call: string
  readonly code: number

  constructor(call: string, code: number) {
    super(`${call} 0x${code.toString(16)}`)
    this.name = 'CryptokiError'
    this.call = call
    this.code = code
  }
}

/** CK_TOKEN_INFO without what signing has no use for. */
export interface TokenInfo {
  readonly label: string
  readonly manufacturer: string
  readonly model: string
  readonly serial: string
  readonly flags: number
}

/** CK_MECHANISM: its number and, where it has some, its parameters. */
export interface Mechanism {
  readonly type: number
  /** CK_ULONGs one after the other. */
  readonly parameters: readonly number[]
}

/** An attribute that an object must have: a number (CK_ULONG) or bytes. */
export type Wanted = readonly [type: number, value: number | Uint8Array]

/** A PKCS#11 module in this process. Each function throws CryptokiError for anything but CKR_OK. */
export interface Cryptoki {
  /** C_Initialize; a module that is initialised already stays so. */
  initialize(): void
  finalize(): void
  /** Slots with a token in them. */
  slots(): Handle[]
  slotDescription(slot: Handle): string
  tokenInfo(slot: Handle): TokenInfo
  /** A read-only session. */
  openSession(slot: Handle): Handle
  closeSession(session: Handle): void
  /** Every session with this token, which logs out. */
  closeSessions(slot: Handle): void
  /** `pin` null: it is typed at the reader itself. */
  login(session: Handle, user: keyof typeof userType, pin: Uint8Array | null): void
  findObjects(session: Handle, wanted: readonly Wanted[]): Handle[]
  /** Undefined where the object does not have it or does not tell it. */
  attribute(session: Handle, object: Handle, type: number): Buffer | undefined
  signInit(session: Handle, mechanism: Mechanism, key: Handle): void
  sign(session: Handle, data: Uint8Array): Buffer
}

/** CK_ULONG is an `unsigned long`: four bytes on 64-bit Windows, eight elsewhere. */
const ulongBytes = process.platform === 'win32' ? 4 : 8
const pointerBytes = 8
/** All fields of the structures used here follow each other without a gap, on Windows by one-byte packing, elsewhere since each has eight bytes. This one has a CK_VERSION before its pointers. */
const functionListStart = process.platform === 'win32' ? 2 : pointerBytes

/** CK_FUNCTION_LIST up to C_Sign, in the order of the standard. */
const functionOrder = [
  'C_Initialize', 'C_Finalize', 'C_GetInfo', 'C_GetFunctionList', 'C_GetSlotList', 'C_GetSlotInfo', 'C_GetTokenInfo', 'C_GetMechanismList', 'C_GetMechanismInfo',
  'C_InitToken', 'C_InitPIN', 'C_SetPIN', 'C_OpenSession', 'C_CloseSession', 'C_CloseAllSessions', 'C_GetSessionInfo', 'C_GetOperationState', 'C_SetOperationState',
  'C_Login', 'C_Logout', 'C_CreateObject', 'C_CopyObject', 'C_DestroyObject', 'C_GetObjectSize', 'C_GetAttributeValue', 'C_SetAttributeValue',
  'C_FindObjectsInit', 'C_FindObjects', 'C_FindObjectsFinal', 'C_EncryptInit', 'C_Encrypt', 'C_EncryptUpdate', 'C_EncryptFinal',
  'C_DecryptInit', 'C_Decrypt', 'C_DecryptUpdate', 'C_DecryptFinal', 'C_DigestInit', 'C_Digest', 'C_DigestUpdate', 'C_DigestKey', 'C_DigestFinal', 'C_SignInit', 'C_Sign',
] as const
type FunctionName = (typeof functionOrder)[number]

/** What the functions take, as koffi spells it. */
const argumentTypes = {
  C_Initialize: ['void *'], C_Finalize: ['void *'], C_GetSlotList: ['uint8', 'void *', 'void *'], C_GetSlotInfo: ['ulong', 'void *'], C_GetTokenInfo: ['ulong', 'void *'],
  C_OpenSession: ['ulong', 'ulong', 'void *', 'void *', 'void *'], C_CloseSession: ['ulong'], C_CloseAllSessions: ['ulong'], C_Login: ['ulong', 'ulong', 'void *', 'ulong'],
  C_GetAttributeValue: ['ulong', 'ulong', 'void *', 'ulong'], C_FindObjectsInit: ['ulong', 'void *', 'ulong'], C_FindObjects: ['ulong', 'void *', 'ulong', 'void *'],
  C_FindObjectsFinal: ['ulong'], C_SignInit: ['ulong', 'void *', 'ulong'], C_Sign: ['ulong', 'void *', 'ulong', 'void *', 'void *'],
} as const satisfies Partial<Record<FunctionName, readonly string[]>>
type Called = keyof typeof argumentTypes

type Call = KoffiFunc<(...given: readonly (Handle | Uint8Array | null)[]) => Handle>

const osLockingOk = 0x2
const serialSession = 0x4
const unavailable = ulongBytes === 4 ? 0xffff_ffffn : 0xffff_ffff_ffff_ffffn

function putUlong(into: Buffer, value: Handle, at: number): number {
  if (ulongBytes === 4) into.writeUInt32LE(Number(value), at)
  else into.writeBigUInt64LE(BigInt(value), at)
  return at + ulongBytes
}

function getUlong(from: Buffer, at = 0): bigint {
  return ulongBytes === 4 ? BigInt(from.readUInt32LE(at)) : from.readBigUInt64LE(at)
}

function ulongs(...values: readonly Handle[]): Buffer {
  const bytes = Buffer.alloc(values.length * ulongBytes)
  values.forEach((value, index) => putUlong(bytes, value, index * ulongBytes))
  return bytes
}

function putPointer(into: Buffer, target: Uint8Array | null, at: number): number {
  into.writeBigUInt64LE(target === null || target.length === 0 ? 0n : koffi.address(target), at)
  return at + pointerBytes
}

/** CK_ATTRIBUTE and CK_MECHANISM have the same form: a number, a pointer and the length of what it points to. */
function pointing(into: Buffer, index: number, type: number, value: Uint8Array | null): void {
  const at = putUlong(into, type, index * (2 * ulongBytes + pointerBytes))
  putUlong(into, value?.length ?? 0, putPointer(into, value, at))
}

const pointingBytes = 2 * ulongBytes + pointerBytes

/** A use after a call: until then nothing may collect the memory that a structure only points to. */
function keepUntilNow(values: readonly (Uint8Array | null)[]): void {
  for (const value of values) value?.fill(0)
}

/** Text of a fixed length, filled up with blanks. */
const padded = (from: Buffer, start: number, bytes: number): string => from.toString('utf8', start, start + bytes).replaceAll('\0', ' ').trim()

function functionsOf(file: string): Record<Called, Call> {
  let list: unknown
  try {
    const library = koffi.load(file)
    const getFunctionList: Call = library.func('C_GetFunctionList', 'ulong', ['void *'])
    const where = Buffer.alloc(pointerBytes)
    if (Number(getFunctionList(where)) !== returned.ok) throw new TypeError('no function list')
    list = where.readBigUInt64LE()
  } catch (cause) {
    throw new SohoaError('token_module_invalid', {}, { cause })
  }
  const functionAt = (name: Called): Call => {
    const offset = functionListStart + functionOrder.indexOf(name) * pointerBytes
    const pointer: unknown = koffi.decode(list, offset, 'void *')
    if (pointer === null || pointer === 0n) throw new SohoaError('token_module_invalid')
    const call: unknown = koffi.decode(pointer, koffi.proto('ulong', [...argumentTypes[name]]))
    return call as Call
  }
  const names = Object.keys(argumentTypes).filter((name): name is Called => name in argumentTypes)
  return Object.fromEntries(names.map((name) => [name, functionAt(name)])) as Record<Called, Call>
}

/** Loads a module into this process, which it may crash or hang: only ever in a child. Throws token_module_invalid for a file that is no PKCS#11 module. */
export function loadCryptoki(file: string): Cryptoki {
  const functions = functionsOf(file)
  const call = (name: Called, ...given: readonly (Handle | Uint8Array | null)[]): void => {
    const code = Number(functions[name](...given))
    if (code !== returned.ok) throw new CryptokiError(name, code)
  }
  return {
    initialize() {
      const settings = Buffer.alloc(5 * pointerBytes + ulongBytes)
      putUlong(settings, osLockingOk, 4 * pointerBytes)
      try {
        call('C_Initialize', settings)
      } catch (thrown) {
        if (!(thrown instanceof CryptokiError && thrown.code === returned.alreadyInitialised)) throw thrown
      }
    },
    finalize: () => { call('C_Finalize', null) },
    slots() {
      const count = ulongs(0)
      call('C_GetSlotList', 1, null, count)
      const length = Number(getUlong(count))
      if (length === 0) return []
      const list = Buffer.alloc(length * ulongBytes)
      call('C_GetSlotList', 1, list, count)
      return Array.from({ length: Math.min(length, Number(getUlong(count))) }, (_, index) => getUlong(list, index * ulongBytes))
    },
    slotDescription(slot) {
      const info = Buffer.alloc(256)
      call('C_GetSlotInfo', slot, info)
      return padded(info, 0, 64)
    },
    tokenInfo(slot) {
      const info = Buffer.alloc(512)
      call('C_GetTokenInfo', slot, info)
      return { label: padded(info, 0, 32), manufacturer: padded(info, 32, 32), model: padded(info, 64, 16), serial: padded(info, 80, 16), flags: Number(getUlong(info, 96)) }
    },
    openSession(slot) {
      const session = ulongs(0)
      call('C_OpenSession', slot, serialSession, null, null, session)
      return getUlong(session)
    },
    closeSession: (session) => { call('C_CloseSession', session) },
    closeSessions: (slot) => { call('C_CloseAllSessions', slot) },
    login: (session, user, pin) => { call('C_Login', session, userType[user], pin, pin?.length ?? 0) },
    findObjects(session, wanted) {
      const values = wanted.map(([, value]) => (typeof value === 'number' ? ulongs(value) : Buffer.from(value)))
      const template = Buffer.alloc(wanted.length * pointingBytes)
      wanted.forEach(([type], index) => { pointing(template, index, type, values[index] ?? null) })
      call('C_FindObjectsInit', session, template, wanted.length)
      keepUntilNow(values)
      const found: Handle[] = []
      try {
        const [batch, count] = [Buffer.alloc(64 * ulongBytes), ulongs(0)]
        for (;;) {
          call('C_FindObjects', session, batch, 64, count)
          const length = Number(getUlong(count))
          for (let index = 0; index < length; index += 1) found.push(getUlong(batch, index * ulongBytes))
          if (length === 0) return found
        }
      } finally {
        call('C_FindObjectsFinal', session)
      }
    },
    attribute(session, object, type) {
      const template = Buffer.alloc(pointingBytes)
      pointing(template, 0, type, null)
      const code = Number(functions.C_GetAttributeValue(session, object, template, 1))
      const length = getUlong(template, ulongBytes + pointerBytes)
      if (code !== returned.ok || length === unavailable || length > 1_048_576n) return undefined
      const value = Buffer.alloc(Number(length))
      pointing(template, 0, type, value)
      call('C_GetAttributeValue', session, object, template, 1)
      return value
    },
    signInit(session, { type, parameters }, key) {
      const bytes = parameters.length === 0 ? null : ulongs(...parameters)
      const mechanism = Buffer.alloc(pointingBytes)
      pointing(mechanism, 0, type, bytes)
      call('C_SignInit', session, mechanism, key)
      keepUntilNow([bytes])
    },
    sign(session, data) {
      const signature = Buffer.alloc(2048)
      const length = ulongs(signature.length)
      call('C_Sign', session, data, data.length, signature, length)
      return signature.subarray(0, Number(getUlong(length)))
    },
  }
}
