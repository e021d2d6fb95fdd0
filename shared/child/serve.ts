import { describeThrown } from '../model/index.ts'
import type { ChildReply, ChildRequest } from './protocol.ts'

/**
 * Turns this process into a worker of a ChildPool: answers each request with what `handle` returns, or with the code
 * and parameters of what it throws. Ends when the parent goes away. Values travel by structured clone (bytes included).
 */
export function serve<Request, Response>(handle: (request: Request) => Promise<Response> | Response): void {
  const send = (reply: ChildReply): void => {
    process.send?.(reply)
  }
  process.on('disconnect', () => process.exit(0))
  process.on('message', (message: ChildRequest) => {
    void (async () => {
      try {
        send({ id: message.id, ok: true, value: await handle(message.payload as Request) })
      } catch (thrown) {
        send({ id: message.id, ok: false, ...describeThrown(thrown) })
      }
    })()
  })
}
