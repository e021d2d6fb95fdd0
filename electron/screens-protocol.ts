import { securityHeaders, type Screens, type StationService } from '../shared/door/index.ts'
import { isOwnScreen } from './window-options.ts'

/** Answers `app://ui/…`: the screens' files, pictures and files of records, files handed in. The same headers as the browser door. */
export function screensHandler(screens: Screens, service: StationService): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOwnScreen(request.url)) return new Response(null, { status: 404 })
    const { pathname, search } = new URL(request.url)
    if (pathname.startsWith('/media/') || pathname === '/staged') {
      const asked = new Request(new URL(`${pathname}${search}`, 'http://station'), {
        method: request.method, ...(request.body === null ? {} : { body: request.body, duplex: 'half' }),
      })
      return guarded(await service.fetch(asked))
    }
    const file = request.method === 'GET' ? screens.get(pathname) : undefined
    return guarded(file === undefined ? new Response(null, { status: 404 }) : new Response(file.bytes, { headers: { 'content-type': file.type } }))
  }
}

function guarded(response: Response): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
}
