/** Most characters of a certificate file: a list of every root in use is far smaller. */
const mostBytes = 1_000_000

const block = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]*?-----END CERTIFICATE-----/gu

/** The certificates in a PEM text, each as one PEM block. */
export function certificatesIn(pem: string): readonly string[] {
  return [...pem.matchAll(block)].map(([found]) => `${found}\n`)
}

/** Base64 in lines of 64, as PEM has it. */
function base64Lines(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return text.match(/.{1,64}/gu)?.join('\n') ?? ''
}

/** The certificates of a file as PEM: it holds them so already, or one in DER (.cer). Null where it is neither. */
export function pemOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0 || bytes.length > mostBytes) return null
  const found = certificatesIn(new TextDecoder().decode(bytes))
  if (found.length > 0) return found.join('')
  // DER: a SEQUENCE with its length in two bytes that reach to the end of the file.
  const whole = bytes[0] === 0x30 && bytes[1] === 0x82 && ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0) + 4 === bytes.length
  return whole ? `-----BEGIN CERTIFICATE-----\n${base64Lines(bytes)}\n-----END CERTIFICATE-----\n` : null
}

/** Two PEM texts in one, each certificate once. */
export function joinPem(one: string, other: string): string {
  const seen = new Map([...certificatesIn(one), ...certificatesIn(other)].map((pem) => [pem.replace(/\s/gu, ''), pem]))
  return [...seen.values()].join('')
}

/** SHA-256 of a certificate's DER, as its issuer publishes it: `3A:F0:…`. */
export async function fingerprintOf(pem: string): Promise<string> {
  const der = Uint8Array.from(atob(pem.replace(/-----[A-Z ]+-----/gu, '').replace(/\s/gu, '')), (character) => character.charCodeAt(0))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
}
