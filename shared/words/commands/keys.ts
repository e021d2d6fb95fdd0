import { term as both, type Term } from '../language.ts'

/** The agency's keys, in files and on tokens. */
export const keyTexts = {
  key: both('Khóa ký của cơ quan', "The agency's signing keys"),
  keyAdd: both('Nạp khóa: tệp PKCS#12 (.p12/.pfx), hoặc khóa trên thiết bị ký', 'Add a key: a PKCS#12 file (.p12/.pfx), or one on a token'),
  keyOnToken: both('khóa trên thiết bị ký đang cắm, theo vân tay SHA-256 của chứng thư; không nêu: chứng thư duy nhất ký được', "a key on a token that is plugged in, by its certificate's SHA-256 fingerprint; left out: the only one that may sign"),
  keyPassphraseFile: both('đọc mật khẩu của tệp khóa từ tệp', 'read the key file’s passphrase from a file'),
  askKeyPassphrase: both('Mật khẩu của tệp khóa: ', 'Passphrase of the key file: '),
  keyAdded: both('Đã nạp khóa: {subject}, hết hạn {date}.', 'Key added: {subject}, valid to {date}.'),
  keys: both('Khóa ký', 'Signing keys'),
  keyInFile: both('trong tệp', 'in a file'),
  keyOnTokenShort: both('trên thiết bị ký', 'on a token'),
  tokens: both('Thiết bị ký đang cắm và chứng thư trên đó (không cần mã PIN)', 'Tokens that are plugged in, and their certificates (no PIN needed)'),
  tokensNoModule: both('Chưa khai báo thư viện PKCS#11 nào: sohoa configure --token-module TỆP', 'No PKCS#11 library is set: sohoa configure --token-module FILE'),
  tokensNone: both('không có thiết bị nào đang cắm', 'no token is plugged in'),
  tokenModule: both('thư viện PKCS#11 của thiết bị ký; lặp lại được; “none” để bỏ', 'PKCS#11 library of a signing token; repeatable; “none” to clear'),
  tokenMaySign: both('ký được đến {date}', 'may sign to {date}'),
  digest: both('hàm băm ít nhất của chữ ký: SHA-256, SHA-384 hoặc SHA-512', 'least digest of signatures: SHA-256, SHA-384 or SHA-512'),
  pinFile: both('đọc mã PIN của thiết bị ký từ tệp', 'read the PIN of the token from a file'),
  askPin: both('Mã PIN của thiết bị ký: ', 'PIN of the signing token: '),
} as const satisfies Record<string, Term>
