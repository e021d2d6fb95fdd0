/** The part of PKCS#11 v2.40 that signing needs; names as in the standard, without their prefixes. */

export const returned = {
  ok: 0x0, slotIdInvalid: 0x3, functionFailed: 0x6, deviceError: 0x30, deviceRemoved: 0x32, functionCanceled: 0x50, keyHandleInvalid: 0x60,
  mechanismInvalid: 0x70, mechanismParameterInvalid: 0x71,
  objectHandleInvalid: 0x82, pinIncorrect: 0xa0, pinInvalid: 0xa1, pinLengthRange: 0xa2, pinExpired: 0xa3, pinLocked: 0xa4, sessionClosed: 0xb0,
  sessionHandleInvalid: 0xb3, tokenNotPresent: 0xe0, tokenNotRecognised: 0xe1, userAlreadyLoggedIn: 0x100, userNotLoggedIn: 0x101,
  userPinNotInitialised: 0x102, alreadyInitialised: 0x191,
} as const

export const tokenFlag = {
  loginRequired: 0x4, protectedAuthenticationPath: 0x100, initialised: 0x400, userPinCountLow: 0x10000, userPinFinalTry: 0x20000, userPinLocked: 0x40000, userPinToBeChanged: 0x80000,
} as const

export const objectClass = { certificate: 0x1, privateKey: 0x3 } as const

export const attributeType = { class: 0x0, value: 0x11, certificateType: 0x80, id: 0x102, modulus: 0x120, alwaysAuthenticate: 0x202 } as const

export const mechanismType = {
  rsaPkcs: 0x1, rsaPkcsPss: 0xd, ecdsa: 0x1041, sha256: 0x250, sha384: 0x260, sha512: 0x270,
} as const

/** Mask generation functions of CK_RSA_PKCS_PSS_PARAMS. */
export const maskGeneration = { sha256: 0x2, sha384: 0x3, sha512: 0x4 } as const

/** Whom a login is of: CKU_USER, or CKU_CONTEXT_SPECIFIC for the one operation under way. */
export const userType = { user: 1, contextSpecific: 2 } as const
