/**
 * RC2 in CBC mode, decryption only (RFC 2268): old PKCS#12 files keep their certificates under it and OpenSSL 3 no
 * longer offers it. Never to be used for keeping anything.
 */

/** The PITABLE of RFC 2268, section 2. */
const permutation = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82'
  + '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7'
  + '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731'
  + '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)

/** Decrypts; the padding of PKCS#7 is taken off. Returns undefined when the padding is wrong: wrong key or damage. */
export function decryptRc2Cbc(key: Uint8Array, effectiveBits: number, iv: Uint8Array, data: Uint8Array): Buffer | undefined {
  if (data.length === 0 || data.length % 8 !== 0 || iv.length !== 8) return undefined
  const schedule = expandKey(key, effectiveBits)
  const out = Buffer.alloc(data.length)
  let previous = iv
  for (let at = 0; at < data.length; at += 8) {
    const block = data.subarray(at, at + 8)
    const plain = decryptBlock(schedule, block)
    for (let index = 0; index < 8; index += 1) out[at + index] = octet(plain, index) ^ octet(previous, index)
    previous = block
  }
  const padding = octet(out, out.length - 1)
  const sound = padding >= 1 && padding <= 8 && out.subarray(-padding).every((value) => value === padding)
  return sound ? out.subarray(0, -padding) : undefined
}

const octet = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0

function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const length = key.length
  const effectiveBytes = Math.ceil(effectiveBits / 8)
  const mask = 0xff >> (8 * effectiveBytes - effectiveBits)
  const expanded = new Uint8Array(128)
  expanded.set(key)
  for (let index = length; index < 128; index += 1) {
    expanded[index] = octet(permutation, (octet(expanded, index - 1) + octet(expanded, index - length)) & 0xff)
  }
  expanded[128 - effectiveBytes] = octet(permutation, octet(expanded, 128 - effectiveBytes) & mask)
  for (let index = 127 - effectiveBytes; index >= 0; index -= 1) {
    expanded[index] = octet(permutation, octet(expanded, index + 1) ^ octet(expanded, index + effectiveBytes))
  }
  return Uint16Array.from({ length: 64 }, (_, index) => octet(expanded, 2 * index) | (octet(expanded, 2 * index + 1) << 8))
}

function decryptBlock(schedule: Uint16Array, block: Uint8Array): Uint8Array {
  const words = [0, 1, 2, 3].map((index) => octet(block, 2 * index) | (octet(block, 2 * index + 1) << 8))
  const word = (index: number): number => words[(index + 4) % 4] ?? 0
  const rotations = [1, 2, 3, 5]
  let position = 63
  const unmix = (): void => {
    for (let index = 3; index >= 0; index -= 1) {
      const shift = rotations[index] ?? 0
      const turned = ((word(index) >> shift) | (word(index) << (16 - shift))) & 0xffff
      const mixed = (schedule[position] ?? 0) + (word(index - 1) & word(index - 2)) + (~word(index - 1) & word(index - 3) & 0xffff)
      words[index] = (turned - mixed) & 0xffff
      position -= 1
    }
  }
  const unmash = (): void => {
    for (let index = 3; index >= 0; index -= 1) words[index] = (word(index) - (schedule[word(index - 1) & 63] ?? 0)) & 0xffff
  }
  for (let round = 0; round < 5; round += 1) unmix()
  unmash()
  for (let round = 0; round < 6; round += 1) unmix()
  unmash()
  for (let round = 0; round < 5; round += 1) unmix()
  return Uint8Array.from(words.flatMap((value) => [value & 0xff, value >> 8]))
}
