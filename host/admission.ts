import { createHash, randomBytes } from 'node:crypto'

/** Who may come in: a link that opens once, then the cookie that it was exchanged for. */
export interface Admission {
  /** A new token for a link; it works once and not for long. */
  newToken(): string
  /** The Set-Cookie value that a token is exchanged for; undefined for one that is unknown, used or too old. */
  exchange(token: string): string | undefined
  /** Whether a Cookie header holds a cookie that was given out here. */
  admits(cookieHeader: string | undefined): boolean
}

const tokenMs = 5 * 60_000

/** Secrets are kept and looked up by their digest: how long a comparison takes tells nothing about them. */
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64')
const newSecret = (): string => randomBytes(32).toString('base64url')

/** Admission to one host. `cookieName` must differ from host to host: a browser sends cookies to every port of a machine. */
export function openAdmission(cookieName: string, now: () => number = Date.now): Admission {
  const tokens = new Map<string, number>()
  const cookies = new Set<string>()
  return {
    newToken() {
      const token = newSecret()
      tokens.set(digestOf(token), now() + tokenMs)
      return token
    },
    exchange(token) {
      const digest = digestOf(token)
      const until = tokens.get(digest)
      tokens.delete(digest)
      if (until === undefined || now() > until) return undefined
      const cookie = newSecret()
      cookies.add(digestOf(cookie))
      return `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`
    },
    admits: (cookieHeader = '') => cookieHeader.split(';').some((pair) => {
      const [name, value] = pair.trim().split('=', 2)
      return name === cookieName && value !== undefined && cookies.has(digestOf(value))
    }),
  }
}
